"""One example: what was drawn is sent, and everything that must hold is looked at."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.stage.people import Json
from bot.teams.incoming import NotAnActivityError, read_activity
from bot.teams.turns import is_from_a_person
from tests.proof.fuzz import corpus, oracle
from tests.proof.fuzz.drawing import Sent
from tests.proof.fuzz.oracle import BrokenError
from tests.proof.fuzz.town import GUEST, PERSONS, Answer, FuzzedTown

_MATTERS = {"refusal": "SELECT * FROM refusals", "case": "SELECT * FROM cases"}


@dataclass(frozen=True)
class Chosen:
    """What stands in place of the names in a draw."""

    refusal: str
    case: str
    key: str


async def take(town: FuzzedTown, sends: Sequence[Sent], chosen: Chosen) -> None:
    """Send all of it, one after the other; raises BrokenError, and keeps what broke in the corpus."""
    await town.begins()
    try:
        for sent in sends:
            await _send(town, sent, chosen)
        await oracle.check_register(town)
        await town.has_written()
        oracle.check_stored(town)
    except BrokenError as broken:
        corpus.keep(str(broken), [(sent.who, sent.activity) for sent in sends])
        raise


async def _send(town: FuzzedTown, sent: Sent, chosen: Chosen) -> None:
    activity = _filled_in(town, sent, chosen)
    body = _encoded(activity, sent.doubled)
    before, events = _matters(town), _events(town)
    answer = await town.sends(body, _awaited(town, body))
    oracle.check_answer(answer, activity)
    oracle.check_log(town, oracle.private_parts(activity))
    _check_people(town, activity, answer, before, events)


def _check_people(
    town: FuzzedTown, activity: Json, answer: Answer, before: Mapping[str, Json], events: int
) -> None:
    account = activity.get("from")
    account = account if isinstance(account, dict) else {}
    sender = str(account.get("aadObjectId") or account.get("id") or "").lower()
    after = _matters(town)
    oracle.check_deeds(sender, before, after, town.rows("SELECT * FROM events ORDER BY rowid")[events:])
    oracle.check_secrets(answer, sender, [*before.values(), *after.values()])


def _filled_in(town: FuzzedTown, sent: Sent, chosen: Chosen) -> Json:
    envelope = town.envelope(_account(sent.who))
    text = json.dumps({**envelope, **sent.activity})
    chat = json.dumps(envelope["conversation"]["id"])[1:-1]
    names = (
        (corpus.SERVICE, town.mailbox.url), (corpus.CHAT, chat), (corpus.REFUSAL, chosen.refusal),
        (corpus.CASE, chosen.case), (corpus.KEY, chosen.key),
    )  # fmt: skip
    for name, value in names:
        text = text.replace(name, value)
    filled: Json = json.loads(text)
    return filled


def _account(who: str) -> Json:
    if who in PERSONS:
        return PERSONS[who].account
    if who == "guest":
        return {"id": "29:guest", "name": "Gæst Gæstesen", "aadObjectId": GUEST}
    return {"id": "29:without-object-id", "name": "Ingen Nogen"}


def _encoded(activity: Json, doubled: Json) -> bytes:
    """Return the body; doubled inputs stand in it twice, as JSON allows and no sound client does."""
    text = json.dumps(activity)
    if doubled:
        text = text.replace('"data": {"', f'"data": {{{json.dumps(doubled)[1:-1]}, "', 1)
    return text.encode()


def _awaited(town: FuzzedTown, body: bytes) -> str | None:
    """Return the id of a message that must be replied to: one from a person, in a chat that has an id."""
    try:
        incoming = read_activity(body)
    except NotAnActivityError:
        return None
    ours = incoming.service_url == town.mailbox.url and incoming.channel_id == "msteams"
    is_message = incoming.type == "message" and is_from_a_person(incoming)
    return incoming.id if ours and is_message and incoming.id else None


def _matters(town: FuzzedTown) -> dict[str, Any]:
    return {f"{kind}:{row['id']}": row for kind, query in _MATTERS.items() for row in town.rows(query)}


def _events(town: FuzzedTown) -> int:
    return int(town.rows("SELECT count(*) AS number FROM events")[0]["number"])
