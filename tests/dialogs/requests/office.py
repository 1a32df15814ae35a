"""An office to tell stories in: people with a chat each, and messages that arrive in it."""

import datetime

from cards.words import words
from casework.messages import HR_CHANNEL, Message
from casework.ports import Employee
from casework.refusal import clockwork
from casework.refusal.request import Refusal
from dialogs.outgoing import Outgoing
from guideline.model import Facts, Pack
from tests.cards.gallery import OTHERS
from tests.cards.reading import Card
from tests.casework.town import HARASSMENT
from tests.dialogs.chat import Chat, World, pack

GOOD_WEIGHING = {
    "municipal_interest": "De andre forældre fortæller om deres børns helbred.",
    "recorder_need": "notes",
    "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
    "case_ref": "2026-17",
    "meeting_date": "2026-11-26",
    "meeting_time": "10:00",
}


class Office:
    """Monday 23 November 2026, 13 o'clock."""

    def __init__(self, language: str = "da", guideline: Pack | None = None) -> None:
        self.language = language
        self.world = World(people={}, pack=guideline or pack())
        self.outgoing = Outgoing(self.world.pack, self.world.desk)
        self.arrived: set[str] = set()

    def person(
        self, name: str, leader: "Colleague | None" = None, *, hr: bool = False, unit: str = "Jobcenter"
    ) -> "Colleague":
        person_id = name.split()[0].lower()
        above = leader.id if leader else None
        self.world.people[person_id] = Employee(person_id, name, unit, above, hr)
        return Colleague(self, person_id)

    def messages(self, to: str, kind: str) -> list[Message]:
        sent = self.world.store.tables.messages.values()
        return [m for m in sent if m.to == to and m.kind == kind]

    async def card_of(self, message: Message, to: str | None = None) -> Card | None:
        person = None if message.to == HR_CHANNEL else (to or message.to)
        reply = await self.outgoing.card_for(message, person, self.language)
        return Card(reply.card) if reply else None

    async def time_passes_until(self, moment: datetime.datetime) -> None:
        """Move the clock, and do on the way whatever falls due, at its moment."""
        while ids := await self.world.store.queries.due(moment, 1):
            it = await self.world.store.queries.refusal(ids[0])
            self.world.moment = max(self.world.moment, it.wake_at or moment)
            await clockwork.attend(self.world.desk, it.id)
        self.world.moment = moment

    def holds_back(self, kind: str, colleague: "Colleague") -> None:
        """Let messages of a kind not have been delivered yet."""
        self.world.store.undelivered |= {m.key for m in self.messages(colleague.id, kind)}

    async def hr_channel_receives(self, kind: str) -> Card:
        return await self.next_card(HR_CHANNEL, kind)

    async def next_card(self, to: str, kind: str) -> Card:
        """Return the card of the next message of a kind."""
        new = [m for m in self.messages(to, kind) if m.key not in self.arrived]
        assert new, f"{to} got no new {kind}"
        self.arrived.add(new[0].key)
        card = await self.card_of(new[0])
        assert card is not None
        return card

    @property
    def requests(self) -> list[Refusal]:
        return list(self.world.store.tables.refusals.values())

    @property
    def only_request(self) -> Refusal:
        (it,) = self.requests
        return it


class Colleague(Chat):
    """Somebody's own chat."""

    def __init__(self, office: Office, person_id: str) -> None:
        self.office, self.id = office, person_id
        super().__init__(
            office.language, world=office.world, person_id=person_id, chat_id=f"chat of {person_id}"
        )

    async def opens_the_form(self, facts: Facts = OTHERS) -> Card:
        await self.sends("interview.answer", {"facts": facts})
        return await self.presses("Bed lederen" if self.office.language == "da" else "Ask the leader")

    async def asks(self, facts: Facts = OTHERS, /, **filled_in: str) -> Card:
        await self.opens_the_form(facts)
        return await self.sends_form(**{**GOOD_WEIGHING, **filled_in})

    async def asks_about_harassment(self, **filled_in: str) -> Card:
        return await self.asks(HARASSMENT, **filled_in)

    async def sends_form(self, **filled_in: str) -> Card:
        """Send the form as a client does: with what it shows, where nothing else is filled in."""
        shown = {i["id"]: i["value"] for i in self.card.inputs if "value" in i}
        title = "Send til" if self.office.language == "da" else "Send to"
        return await self.presses(title, **{**shown, **filled_in})

    async def receives(self, kind: str) -> Card:
        """Return the card of the next message of a kind, and look at it."""
        self.card = await self.office.next_card(self.id, kind)
        return self.card

    async def reasons(self, kind: str = "refusal_approved") -> Card:
        """Return the reasons for the person, one press from the next message of a kind."""
        await self.receives(kind)
        return await self.presses(words(self.office.language)("action.show_reasons"))

    async def note(self, kind: str = "refusal_approved") -> Card:
        """Return the note for the case, one press from the next message of a kind."""
        await self.receives(kind)
        return await self.presses(words(self.office.language)("action.case_note"))

    def received(self, kind: str) -> int:
        return len(self.office.messages(self.id, kind))
