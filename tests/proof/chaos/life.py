"""The people of the town, who go on working whatever is thrown at the bot."""

import asyncio
import datetime
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.stage.actor import Actor
from bot.stage.card import Card
from bot.stage.people import Json
from bot.stage.teams import Teams

PAUSE_SECONDS = 0.4
AGAIN_SECONDS = 1.0
"""After how long somebody presses again who was shown that something went wrong."""

SEEN = "2026-01-05"
"""Long ago: of a day that a clock which jumped back has not reached, nobody can have seen anything."""

FACTS = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}
AGAIN = ("Noget gik galt", "Det tager længere end normalt", "Jeg bliver genstartet")
"""What stands on a card that asks to press again: something failed, or the answer is not there yet."""


@dataclass
class Life:
    """Who asks, decides, reports, claims and types, until told to stop."""

    teams: Teams
    asked: dict[str, str] = field(default_factory=dict)
    """By the name that a request carries as its case reference: who asked, once they have a receipt."""
    decided: dict[str, str] = field(default_factory=dict)
    """By the same name: the reason that stands on the answer which the leader was shown."""
    reported: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    _stopping: bool = False
    _names: Iterator[int] = field(default_factory=itertools.count)
    _presses: dict[tuple[str, str], str] = field(default_factory=dict)
    """What is pressed and not answered yet, by message and verb: what was shown last."""

    async def goes_on(self) -> None:
        """Live; ends a moment after `stops`, with every press answered."""
        deeds = (self._asks("Anna"), self._asks("Emil"), self._decides(), self._reports(), self._types())
        async with asyncio.TaskGroup() as tasks:
            for deed in deeds:
                tasks.create_task(deed)

    def stops(self) -> None:
        """Begin nothing new, except to decide what has been asked."""
        self._stopping = True

    def undone(self) -> str:
        """Return what people still wait for: requests without an answer, and presses."""
        waiting = sorted(self.asked.keys() - self.decided.keys())
        return f"{len(waiting)} requests are undecided {waiting[:5]}; pressed: {self._presses}"

    async def _asks(self, name: str) -> None:
        who, first = self.teams.person(name), await self._first_card(name)
        while not self._stopping:
            reference = f"2026-{next(self._names):05}"
            self.tried.add(reference)
            await self._until_answered(who, "refusal.submit", _form(reference), first)
            self.asked[reference] = name
            await asyncio.sleep(PAUSE_SECONDS)

    async def _decides(self) -> None:
        lone = self.teams.person("Lone")
        await self._first_card("Lone")
        while not (self._stopping and len(self.decided) >= len(self.asked)):
            for card in lone.cards():
                reference = _reference_on(card, self.asked)
                if reference and reference not in self.decided and card.action("refusal.approve"):
                    await self._decide(lone, card, reference)
            await asyncio.sleep(PAUSE_SECONDS)

    async def _decide(self, lone: Actor, card: Card, reference: str) -> None:
        """Approve and deny at the same moment, on whichever process it comes to, each with its own reason."""
        reasons = {f"refusal.{deed}": f"{reference} {deed}" for deed in ("approve", "deny")}
        pressed = [
            self._until_answered(lone, verb, {**_data(card, verb), "reason": reason}, card)
            for verb, reason in reasons.items()
        ]
        shown = [card.text for card in await asyncio.gather(*pressed)]
        told = {reason for reason in reasons.values() if any(reason in text for text in shown)}
        self.decided[reference] = " | ".join(sorted(told))

    async def _reports(self) -> None:
        emil, first = self.teams.person("Emil"), await self._first_card("Emil")
        while not self._stopping:
            key = str(uuid.uuid4())
            what = {"what_happened": "Et klip er lagt op.", "where": "https://example.org/1", "seen_on": SEEN}
            await self._until_answered(emil, "misuse.submit", {**what, "key": key}, first)
            self.reported.append(key)
            await asyncio.sleep(PAUSE_SECONDS * 4)

    async def _types(self) -> None:
        dorte = self.teams.person("Dorte")
        while not self._stopping:
            await dorte.types("hej")
            await asyncio.sleep(PAUSE_SECONDS)

    async def _first_card(self, name: str) -> Card:
        """Open the chat, again and again until the bot greets."""
        who = self.teams.person(name)
        while not who.cards():
            await who.opens()
            await who.types("hej")
            await asyncio.sleep(AGAIN_SECONDS)
        return who.newest_card()

    async def _until_answered(self, who: Actor, verb: str, data: Json, on: Card) -> Card:
        """Press, and press again the very same while no answer comes, as people do."""
        key = (on.message.id, verb)
        while True:
            outcome = await who.invokes(verb, data, on=on)
            answer = Card(on.message, outcome.card) if outcome.card is not None else None
            if answer and not any(words in answer.text for words in AGAIN):
                self._presses.pop(key, None)
                return answer
            self._presses[key] = answer.text if answer else str(outcome.failure)
            await asyncio.sleep(AGAIN_SECONDS)


def _form(reference: str) -> Json:
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
    return {
        "facts": FACTS,
        "key": str(uuid.uuid4()),
        "recorder_need": "notes",
        "municipal_interest": "De andre i gruppen fortæller om deres børns helbred.",
        "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
        "deviation_reason": "Denne gang er der børn med.",
        "case_ref": reference,
        "meeting_date": day.isoformat(),
        "meeting_time": "10:00",
    }


def _data(card: Card, verb: str) -> Json:
    action = card.action(verb)
    assert action
    return action.data


def _reference_on(card: Card, known: dict[str, str]) -> str | None:
    return next((reference for reference in known if reference in card.text), None)
