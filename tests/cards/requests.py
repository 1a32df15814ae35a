"""The cards of a request for a refusal, each as it stands at one moment of a story."""

import datetime
from collections.abc import Awaitable, Callable

from cards.words import words
from casework.refusal import clockwork
from tests.cards.gallery import NO_GROUND
from tests.cards.reading import Card
from tests.dialogs.requests.office import Office

WEDNESDAY_THREE = datetime.datetime(2026, 11, 25, 14, tzinfo=datetime.UTC)
MONDAY_TWO = datetime.datetime(2026, 11, 30, 13, tzinfo=datetime.UTC)
THURSDAY_TEN = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
NOW = {"meeting_date": "", "meeting_time": ""}


class Cast:
    """Anna asks, Lone is her nearest leader, Dorte is Lone's, Hanne is HR/Jura."""

    def __init__(self, language: str, office: Office | None = None) -> None:
        self.office = office or Office(language)
        self.dorte = self.office.person("Dorte Dam", unit="Direktionen")
        self.lone = self.office.person("Lone Lind", leader=self.dorte)
        self.anna = self.office.person("Anna Agerholm", leader=self.lone)
        self.bo = self.office.person("Bo Berg")
        self.office.person("Carl Carlsen", leader=self.bo)
        self.hanne = self.office.person("Hanne Holm", hr=True, unit="HR/Jura")

    async def lone_says(self, verb: str, **inputs: str) -> Card:
        it = self.office.only_request
        return await self.lone.sends(verb, {"refusal": it.id, "version": it.version, **inputs})

    async def approved(self, **filled_in: str) -> None:
        await self.anna.asks(**filled_in)
        await self.lone_says("refusal.approve", reason="Hensynet til de andre vejer tungest her.")


Scene = Callable[[Cast], Awaitable[Card]]


async def _form(cast: Cast) -> Card:
    return await cast.anna.opens_the_form()


async def _form_other(cast: Cast) -> Card:
    return await cast.anna.opens_the_form(NO_GROUND)


async def _form_again(cast: Cast) -> Card:
    await cast.anna.asks(case_ref="2026-11")
    await cast.lone_says("refusal.deny", reason="En pause er nok.")
    return await cast.anna.asks(municipal_interest="Det er privat.")


async def _step(cast: Cast) -> Card:
    await cast.anna.opens_the_form()
    return await cast.anna.types("2")


async def _ready(cast: Cast) -> Card:
    await cast.anna.opens_the_form()
    texts = ["2", "De andre forældre fortæller om deres børns helbred.", "1 2", "En pause er ikke nok."]
    for text in [*texts, "2026-17", "26/11 kl. 10.00", "nej"]:
        card = await cast.anna.types(text)
    return card


async def _waiting(cast: Cast) -> Card:
    return await cast.anna.asks()


async def _unconfirmed(cast: Cast) -> Card:
    return await cast.anna.asks(agreed_by_phone="true", **NOW)


async def _approval(cast: Cast) -> Card:
    await cast.anna.asks_about_harassment(
        municipal_interest="To samtaler er lagt på sociale medier med trusler mod en kollega."
    )
    return await cast.lone.receives("approval")


async def _confirmation(cast: Cast) -> Card:
    await cast.anna.asks(agreed_by_phone="true", **NOW)
    return await cast.lone.receives("confirmation")


async def _ask(cast: Cast) -> Card:
    await cast.anna.asks()
    return await cast.lone_says("refusal.return")


async def _asked(cast: Cast) -> Card:
    await cast.anna.asks()
    await cast.lone_says("refusal.return", question="Er en pause prøvet før?")
    return await cast.anna.receives("question")


async def _approved(cast: Cast) -> Card:
    await cast.approved()
    return await cast.anna.receives("refusal_approved")


async def _noted(cast: Cast) -> Card:
    await cast.approved()
    await cast.anna.receives("refusal_approved")
    it = cast.office.only_request
    return await cast.anna.sends("refusal.confirm_noted", {"refusal": it.id, "version": it.version})


async def _turned(cast: Cast) -> Card:
    await cast.anna.asks_about_harassment()
    await cast.lone_says("refusal.approve", reason="Truslerne vejer tungest.", belongings_outside="true")
    await cast.anna.receives("refusal_approved")
    return await cast.anna.presses(words(cast.office.language)("action.show_reasons"))


async def _on_paper(cast: Cast) -> Card:
    await _turned(cast)
    it = cast.office.only_request
    return await cast.anna.sends("refusal.document", {"refusal": it.id})


