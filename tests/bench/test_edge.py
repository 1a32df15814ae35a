"""What the measurement of the edge counts, and what it sends."""

import pytest

from bench.edge.conversing import Arrivals
from bench.edge.player import Played
from bench.edge.results import Round, times, told
from bench.edge.servers import BARE, OURS
from bench.edge.turns import PEOPLE, Turn, answers, turns_of
from bench.measurement import percentile
from bot.teams.incoming import read_activity
from guideline.load import built_in, load_pack

URL = "http://127.0.0.1:1/"


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 99, 0.0),
        ([7.0], 50, 7.0),
        ([1.0, 2.0, 3.0, 4.0], 50, 2.0),
        ([*map(float, range(1, 101))], 99, 99.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: int, expected: float) -> None:
    assert percentile(values, share) == expected


def test_a_share_is_taken_within_a_round_so_that_a_slow_round_slows_both() -> None:
    assert times([50.0, 5.0, 60.0], [100.0, 10.0, 100.0]) == 0.5


def test_the_middle_round_is_told_and_ours_beside_each_other() -> None:
    def rounds(*turns: int) -> list[Round]:
        return [Round(Played(number, 2.0, 0, 1.0, 4.0), 0.25) for number in turns]

    bare, ours = told("press", {BARE: rounds(200, 20, 400), OURS: rounds(100, 10, 300)})
    assert (bare.value, ours.value) == (100.0, 50.0)
    assert bare.note == "p50 1.0 ms, p99 4.0 ms, 0.250 CPU s a thousand"
    assert ours.note.endswith("0.50 × bare aiohttp, 1.00 × its CPU")


def test_every_answer_to_every_question_is_pressed() -> None:
    pack = load_pack(built_in("albertslund"))
    given = {(fact, value) for _, new in answers(pack) for fact, value in new.items()}
    assert given == {
        (question.fact, answer.value) for question in pack.questions for answer in question.answers
    }


@pytest.mark.parametrize("kind", ["press", "message"])
def test_turns_are_whole_requests_of_one_person_after_the_other(kind: str) -> None:
    turns = turns_of(kind, URL)
    heads, bodies = zip(*(turn.request(n).split(b"\r\n\r\n", 1) for n, turn in enumerate(turns)), strict=True)
    assert all(
        f"Content-Length: {len(body)}".encode() in head for head, body in zip(heads, bodies, strict=True)
    )
    incoming = [read_activity(body) for body in bodies]
    assert len({activity.id for activity in incoming}) == len(turns)
    assert len({turn.chat for turn in turns[:PEOPLE]}) == PEOPLE == len({turn.chat for turn in turns})
    assert [a.conversation.id for a in incoming if a.conversation] == [turn.chat for turn in turns]


def test_a_message_arrives_where_it_is_waited_for_and_a_card_that_is_written_anew_is_none() -> None:
    heard: list[str] = []

    class Listening:
        def heard(self) -> None:
            heard.append("chat-1")

    arrivals = Arrivals()
    arrivals.expect(Turn(b"", b"", "chat-1").chat, Listening())
    arrivals.take(b"PUT /v3/conversations/chat-1/activities/2 HTTP/1.1\r\n", b"")
    assert not heard
    arrivals.take(b"POST //v3/conversations/chat-1/activities HTTP/1.1\r\n", b"")
    assert heard == ["chat-1"]
