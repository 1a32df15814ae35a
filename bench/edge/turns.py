"""The turns that are sent, as HTTP requests.

A press is an answer to a question of the interview: every answer to every question, in both languages, so
that each leads to a decision and its own card. A message is typed: a greeting, or the number of a way on. The
people take turns, each in a chat of their own; every activity has an id of its own, as Teams gives it.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from guideline.decide import Ask, decide, relevant
from guideline.load import built_in, load_pack
from guideline.model import Facts, Pack
from tests.bot.fakes.activities import message, press
from tests.bot.fakes.key_server import sign

PEOPLE = 256
"""A multiple of every number of turns at once, so that no chat has two under way."""

TYPED = ("hej", "1", "hej", "2")

_NUMBER = "activity-number"
_HEAD = (
    b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Authorization: Bearer %b\r\nContent-Length: %d\r\n\r\n"
)
_DIGITS = 12


class Turn(NamedTuple):
    """A request but for the activity's number, and the chat that it comes from."""

    before: bytes
    after: bytes
    chat: str

    def request(self, number: int) -> bytes:
        """Return the request with a number."""
        return b"%b%0*d%b" % (self.before, _DIGITS, number, self.after)


def turns_of(kind: str, service_url: str) -> list[Turn]:
    """Return the turns of a kind, `press` or `message`, in an order in which person follows person."""
    token = sign(service_url).encode()
    activities = {"press": _presses, "message": _messages}[kind](service_url)
    return [_turn(activity, token) for activity in activities]


def answers(pack: Pack) -> Iterator[tuple[Facts, Facts]]:
    """Give what is known and what is answered, for every answer that the interview takes on every way."""
    seen: list[Facts] = []
    ahead: deque[Facts] = deque([{}])
    while ahead:
        known = ahead.popleft()
        if known in seen:
            continue
        seen.append(known)
        for given in _next(pack, known):
            yield known, given
            ahead.append(relevant(pack, {**known, **given}))


def _next(pack: Pack, known: Facts) -> Iterator[Facts]:
    """Give the answers to the next question; after an advice, what can be said without being asked."""
    step = decide(pack, known)
    for question in pack.questions:
        asked = question.fact == step.fact if isinstance(step, Ask) else question.ask is None
        if asked and question.fact not in known:
            yield from ({question.fact: answer.value} for answer in question.answers)


def _presses(service_url: str) -> Iterator[dict[str, Any]]:
    given = list(answers(load_pack(built_in("albertslund"))))
    data = [{"facts": known, "lang": lang, **new} for known, new in given for lang in ("da", "en")]
    for number in range(PEOPLE * len(data)):
        person = number % PEOPLE
        yield press(
            service_url,
            "interview.answer",
            data[number % len(data)],
            replyToId=f"f:card-{person}",
            **_from(person),
        )


def _messages(service_url: str) -> Iterator[dict[str, Any]]:
    for text in TYPED:
        for person in range(PEOPLE):
            yield message(service_url, text, **_from(person))


def _from(person: int) -> dict[str, Any]:
    who = f"11111111-1111-4111-8111-{person:012d}"
    basics = message("")
    return {
        "id": _NUMBER,
        "from": {"id": f"29:{person}", "name": f"Person {person}", "aadObjectId": who},
        "conversation": basics["conversation"] | {"id": f"chat-{person}"},
    }


def _turn(activity: dict[str, Any], token: bytes) -> Turn:
    before, _, after = msgspec.json.encode(activity).partition(_NUMBER.encode())
    head = _HEAD % (token, len(before) + _DIGITS + len(after))
    return Turn(head + before, after, activity["conversation"]["id"])
