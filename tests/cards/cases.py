"""The cards of HR/Jura's cases, each as it stands at one moment of a story."""

import datetime
from collections.abc import Awaitable, Callable

from cards.words import words
from casework.about import About
from casework.messages import HR_CHANNEL, Message
from tests.cards.gallery import INFORMAL, MISUSED
from tests.cards.reading import Card
from tests.cards.requests import Cast
from tests.dialogs.cases.office import REPORT, CaseOffice
from tests.dialogs.requests.office import Colleague

SHEET = {
    "harmed": "Kollegaen, som bliver hængt ud, og borgerens barn, som bliver nævnt.",
    "passed_on": "Hele samtalen, til alle i en åben gruppe.",
    "private": "yes",
    "manipulated": "unclear",
    "threats": "no",
    "police_report": "yes",
    "text": "Barnets helbred er nævnt, og gruppen er åben for alle.",
}
LATER = datetime.datetime(2026, 12, 2, 9, tzinfo=datetime.UTC)


class CaseCast(Cast):
    """Anna reports, Hanne and Hugo are HR/Jura; their channel is chosen."""

    office: CaseOffice

    def __init__(self, language: str) -> None:
        super().__init__(language, CaseOffice(language))
        self.hugo = self.office.person("Hugo Hald", hr=True, unit="HR/Jura")

    async def reported(self) -> Card:
        await self.office.hr_chooses_the_channel(self.hanne)
        return await self.office.reports(self.anna)

    async def asked(self) -> Card:
        await self.office.hr_chooses_the_channel(self.hanne)
        question = "Må vi sige nej, hvis samtalen handler om en kollegas sygdom?"
        return await self.anna.sends("hr.ask", {"key": "form", "facts": INFORMAL, "question": question})

    async def does(self, who: Colleague, verb: str, **inputs: str) -> Card:
        return await self.office.does(who, verb, **inputs)

    async def many_are_reported(self) -> None:
        await self.reported()
        for number in range(11):
            await self.office.reports(self.bo, key=f"form {number}")
        self.office.world.moment = LATER

    async def hanne_has_it(self) -> Card:
        await self.reported()
        return await self.does(self.hanne, "case.claim")

    async def assessed(self) -> Card:
        await self.hanne_has_it()
        return await self.does(self.hanne, "case.assess", **SHEET)


Scene = Callable[[CaseCast], Awaitable[Card]]


async def _form(cast: CaseCast) -> Card:
    return await cast.anna.sends("misuse.begin", {"key": "form", "facts": MISUSED})


async def _form_again(cast: CaseCast) -> Card:
    wrong = {**REPORT, "where": "facebook"}
    return await cast.anna.sends("misuse.submit", {"key": "form", "facts": MISUSED, **wrong})


async def _step(cast: CaseCast) -> Card:
    await _form(cast)
    return await cast.anna.types(REPORT["what_happened"])


async def _ready(cast: CaseCast) -> Card:
    await _form(cast)
    for text in (REPORT["what_happened"], "spring over", "fredag", "2026-17"):
        card = await cast.anna.types(text)
    return card


async def _receipt(cast: CaseCast) -> Card:
    return await cast.reported()


async def _receipt_no_channel(cast: CaseCast) -> Card:
    return await cast.anna.sends("misuse.submit", {"key": "form", **REPORT})


