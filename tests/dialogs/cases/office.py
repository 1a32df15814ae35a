"""An office in which recordings are misused: who reports, who is HR/Jura, and their channel."""

from dataclasses import replace

from casework.cases.case import Case
from casework.messages import HR_CHANNEL
from tests.cards.gallery import MISUSED
from tests.cards.reading import Card
from tests.dialogs.chat import Chat
from tests.dialogs.requests.office import Colleague, Office

CHANNEL = "19:hr@thread.tacv2"

REPORT = {
    "what_happened": "Optagelsen af min samtale ligger på Facebook. Den er klippet, så den lyver.",
    "where": "https://example.org/opslag/17",
    "seen_on": "2026-11-20",
    "case_ref": "2026-17",
}


class CaseOffice(Office):
    """Monday 23 November 2026, 13 o'clock."""

    @property
    def cases(self) -> list[Case]:
        return list(self.world.store.tables.cases.values())

    @property
    def case(self) -> Case:
        (case,) = self.cases
        return case

    def in_channel(self, who: Colleague) -> Chat:
        """Return what somebody does in HR/Jura's channel, in the thread of a card."""
        thread = f"{CHANNEL};messageid=1700000000000"
        chat = Chat(self.language, personal=False, world=self.world, chat_id=thread, person_id=who.id)
        chat.who["in_channel"] = True
        return chat

    def in_group_chat(self, who: Colleague) -> Chat:
        """Return what somebody does in a chat of several people, which is no channel."""
        group = "19:group@thread.v2"
        return Chat(self.language, personal=False, world=self.world, chat_id=group, person_id=who.id)

    async def hr_chooses_the_channel(self, who: Colleague) -> Card:
        return await self.in_channel(who).types("hr")

    async def hr_channel_shows(self, kind: str = "case") -> Card:
        """Return how the newest message of a kind in HR/Jura's channel looks now."""
        card = await self.card_of(self.messages(HR_CHANNEL, kind)[-1])
        assert card is not None
        return card

    def leaves_hr(self, who: Colleague) -> None:
        self.world.people[who.id] = replace(self.world.people[who.id], hr=False)

    async def reports(self, who: Colleague, /, **filled_in: str) -> Card:
        """Report a misuse by the form."""
        return await who.sends("misuse.submit", {"key": "form", "facts": MISUSED, **REPORT, **filled_in})

    async def does(self, who: Chat, verb: str, case: Case | None = None, /, **inputs: str) -> Card:
        """Press a button of the case's newest card."""
        it = case or self.case
        return await who.sends(verb, {"case": it.id, "version": it.version, **inputs})
