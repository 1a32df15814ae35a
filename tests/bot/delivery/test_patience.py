"""What is tried again, and when it is given up."""

import pytest

from bot.delivery.patience import (
    FEWEST_ATTEMPTS,
    LONGEST_PAUSE,
    LONGEST_RETRY_AFTER,
    WORTH_TRYING,
    CallError,
    NowhereToGoError,
    pause_before,
)


@pytest.mark.parametrize("status", [None, 408, 412, 429, 500, 502, 503, 504])
def test_what_passes_is_tried_again(status: int | None) -> None:
    assert pause_before(1, CallError(status), 0) is not None


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 413, 501])
def test_what_does_not_pass_is_given_up(status: int) -> None:
    assert pause_before(1, CallError(status, retry_after=1), 0) is None


def test_pauses_grow_and_are_not_all_alike() -> None:
    for attempt in (*range(1, 30), 900):
        pauses = {pause_before(attempt, CallError(503), 0) for _ in range(20)}
        longest = min(0.5 * 2 ** (attempt - 1), LONGEST_PAUSE)
        assert len(pauses) > 1
        assert all(pause is not None and longest / 2 <= pause <= longest for pause in pauses)


def test_however_long_teams_was_away_it_is_tried_again_within_a_minute() -> None:
    assert all((pause_before(attempt, CallError(503), 0) or 0) <= 60 for attempt in range(1, 1000))


def test_it_is_given_up_by_how_long_it_was_tried_not_by_how_often() -> None:
    soon = CallError(429, retry_after=1)
    assert pause_before(3000, soon, WORTH_TRYING - 1) == 1
    assert pause_before(3000, soon, WORTH_TRYING) is None


def test_a_bot_that_was_stopped_meanwhile_tries_again() -> None:
    assert pause_before(FEWEST_ATTEMPTS - 1, CallError(503), 9 * WORTH_TRYING) is not None
    assert pause_before(FEWEST_ATTEMPTS, CallError(503), 9 * WORTH_TRYING) is None


def test_what_the_receiver_asks_for_comes_first() -> None:
    assert pause_before(1, CallError(429, retry_after=0.2), 0) == 0.2
    assert pause_before(9, CallError(429, retry_after=7), 0) == 7
    assert pause_before(1, CallError(429, retry_after=86_400), 0) == LONGEST_RETRY_AFTER


def test_nowhere_to_go_passes() -> None:
    assert pause_before(1, NowhereToGoError(), 0) is not None
