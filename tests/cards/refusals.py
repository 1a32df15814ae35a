"""A request's cards as its people get them, by name, from one story for each kind of ending."""

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.cards.gallery import NO_GROUND, save
from tests.cards.reading import Card
from tests.casework.town import HARASSMENT
from tests.dialogs.requests.office import Colleague, Office

MEETING = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
NOW = {"meeting_date": "", "meeting_time": ""}

Cards = dict[str, Card]


class Scene:
    """The office with those who act in it."""

    def __init__(self, language: str) -> None:
        self.office = Office(language)
        self.dorte = self.office.person("Dorte Dam", unit="Direktionen")
        self.lone = self.office.person("Lone Lind", leader=self.dorte)
        self.anna = self.office.person("Anna Agerholm", leader=self.lone)
        self.hanne = self.office.person("Hanne Holm", hr=True, unit="HR/Jura")

    async def does(self, who: Colleague, verb: str, **inputs: str) -> Card:
        """Press a button of the newest request's present card."""
        it = self.office.requests[-1]
        data = {"refusal": it.id, "version": it.version, "lang": self.office.language}
        return await who.sends(f"refusal.{verb}", {**data, **inputs})


async def _approved(scene: Scene) -> Cards:
    anna, lone, office = scene.anna, scene.lone, scene.office
    cards = {
        "form": await anna.opens_the_form(),
        "form_again": await anna.asks(municipal_interest=""),
        "sent": await anna.asks(),
        "decide": await lone.receives("approval"),
        "ask_back": await scene.does(lone, "return"),
    }
    await scene.does(lone, "return", question="Er en pause prøvet?")
    cards["question"] = await anna.receives("question")
    await scene.does(anna, "answer", answer="Ja, sidste gang.")
    cards["answered"] = await lone.receives("answer")
    await scene.does(anna, "consult", question="Er grunden saglig?")
    cards["channel"] = await office.hr_channel_receives("hr_question")
    cards["hr"] = await scene.does(scene.hanne, "show")
    cards["decided"] = await scene.does(lone, "approve", reason="De andre kan ikke sige fra.")
    cards["approved"] = await anna.receives("refusal_approved")
    cards["revoke"] = await scene.does(lone, "revoke")
    cards["noted"] = await scene.does(anna, "confirm_noted")
    cards["written"] = await scene.does(anna, "show", part="written")
    cards["stranger"] = await scene.does(office.person("Bo Berg"), "show")
    return cards


async def _denied(scene: Scene) -> Cards:
    anna, lone = scene.anna, scene.lone
    await anna.asks()
    await scene.does(lone, "deny", reason="En pause er nok.")
    return {
        "denied": await anna.receives("refusal_denied"),
        "too_late": await scene.does(lone, "approve", reason="For sent."),
        "form_differs": await anna.opens_the_form(),
    }


async def _by_phone(scene: Scene) -> Cards:
    anna, lone = scene.anna, scene.lone
    cards = {
        "phone": await anna.asks(agreed_by_phone="true", **NOW),
        "phone_reasons": await scene.does(anna, "show", part="handover"),
        "phone_confirm": await lone.receives("confirmation"),
    }
    await scene.does(lone, "deny", reason="Vi talte ikke sammen.")
    cards["phone_disputed"] = await anna.receives("refusal_disputed")
    cards["channel_disputed"] = await scene.office.hr_channel_receives("refusal_disputed")
    return cards


async def _silent(scene: Scene) -> Cards:
    anna, lone, office = scene.anna, scene.lone, scene.office
    await anna.asks()
    await office.time_passes_until(MEETING - datetime.timedelta(hours=1))
    cards = {
        "reminder": await lone.receives("reminder"),
        "escalated": await anna.receives("escalated"),
        "escalated_to": await scene.dorte.receives("approval"),
    }
    await office.time_passes_until(MEETING)
    return cards | {
        "expired": await anna.receives("refusal_expired"),
        "expired_leader": await lone.receives("refusal_expired"),
        "mine": await anna.sends("list.mine", {"lang": office.language}),
    }


async def _harassment(scene: Scene) -> Cards:
    anna, lone = scene.anna, scene.lone
    await anna.asks(HARASSMENT)
    cards = {"decide_harassment": await lone.receives("approval")}
    await scene.does(lone, "approve", reason="Truslerne er konkrete.", belongings_outside="true")
    cards["approved_harassment"] = await anna.receives("refusal_approved")
    return cards


async def _other_ground(scene: Scene) -> Cards:
    return {
        "form_other": await scene.anna.opens_the_form(NO_GROUND),
        "waiting_none": await scene.lone.sends("list.waiting", {"lang": scene.office.language}),
    }


_STORIES: tuple[Callable[[Scene], Awaitable[Cards]], ...] = (
    _approved,
    _denied,
    _by_phone,
    _silent,
    _harassment,
    _other_ground,
)


async def refusal_cards(language: str) -> Cards:
    """Return every kind of card of a request in a language."""
    cards: Cards = {}
    for story in _STORIES:
        cards |= await story(Scene(language))
    return cards


def write(folder: Path) -> None:
    """Write every card of both languages as a file."""
    for language in ("da", "en"):
        for name, card in asyncio.run(refusal_cards(language)).items():
            save(folder, f"refusal_{name}.{language}", card)
