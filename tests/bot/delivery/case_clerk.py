"""The clerk's part in HR/Jura's cases: `anmeld 1` reports one, `hr` chooses a channel, cards are claimed."""

import datetime
import json

from casework.cases import cases
from casework.cases.case import Case, State
from casework.cases.errors import UnknownCase
from casework.cases.form import CaseForm
from casework.cases.telling import deed_of
from casework.desk import Desk
from casework.errors import UserError
from casework.messages import Message
from dialogs.turn import Pressed, Reply, Typed

REPORTS = "anmeld "
CHOOSES = "hr"
SEEN_BEFORE = datetime.timedelta(days=1)


async def typed(desk: Desk, turn: Typed) -> Reply | None:
    """Answer what is about cases; None: it is about something else."""
    if turn.text == CHOOSES and not turn.personal:
        await cases.choose_channel(desk, turn.person_id, turn.chat_id)
        return said("kanalen er valgt")
    if not turn.text.startswith(REPORTS):
        return None
    await cases.report(desk, _form(desk, turn.text.removeprefix(REPORTS)), turn.person_id)
    return said("anmeldt")


async def pressed(desk: Desk, turn: Pressed) -> Reply | None:
    deed = {"case.claim": cases.claim, "case.release": cases.release}.get(turn.verb)
    if deed is None:
        return None
    try:
        done = await deed(desk, str(turn.data["case"]), int(str(turn.data["version"])), turn.person_id)
    except UserError as error:
        return said(error.text)
    return card_of(done)


async def card_for(desk: Desk, message: Message) -> Reply | None:
    """The case's card for `case` and its updates; for anything else its kind, and which deed it tells of."""
    try:
        case = await desk.store.queries.case(message.about.id)
    except UnknownCase:
        return said("findes ikke mere")
    if message.kind == "case":
        return card_of(case)
    return said(f"{message.kind} {deed_of(message) or ''}".strip())


def card_of(case: Case) -> Reply:
    verb = "case.claim" if case.state is State.NEW else "case.release"
    data = {"case": case.id, "version": case.version}
    button: dict[str, object] = {"type": "Action.Execute", "title": verb, "verb": verb, "data": data}
    return Reply(_json(f"sag {case.case_ref} {case.state}", [button]).encode(), "sag", case.about)


def said(words: str) -> Reply:
    return Reply(_json(words, []).encode(), words)


def _json(words: str, actions: list[dict[str, object]]) -> str:
    body = [{"type": "TextBlock", "text": words}]
    return json.dumps({"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions})


def _form(desk: Desk, key: str) -> CaseForm:
    return CaseForm(
        key=key,
        kind="misuse",
        text="En samtale er lagt ud.",
        where="https://www.facebook.com/groups/albertslund/posts/17",
        seen_on=(desk.clock.now() - SEEN_BEFORE).date(),
        case_ref=key,
        facts={},
        pack=desk.pack,
    )
