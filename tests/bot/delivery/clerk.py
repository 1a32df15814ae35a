"""A conversation about requests with the plainest of cards, over the real casework.

`bed om afslag 1` makes a request, pressing its cards decides it. What a card says is the request's state.
"""

import asyncio
import datetime
import json
from contextlib import suppress

from bot.delivery.model import CardFor
from bot.world import World
from casework.about import About
from casework.desk import Desk
from casework.errors import HeldByOthers, UserError
from casework.messages import CARDS_GONE, Message
from casework.ports import AdviceCounts, Places
from casework.refusal import refusals
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.form import RefusalForm
from casework.refusal.request import OPEN, Refusal
from casework.refusal.telling import DECISIONS
from dialogs.held_up import PAUSE_SECONDS
from dialogs.turn import Arrived, Consented, FileContent, Pressed, Reply, Turn, Typed
from tests.bot.delivery import case_clerk

ASKS = "bed om afslag "
MEETING_IN = datetime.timedelta(days=2)


class Clerk:
    """Answers turns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def typed(self, turn: Typed) -> Reply:
        if (about_case := await case_clerk.typed(self._desk, turn)) is not None:
            return about_case
        if not turn.text.startswith(ASKS):
            return plain(turn.text)
        made = await refusals.submit(self._desk, self._form(turn.text.removeprefix(ASKS)), turn.person_id)
        return card_of(made, "status")

    async def pressed(self, turn: Pressed) -> Reply:
        """Answer, however long others hold what it is about: a person presses until there is an answer."""
        while True:
            with suppress(HeldByOthers):
                return await self._pressed(turn)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _pressed(self, turn: Pressed) -> Reply:
        if (about_case := await case_clerk.pressed(self._desk, turn)) is not None:
            return about_case
        deed = {"refusal.approve": refusals.approve, "refusal.deny": refusals.deny}.get(turn.verb)
        request, version = str(turn.data.get("refusal")), int(str(turn.data.get("version", 0)))
        try:
            if deed:
                done = await deed(self._desk, request, version, turn.person_id, "Vurderet konkret her.")
            elif turn.verb == "refusal.withdraw":
                done = await refusals.withdraw(self._desk, request, version, turn.person_id)
            else:
                return form_about(await self._desk.store.queries.refusal(request))
        except AlreadyHandled as handled:
            return card_of(handled.present, "status")
        except UserError as error:
            return plain(error.text)
        return card_of(done, "status")

    async def consented(self, turn: Consented) -> FileContent | Reply:
        return plain("her er ingen filer")

    def not_handed_over(self, turn: Consented) -> Reply:
        return plain("her er ingen filer")

    async def arrived(self, turn: Arrived) -> Reply | None:
        return plain("velkommen")

    def failed(self, turn: Turn, reference: str) -> Reply:
        return plain("noget gik galt")

    def late(self, turn: Pressed, *, is_ending: bool = False) -> Reply:
        return plain("det tager længere")

    def _form(self, key: str) -> RefusalForm:
        return RefusalForm(
            key=key,
            facts={"recorder": "citizen", "medium": "audio", "only_about_recorder": False},
            verdict="weigh_interests",
            grounds=("others_present",),
            pack=self._desk.pack,
            ground="others_present",
            municipal_interest="De andre forældre taler om deres børns helbred.",
            recorder_need="notes",
            milder_means="Pause, mens de andres forhold drøftes.",
            case_ref="2026-17",
            meeting=self._desk.clock.now() + MEETING_IN,
        )


def converse(world: World, places: Places, counts: AdviceCounts) -> Clerk:
    return Clerk(world.desk)


def make_cards(world: World) -> CardFor:
    async def card_for(message: Message, to: str | None, language: str) -> Reply | None:
        if message.kind == CARDS_GONE:
            return plain("findes ikke mere")
        if message.about.kind == "case":
            return await case_clerk.card_for(world.desk, message)
        try:
            it = await world.desk.store.queries.refusal(message.about.id)
        except UnknownRequest:
            return plain("findes ikke mere")
        return card_of(
            it, message.kind if message.kind in (*DECISIONS, "undelivered") else "status", language
        )

    return card_for


def card_of(it: Refusal, kind: str, language: str = "da") -> Reply:
    """A card that says where a request stands, with buttons while it is open."""
    buttons = ("approve", "deny", "withdraw", "look") if it.state in OPEN else ()
    data = {"refusal": it.id, "version": it.version}
    actions = [_button(f"refusal.{verb}", data) for verb in buttons]
    return _card(f"{kind} {language} {it.state}", actions, it.about)


def form_about(it: Refusal) -> Reply:
    """A card that somebody fills in."""
    return _card(f"udfyld {it.version}", [_button("refusal.approve", {"refusal": it.id})], it.about)


def plain(words: str) -> Reply:
    return _card(words, [], None)


def _button(verb: str, data: dict[str, object]) -> dict[str, object]:
    return {"type": "Action.Execute", "title": verb, "verb": verb, "data": data}


def _card(words: str, actions: list[dict[str, object]], about: About | None) -> Reply:
    body = [{"type": "TextBlock", "text": words}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}
    return Reply(json.dumps(card).encode(), words, about)
