"""What must hold after whatever was sent. Written from what is promised, not from the code that keeps it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from bot.register.checking import check_database
from bot.register.verifying import Tally
from dialogs.verbs import VERBS
from tests.cards.contract import check_card, check_limits
from tests.cards.markdown import read_as_markdown
from tests.cards.reading import Card
from tests.proof.fuzz.town import PERSONS, SECRET, Answer, FuzzedTown

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
HANDLED = ("adaptiveCard/action", "composeExtension/query", "fileConsent/invoke")
HR = frozenset(person.id for person in PERSONS.values() if person.hr)
CLOCK = "clock"

Row = Mapping[str, Any]

DEEDS: Mapping[str, str] = {
    "refusal.submit": "requester", "refusal.submit_agreed": "requester",
    "refusal.answer": "requester",
    "refusal.choose_another": "requester", "refusal.withdraw": "requester",
    "refusal.confirm_noted": "requester",
    "refusal.approve": "leader", "refusal.deny": "leader", "refusal.confirm": "leader",
    "refusal.dispute": "leader", "refusal.return": "leader", "refusal.revoke": "leader",
    "refusal.reassign": "leader hr", "refusal.consult": "requester leader", "refusal.advise": "hr",
    "case.report": "reporter", "case.ask": "reporter", "case.add": "reporter",
    "case.claim": "hr", "case.assign": "hr", "case.reopen": "hr",
    "case.release": "owner", "case.assess": "owner", "case.reply": "owner", "case.close": "owner",
}  # fmt: skip
"""Which deed is whose (the contract's tables of verbs). What is not named here nobody can bring about."""

LINK = "](javascript:"
"""Part of a text that the fuzzer writes: on a card it may stand only where no markdown is read."""

CPR_DIGITS = "2412857731"
_ESCAPED = re.compile(r"\\+(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[nrt])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\W{1,6}(?=\d)")


class BrokenError(AssertionError):
    """Something that must hold does not. The text is one sentence, the same for the same fault."""


def check_answer(answer: Answer, activity: Any) -> None:
    """The status, the shape of the answer, and every card in it."""
    name = activity.get("name") if isinstance(activity, dict) else None
    if answer.status >= 500 and not (answer.status == 501 and name not in HANDLED):
        raise BrokenError(f"answered by HTTP {answer.status}")
    if answer.status == 200 and name == "adaptiveCard/action":
        _check_invoke(answer.body)
    if answer.status == 200 and name == "composeExtension/query":
        for found in msgspec.json.decode(answer.body)["composeExtension"].get("attachments") or ():
            _check_card(found["content"])
    if answer.delivered:
        _check_message(answer.delivered)


def _check_invoke(body: bytes) -> None:
    value = msgspec.json.decode(body)
    if (value.get("statusCode"), value.get("type")) != (200, CARD_TYPE):
        raise BrokenError("an invoke was not answered by a card")
    _check_card(value["value"])


def _check_message(message: Mapping[str, Any]) -> None:
    if not str(message.get("summary") or "").strip():
        raise BrokenError("a message has no summary")
    for attachment in message["attachments"]:
        if attachment["contentType"] == CARD_TYPE:
            _check_card(attachment["content"])


def _check_card(card: Any) -> None:
    if any(LINK in text for text in read_as_markdown(card)):
        raise BrokenError("what somebody wrote is a link on a card")
    try:
        check_limits(Card(json.dumps(card, ensure_ascii=False)))
        _check_shape(json.dumps(_shape(card)))
    except AssertionError as wrong:
        raise BrokenError(f"a card is not sound: {str(wrong).splitlines()[0][:120]}") from wrong


@lru_cache(maxsize=10_000)
def _check_shape(shape: str) -> None:
    """The schema, which takes a while, once for all cards that differ in their words alone."""
    check_card(Card(shape))


def _shape(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: {} if name == "data" else _shape(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_shape(value) for value in part]
    if key in ("text", "title", "value", "placeholder", "errorMessage", "speak", "fallbackText"):
        return "1"
    return part


def check_log(town: FuzzedTown, private: Iterable[str]) -> None:
    """No fault inside, whatever the user was told; and nothing of what came in."""
    for line in town.log.errors:
        told = json.loads(line)
        raise BrokenError(f"{told['event']}: {told.get('error')} at {told.get('at')}")
    said = "\n".join(map(_without_its_time, town.log.lines))
    if CPR_DIGITS in _without_signs(said) or any(word in said for word in private):
        raise BrokenError("a log line holds something private")


def check_stored(town: FuzzedTown) -> None:
    """No CPR number anywhere in the database, however it was written."""
    if CPR_DIGITS in _without_signs(town.everything()):
        raise BrokenError("a CPR number is stored")


def check_secrets(answer: Answer, reader: str, matters: Iterable[Row]) -> None:
    """Who has no part in any matter reads nothing of one."""
    if reader not in HR and not any(reader in _parties(row) for row in matters):
        shown = answer.body.decode() + json.dumps(answer.delivered or {}, ensure_ascii=False)
        if SECRET in shown:
            raise BrokenError("somebody reads of a matter that is not theirs")


def check_deeds(sender: str, before: Mapping[str, Row], after: Mapping[str, Row], new: Iterable[Row]) -> None:
    """Every event is a deed of whoever sent the activity, who was allowed to; nothing changes without one."""
    told = set()
    for event in new:
        told.add(event["about"])
        row = before.get(event["about"]) or after.get(event["about"])
        if row is None or not _may(sender, event, row):
            raise BrokenError(f"{event['event']} was done by somebody who may not")
    if {about for about, row in after.items() if before.get(about) != row} - told:
        raise BrokenError("a matter changed without an event")


def _may(sender: str, event: Row, row: Row) -> bool:
    if sender not in {person.id for person in PERSONS.values()}:
        return False
    if event["actor"] == CLOCK:  # what was open with a leader who says that they are away
        return event["event"] == "refusal.reassign" and sender in (row["leader"], row["stands_in_for"])
    roles = DEEDS.get(event["event"], "").split()
    return event["actor"] == sender and any(sender in _people(role, row) for role in roles)


def _people(role: str, row: Row) -> frozenset[str]:
    own = _named(row, "asked_by", "reported_by")
    leaders = _named(row, "leader", "stands_in_for", "escalated_to")
    return {
        "requester": own, "reporter": own, "leader": leaders - own, "hr": HR - own,
        "owner": (_named(row, "owner") & HR) - own,
    }[role]  # fmt: skip


def _parties(row: Row) -> frozenset[str]:
    names = ("asked_by", "reported_by", "leader", "stands_in_for", "escalated_to", "nearest_leader")
    return _named(row, *names) | frozenset(json.loads(row.get("earlier_leaders") or "[]"))


def _named(row: Row, *columns: str) -> frozenset[str]:
    return frozenset(str(row[column]) for column in columns if row.get(column))


async def check_register(town: FuzzedTown) -> None:
    """`register verify` finds nothing."""
    async for line in check_database(town.database, None, Tally()):
        raise BrokenError(f"register verify: {line}")


def private_parts(activity: Any) -> Iterator[str]:
    """Give what somebody said or is known by: every longer text but the platform's own words."""
    if isinstance(activity, dict):
        for key, value in activity.items():
            if key not in ("serviceUrl", "recipient", "type", "name", "verb", "trigger", "contentType"):
                yield from private_parts(value)
    elif isinstance(activity, list):
        for value in activity:
            yield from private_parts(value)
    elif isinstance(activity, str) and len(activity) >= 8 and activity not in VERBS:
        yield activity


def _without_its_time(line: str) -> str:
    """Return a log line without its time: today's date may stand in an activity, too."""
    told = {name: value for name, value in json.loads(line).items() if name != "time"}
    return json.dumps(told, ensure_ascii=False)


def _without_signs(text: str) -> str:
    return _BETWEEN_DIGITS.sub("", _ESCAPED.sub(" ", text))