async def _denied(cast: Cast) -> Card:
    await cast.anna.asks()
    await cast.lone_says("refusal.deny", reason="En pause er nok.")
    return await cast.anna.receives("refusal_denied")


async def _decided(cast: Cast) -> Card:
    await cast.approved()
    return await cast.lone_says("refusal.deny", reason="For sent.")


async def _expired(cast: Cast) -> Card:
    await cast.anna.asks()
    await cast.office.time_passes_until(THURSDAY_TEN)
    return await cast.anna.receives("refusal_expired")


async def _revoked(cast: Cast) -> Card:
    await cast.approved()
    await cast.lone_says("refusal.revoke", reason="De andre kommer ikke alligevel.")
    return await cast.anna.receives("refusal_revoked")


async def _escalated(cast: Cast) -> Card:
    await cast.anna.asks(recorder_need="notes", recorder_need_text="Hun hører dårligt.")
    await cast.office.time_passes_until(WEDNESDAY_THREE)
    await cast.dorte.receives("approval")
    await cast.dorte.types("godkend Hensynet til de andre vejer tungest her.")
    return await cast.anna.receives("refusal_approved")


async def _under_way(cast: Cast) -> Card:
    await cast.anna.asks(**NOW)
    return await cast.lone_says("refusal.approve", reason="Hensynet til de andre vejer tungest her.")


async def _confirmed(cast: Cast) -> Card:
    await cast.anna.asks(agreed_by_phone="true", **NOW)
    await cast.lone_says("refusal.approve")
    return await cast.anna.receives("refusal_confirmed")


async def _reminded(cast: Cast) -> Card:
    await cast.anna.asks(agreed_by_phone="true", **NOW)
    await cast.office.time_passes_until(WEDNESDAY_THREE)
    return await cast.lone.receives("reminder")


async def _lapsed(cast: Cast) -> Card:
    await cast.anna.asks(agreed_by_phone="true", **NOW)
    await cast.office.time_passes_until(MONDAY_TWO)
    return await cast.anna.receives("refusal_expired")


async def _unreachable(cast: Cast) -> Card:
    await cast.anna.asks()
    await clockwork.could_not_deliver(
        cast.office.world.desk, cast.office.messages(cast.lone.id, "approval")[0]
    )
    return await cast.anna.receives("leader_unreachable")


async def _channel(cast: Cast) -> Card:
    await cast.anna.asks(agreed_by_phone="true")
    await cast.lone_says("refusal.deny", reason="Vi talte ikke sammen.")
    return await cast.office.hr_channel_receives("refusal_disputed")


async def _hr(cast: Cast) -> Card:
    await cast.anna.asks()
    it = cast.office.only_request
    data = {"refusal": it.id, "version": it.version, "question": "Er grunden saglig nok?"}
    await cast.anna.sends("refusal.consult", data)
    return await cast.hanne.sends("refusal.show", {"refusal": cast.office.only_request.id})


async def _mine(cast: Cast) -> Card:
    await cast.approved()
    return await cast.anna.types("mine")


async def _waits(cast: Cast) -> Card:
    await cast.anna.asks()
    return await cast.lone.types("venter")


async def _absence(cast: Cast) -> Card:
    return await cast.lone.types("fravær")


async def _away(cast: Cast) -> Card:
    return await cast.lone.types("fravær Bo Berg til 4/12")


async def _stranger(cast: Cast) -> Card:
    await cast.anna.asks()
    return await cast.bo.sends("refusal.show", {"refusal": cast.office.only_request.id})


SCENES: dict[str, Scene] = {
    "form": _form,
    "form_other": _form_other,
    "form_again": _form_again,
    "step": _step,
    "ready": _ready,
    "waiting": _waiting,
    "unconfirmed": _unconfirmed,
    "approval": _approval,
    "confirmation": _confirmation,
    "ask": _ask,
    "asked": _asked,
    "approved": _approved,
    "noted": _noted,
    "turned": _turned,
    "on_paper": _on_paper,
    "denied": _denied,
    "decided": _decided,
    "expired": _expired,
    "revoked": _revoked,
    "escalated": _escalated,
    "under_way": _under_way,
    "confirmed": _confirmed,
    "reminded": _reminded,
    "lapsed": _lapsed,
    "unreachable": _unreachable,
    "channel": _channel,
    "hr": _hr,
    "mine": _mine,
    "waits": _waits,
    "absence": _absence,
    "away": _away,
    "stranger": _stranger,
}


async def request_card(name: str, language: str) -> Card:
    """Return the card of a scene."""
    return await SCENES[name](Cast(language))
