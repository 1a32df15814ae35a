"""Cards worth looking at, by name. `python -m tests.cards.gallery FOLDER` writes each as a JSON file."""

import asyncio
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno

from guideline.model import Facts
from guideline.translations import OWN
from tests.cards.reading import Card
from tests.dialogs.chat import Chat

CITIZEN: Facts = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": True,
}
COVERT: Facts = {**CITIZEN, "situation": "recording_covertly", "medium": "video"}
OTHERS: Facts = {**CITIZEN, "only_about_recorder": False}
BOTH_GROUNDS: Facts = {
    **COVERT,
    "recorder": "employee",
    "formal_meeting": True,
    "only_about_recorder": False,
    "wants_refusal": True,
    "history": True,
    "harassment_purpose": True,
}
NO_GROUND: Facts = {**CITIZEN, "wants_refusal": True, "history": True, "harassment_purpose": False}
EMPLOYEE: Facts = {**CITIZEN, "recorder": "employee", "formal_meeting": True}
INFORMAL: Facts = {"recorder": "employee", "situation": "wants_to_record", "formal_meeting": False}
MISUSED: Facts = {"situation": "recording_misused"}
CONSIDERING: Facts = {**CITIZEN, "wants_refusal": True}
HAPPENED = {"recorded": "suspected", "informed": "no"}

Press = tuple[str, Mapping[str, Any]]

PRESSES: dict[str, Press] = {
    "start": ("interview.start", {}),
    "question": ("interview.start", {"recorder": "citizen", "situation": "wants_to_record"}),
    "question_first": ("interview.start", {"wants_refusal": True}),
    "question_two": ("interview.answer", {"facts": CONSIDERING}),
    "question_two_explained": ("interview.answer", {"facts": CONSIDERING, "unsure": "history"}),
    "question_changed": ("interview.back", {"facts": CITIZEN, "change": "situation"}),
    "question_explained": ("interview.answer", {"facts": CITIZEN, "unsure": "only_about_recorder"}),
    "question_open": ("interview.answer", {"facts": CITIZEN, "unsure": "medium", "open": True}),
    "question_self": ("interview.answer", {"facts": {"recorder": "employee"}, "self": True}),
    "advice_allowed": ("interview.answer", {"facts": CITIZEN}),
    "advice_covert_video": ("interview.answer", {"facts": COVERT}),
    "advice_weigh": ("interview.answer", {"facts": OTHERS}),
    "advice_refusal_possible": ("interview.answer", {"facts": BOTH_GROUNDS}),
    "advice_no_named_ground": ("interview.answer", {"facts": NO_GROUND}),
    "advice_misused": ("interview.answer", {"facts": MISUSED}),
    "advice_authority": ("interview.answer", {"facts": {"recorder": "authority"}}),
    "advice_third_party": (
        "interview.answer",
        {"facts": {"recorder": "third_party", "situation": "recording_openly"}},
    ),
    "advice_informal": ("interview.answer", {"facts": INFORMAL}),
    "advice_self": ("interview.answer", {"facts": EMPLOYEE, "self": True}),
    "advice_self_informal": ("interview.answer", {"facts": INFORMAL, "self": True}),
    "why": ("advice.why", {"facts": NO_GROUND}),
    "why_both_grounds": ("advice.why", {"facts": BOTH_GROUNDS}),
    "why_self": ("advice.why", {"facts": EMPLOYEE, "self": True}),
    "recorder_text": ("advice.recorder_text", {"facts": COVERT}),
    "case_note_form": ("advice.case_note", {"facts": CITIZEN}),
    "case_note": ("advice.case_note", {"facts": CITIZEN, **HAPPENED}),
    "about": ("about.show", {}),
    "problem_damaged": ("interview.answer", {"facts": {"recorder": "citizen", "medium": "hologram"}}),
    "problem_unknown": ("no.such.verb", {"facts": CITIZEN}),
}
TO_EMPLOYEE: Press = ("advice.recorder_text", {"facts": EMPLOYEE})
PUBLIC_URL = "https://optagelse.example.dk"
_CODE = re.compile(re.escape(f"{PUBLIC_URL}/info/qr?") + '([^"]*)')
EASY = ("advice.recorder_text", {"facts": COVERT, "lang": "da-simple", "ui": "da"})


async def drawn(press: Press, language: str, public_url: str | None = None) -> Card:
    """Return the card that a press brings in a language."""
    verb, data = press
    return await Chat(language, public_url=public_url).sends(verb, {"lang": language, **data})


async def typed_in(text: str, language: str, *, files: bool = False, personal: bool = True) -> Card:
    """Return the card that a message brings, typed at a question."""
    chat = Chat(language, personal=personal)
    await chat.sends(*PRESSES["question"])
    return await chat.types(text, files=files)


async def gallery(language: str) -> dict[str, Card]:
    """Return every kind of card in a language."""
    cards = {name: await drawn(press, language) for name, press in PRESSES.items()}
    cards["problem_not_understood"] = await typed_in("tja", language)
    cards["problem_cpr"] = await typed_in("010190-1234", language)
    cards["problem_files"] = await typed_in("", language, files=True)
    cards["problem_group"] = await typed_in("hej", language, personal=False)
    cards["recorder_text_public"] = await drawn(TO_EMPLOYEE, language, PUBLIC_URL)
    if language == "da":
        cards["recorder_text_easy"] = await drawn(EASY, language)
    return cards


async def every_card(language: str) -> dict[str, Card]:
    """Return the cards of advice, requests, cases and oversight in a language, by name."""
    from tests.cards import cases, oversight, requests  # they need the facts above

    asked = {f"request_{name}": await requests.request_card(name, language) for name in requests.SCENES}
    reported = {f"case_{name}": await cases.case_card(name, language) for name in cases.SCENES}
    seen = {f"oversight_{name}": await oversight.of(language, name) for name in oversight.SCENES}
    return {**await gallery(language), **asked, **reported, **seen}


def write(folder: Path) -> None:
    """Write every card of both languages as a file, and every text for the person."""
    from tests.cards.texts import texts  # it needs the facts above

    folder.mkdir(parents=True, exist_ok=True)
    for language in ("da", "en"):
        for name, card in asyncio.run(every_card(language)).items():
            _put(folder / f"{name}.{language}.json", card)
    for language in OWN:
        for name, card in asyncio.run(texts(language)).items():
            _put(folder / f"text-{name}.{language}.json", card)


def _put(file: Path, card: Card) -> None:
    text = json.dumps(card.json, ensure_ascii=False, indent=1)
    file.write_text(_CODE.sub(_picture, text), encoding="utf-8")


def _picture(address: re.Match[str]) -> str:
    """Return the code itself: no server answers where the gallery is drawn."""
    return str(segno.make(f"{PUBLIC_URL}/info?{address[1]}", error="m").png_data_uri(scale=8, border=4))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