async def _proof(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.anna.presses(words(cast.office.language)("action.proof"))


async def _question(cast: CaseCast) -> Card:
    return await cast.anna.sends("hr.ask", {"key": "form", "facts": INFORMAL})


async def _question_sent(cast: CaseCast) -> Card:
    return await cast.asked()


async def _channel(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.office.hr_channel_receives("case")


async def _channel_question(cast: CaseCast) -> Card:
    await cast.asked()
    return await cast.office.hr_channel_receives("case")


async def _channel_claimed(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.office.hr_channel_receives("case")


async def _channel_step(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.office.hr_channel_receives("case_step")


async def _hr_new(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.does(cast.hanne, "case.show")


async def _hr_owner(cast: CaseCast) -> Card:
    return await cast.hanne_has_it()


async def _hr_lost(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.hugo.sends("case.claim", {"case": cast.office.case.id, "version": 1})


async def _hr_owner_left(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    cast.office.leaves_hr(cast.hanne)
    return await cast.does(cast.hugo, "case.show")


async def _hr_alike(cast: CaseCast) -> Card:
    await cast.reported()
    await cast.office.reports(cast.bo, what_happened="Jeg har set det samme.")
    newest = max(cast.office.cases, key=lambda case: case.reported_by)
    return await cast.hanne.sends("case.show", {"case": newest.id})


async def _hr_question(cast: CaseCast) -> Card:
    await cast.asked()
    return await cast.does(cast.hanne, "case.claim")


async def _sheet(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.does(cast.hanne, "case.sheet")


async def _sheet_step(cast: CaseCast) -> Card:
    await _sheet(cast)
    await cast.hanne.types("Kollegaen.")
    await cast.hanne.types("Hele samtalen.")
    return await cast.hanne.types("ved ikke")


async def _sheet_ready(cast: CaseCast) -> Card:
    await _sheet(cast)
    for text in ("Kollegaen.", "Hele samtalen.", "ved ikke", "nej", "nej", "nej", "Det er taget ned."):
        card = await cast.hanne.types(text)
    return card


async def _assessed(cast: CaseCast) -> Card:
    return await cast.assessed()


async def _reply(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.does(cast.hanne, "case.reply")


async def _assign(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.does(cast.hanne, "case.assign")


async def _close(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.does(cast.hanne, "case.close")


async def _close_assessed(cast: CaseCast) -> Card:
    await cast.assessed()
    return await cast.does(cast.hanne, "case.close")


async def _hr_closed(cast: CaseCast) -> Card:
    await cast.assessed()
    return await cast.does(cast.hanne, "case.close", reason="Politianmeldt i dag.", reported="yes")


async def _claimed_for_reporter(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    return await cast.anna.receives("case_claimed")


async def _replied(cast: CaseCast) -> Card:
    await cast.hanne_has_it()
    await cast.does(cast.hanne, "case.reply", text="Tak. Har du flere opslag, så send linket her.")
    return await cast.anna.receives("case_reply")


async def _added(cast: CaseCast) -> Card:
    await _replied(cast)
    await cast.anna.types("tilføj https://example.org/opslag/18")
    return await cast.hanne.receives("case_addition")


async def _add(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.does(cast.anna, "case.add")


async def _closed_for_reporter(cast: CaseCast) -> Card:
    await _hr_closed(cast)
    return await cast.anna.receives("case_closed")


async def _added_to_a_closed_one(cast: CaseCast) -> Card:
    await _hr_closed(cast)
    await cast.does(cast.anna, "case.add", text="https://example.org/opslag/18")
    return await cast.hanne.receives("case_addition")


async def _hr_open_again(cast: CaseCast) -> Card:
    await _added_to_a_closed_one(cast)
    await cast.does(cast.hanne, "case.claim")
    return await cast.does(cast.hanne, "case.assess", police_report="no", text="Det nye opslag er lovligt.")


async def _history(cast: CaseCast) -> Card:
    await _hr_open_again(cast)
    return await cast.hanne.presses(words(cast.office.language)("action.history"))


async def _free_for_reporter(cast: CaseCast) -> Card:
    await _replied(cast)
    await cast.does(cast.hanne, "case.release")
    return await cast.does(cast.anna, "case.show")


async def _handed_over(cast: CaseCast) -> Card:
    await _replied(cast)
    await cast.does(cast.hanne, "case.assign", owner="hugo")
    return await cast.office.hr_channel_shows()


async def _closed_list(cast: CaseCast) -> Card:
    await _hr_closed(cast)
    return await cast.hanne.types("lukkede sager")


async def _found(cast: CaseCast) -> Card:
    await cast.many_are_reported()
    return await cast.hanne.types("sag 2026-17")


async def _mine(cast: CaseCast) -> Card:
    await cast.approved()
    await cast.reported()
    return await cast.anna.types("mine")


async def _list(cast: CaseCast) -> Card:
    await cast.many_are_reported()
    await cast.asked()
    return await cast.hanne.types("sager")


async def _overdue(cast: CaseCast) -> Card:
    await cast.many_are_reported()
    morning = Message("overdue", HR_CHANNEL, About("overdue", "2026-12-02"), "overdue:2026-12-02")
    card = await cast.office.card_of(morning)
    assert card is not None
    return card


async def _channel_moved(cast: CaseCast) -> Card:
    await cast.many_are_reported()
    card = await cast.office.card_of(Message("moved", HR_CHANNEL, About("moved", "always"), "moved:always"))
    assert card is not None
    return card


async def _channel_chosen(cast: CaseCast) -> Card:
    return await cast.office.hr_chooses_the_channel(cast.hanne)


async def _channel_not_chosen(cast: CaseCast) -> Card:
    return await cast.office.hr_chooses_the_channel(cast.anna)


async def _stranger(cast: CaseCast) -> Card:
    await cast.reported()
    return await cast.does(cast.bo, "case.claim")


async def _advised(cast: CaseCast) -> Card:
    await cast.office.hr_chooses_the_channel(cast.hanne)
    await cast.anna.asks()
    await cast.lone_says("refusal.consult", question="Er grunden saglig nok?")
    await cast.does(cast.hanne, "case.claim")
    await cast.does(
        cast.hanne, "case.reply", text="Ja, hvis en pause ikke er nok. Skriv, hvorfor den ikke er det."
    )
    return await cast.lone.receives("hr_answered")


async def _hr_about_a_request(cast: CaseCast) -> Card:
    await cast.office.hr_chooses_the_channel(cast.hanne)
    await cast.anna.asks()
    await cast.lone_says("refusal.consult", question="Er grunden saglig nok?")
    return await cast.does(cast.hanne, "case.claim")


SCENES: dict[str, Scene] = {
    name.removeprefix("_"): scene
    for name, scene in list(globals().items())
    if name.startswith("_") and not name.startswith("__") and callable(scene)
}


async def case_card(name: str, language: str) -> Card:
    """Return the card of a scene."""
    return await SCENES[name](CaseCast(language))
