import datetime
from dataclasses import replace

from casework.refusal.equal_treatment import (
    Advised,
    Circumstances,
    Figures,
    MonthCount,
    Outcome,
    Tally,
    figures,
    first_month,
    must_say_what_differs,
)

ALIKE = Circumstances("others_present", "citizen", "audio", others=True)
SINCE = "2024-03"


def shown_of(alike: Circumstances, counts: list[MonthCount], advised: list[Advised], since: str) -> Figures:
    return figures(alike, counts, advised, since, unnamed="allowed")


def month(outcome: Outcome, number: int, day: str, alike: Circumstances = ALIKE) -> MonthCount:
    return MonthCount(alike, day[:7], outcome, number, datetime.date.fromisoformat(day))


def test_the_like_shows_as_counts_and_the_latest_date() -> None:
    counts = [
        month("refused", 2, "2025-01-30"),
        month("refused", 1, "2025-06-02"),
        month("allowed", 1, "2024-04-01"),
    ]
    shown = shown_of(ALIKE, counts, [], SINCE)
    assert shown.refused == Tally(3, datetime.date(2025, 6, 2))
    assert shown.allowed == Tally(1, datetime.date(2024, 4, 1))
    assert shown.lapsed == Tally(0, None)
    assert must_say_what_differs(shown)


def test_what_is_older_or_unlike_does_not_count() -> None:
    unlike = [
        replace(ALIKE, recorder="employee"),
        replace(ALIKE, medium="video"),
        replace(ALIKE, others=False),
    ]
    counts = [
        month("allowed", 1, "2024-02-29"),
        *(month("allowed", 1, "2025-01-01", other) for other in unlike),
    ]
    assert not must_say_what_differs(shown_of(ALIKE, counts, [], SINCE))


def test_nobody_having_decided_is_no_permission_given() -> None:
    assert not must_say_what_differs(shown_of(ALIKE, [month("lapsed", 3, "2025-01-01")], [], SINCE))


def test_advice_that_led_to_no_request_ended_in_permission() -> None:
    advised = [
        Advised("weigh_interests", ("others_present",), 10),
        Advised("refusal_possible", ("harassment", "others_present"), 2),
        Advised("allowed", (), 100),
    ]
    other = replace(ALIKE, recorder="employee")
    shown = shown_of(
        ALIKE, [month("asked", 3, "2025-01-01"), month("asked", 1, "2025-01-01", other)], advised, SINCE
    )
    assert (shown.advised, shown.permitted) == (12, 8)
    outside = shown_of(replace(ALIKE, ground="other"), [], advised, SINCE)
    assert (outside.advised, outside.permitted) == (100, 100)


def test_more_requests_than_advice_is_no_negative_number() -> None:
    assert shown_of(ALIKE, [month("asked", 3, "2025-01-01")], [], SINCE).permitted == 0


def test_few_cases_say_so() -> None:
    assert "equal.few" in shown_of(ALIKE, [month("refused", 4, "2025-01-01")], [], SINCE).cannot_tell
    assert "equal.few" not in shown_of(ALIKE, [month("refused", 5, "2025-01-01")], [], SINCE).cannot_tell


def test_a_count_that_was_taken_back_leaves_no_date() -> None:
    assert shown_of(ALIKE, [month("refused", 0, "2025-01-01")], [], SINCE).refused == Tally(0, None)


def test_two_years_back() -> None:
    assert first_month(datetime.date(2026, 3, 2)) == SINCE
