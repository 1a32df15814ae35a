"""What the app offers is a command also while a form waits for a text: it sends nothing; the form stays."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.stage.actor import Actor
from bot.stage.card import Card
from bot.storage import tables
from bot.teams_app.words import app_words
from cards.words import typed_words
from dialogs.cases import asking as case_asking
from dialogs.problems import FORMS
from dialogs.refusal import asking as refusal_asking
from tests.scenarios.test_app_commands import PERSONAL
from tests.scenarios.test_cases import chooses_the_channel, reports
from tests.scenarios.test_refusal import asks
from tests.scenarios.town import Town

Begins: TypeAlias = Callable[[Town], Awaitable[tuple[Actor, str]]]
"""Brings somebody to the last word before a form: who, and what they type to open it."""

STILL_OPEN = {"da": "stadig åbent", "en": "still open"}
SWITCHES = {"da": ("English", "dansk"), "en": ("Dansk", "english")}
BACK = {"da": "Tilbage til skemaet!", "en": "Back to the form"}

GOES_ON = {("misuse.step", "Meld misbrug"), ("misuse.step", "Report misuse")}
"""What opens the very form that is begun: it goes on with its open question."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"


def by(name: str, *words: str) -> Begins:
    async def begins(town: Town) -> tuple[Actor, str]:
        who = town.person(name)
        await who.opens()
        await who.receives()
        return await _says(who, *words)

    return begins


async def _says(who: Actor, *words: str) -> tuple[Actor, str]:
    for word in words[:-1]:
        await answered(who, word)
    return who, words[-1]


async def answered(who: Actor, words: str) -> Card:
    """Type something, and return the new card that comes; an older one that changes is none."""
    before = {card.message.id for card in who.cards()}
    await who.types(words)
    while (card := await who.receives()).message.id in before:
        pass
    return card


def in_the_form(*words: str) -> Begins:
    async def begins(town: Town) -> tuple[Actor, str]:
        anna = town.person("Anna")
        await anna.opens()
        await anna.receives()
        for word in ("hej", "1", "1", "2"):
            await answered(anna, word)
        return await _says(anna, *words)

    return begins


def leader(*words: str) -> Begins:
    async def begins(town: Town) -> tuple[Actor, str]:
        anna, lone = town.person("Anna"), town.person("Lone")
        await asks(anna, in_days=30)
        await lone.receives(verb="refusal.approve")
        return await _says(lone, *words)

    return begins


async def asked_back(town: Town) -> tuple[Actor, str]:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.types("spørg Har I prøvet en pause?")
    await anna.receives("Har I prøvet en pause?")
    await town.has_delivered()
    return anna, "dansk"


def owner(*words: str) -> Begins:
    async def begins(town: Town) -> tuple[Actor, str]:
        channel = await chooses_the_channel(town)
        await reports(town.person("Anna"))
        await channel.presses("case.claim", on=await channel.receives(verb="case.claim"))
        hanne = town.person("Hanne")
        await hanne.opens()
        await hanne.types("sager")
        await hanne.presses("case.show", on=await hanne.receives(verb="case.show"))
        return await _says(hanne, *words)

    return begins


async def adding(town: Town) -> tuple[Actor, str]:
    await chooses_the_channel(town)
    anna = town.person("Anna")
    await reports(anna)
    return anna, "tilføj"


WAITING: dict[str, Begins] = {
    "misuse.begin": by("Anna", "meld misbrug"),
    "misuse.step": by("Anna", "meld misbrug", "Et klip ligger på en side."),
    "hr.ask": by("Anna", "spørg hr"),
    "access.begin": by("Hanne", "indsigt"),
    "absence.set": by("Lone", "fravær"),
    "refusal.begin": in_the_form("sig nej", "hele skemaet"),
    "refusal.step": in_the_form("sig nej"),
    "refusal.step, a text": in_the_form("sig nej", "2"),
    "refusal.answer": asked_back,
    "refusal.approve": leader("godkend"),
    "refusal.deny": leader("afvis"),
    "refusal.return": leader("spørg"),
    "refusal.consult": leader("spørg hr"),
    "refusal.reassign": leader("giv videre"),
    "refusal.revoke": leader("godkend Hensynet til de andre vejer tungest.", "tag tilbage"),
    "case.add": adding,
    "case.reply": owner("svar"),
    "case.assign": owner("giv videre"),
    "case.close": owner("luk"),
    "case.sheet": owner("vurder"),
    "case.sheet_step": owner("vurder", "trin for trin"),
}
"""Every card that waits for a text, by the press that the text goes into."""


def test_every_form_is_tried() -> None:
    asked = [*case_asking.ASKS.values(), *refusal_asking._ASKS.values()]
    assert {*FORMS, *(verb for verb, *_ in asked)} - WAITING.keys() == set()


@pytest.mark.parametrize("language", PERSONAL)
def test_every_offered_title_is_a_command_or_an_offered_question(language: str) -> None:
    titles = [command.title for command in app_words(language).personal]
    assert titles == list(PERSONAL[language])
    questions = [title for title in titles if title.endswith("?")]
    assert set(questions) <= set(typed_words("typed.offered"))
    assert len(typed_words("typed.offered")) == sum(
        title.endswith("?") for words in PERSONAL.values() for title in words
    )


@pytest.mark.parametrize("language", PERSONAL)
@pytest.mark.parametrize("form", WAITING)
async def test_what_the_app_offers_sends_nothing_of_a_form_and_leads_back(
    town: Town, form: str, language: str
) -> None:
    who, opening = await WAITING[form](town)
    shown = await answered(who, opening)
    if language == "en":
        shown = await answered(who, "english")
    title, before = headed(shown), await kept(town)
    for prompt, (heading, *_) in PERSONAL[language].items():
        card = await answered(who, f" {prompt.lower().rstrip('?')} ")
        if prompt == SWITCHES[language][0]:
            assert headed(await answered(who, SWITCHES[language][1])) == title, prompt
            continue
        own = headed(card) == title
        if not (own and (form, prompt) in GOES_ON):
            assert [words for words in card.texts() if words.startswith(heading)], (prompt, card)
        if not own:
            assert STILL_OPEN[language] in card.text, (prompt, card)
            assert headed(await answered(who, BACK[language])) == title, prompt
    await town.has_delivered()
    assert await kept(town) == before


def headed(card: Card) -> str:
    """Return a card's heading; what stands above it says what is the matter."""
    return next(str(part["text"]) for part in parts(card.json) if part.get("style") == "heading")


def parts(value: object) -> Iterator[Mapping[str, object]]:
    """Return every part of a card, in order."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


async def kept(town: Town) -> str:
    """Return everything that people made, and their drafts, as the database has it."""
    engine = create_async_engine(town.database_url)
    try:
        async with engine.connect() as connection:
            found = {}
            for name in ("refusals", "cases", "events", "absences", "drafts", "outbox"):
                table = tables.metadata.tables[name]
                answer = await connection.execute(select(table))
                rows = [{str(name): value for name, value in row.items()} for row in answer.mappings()]
                found[name] = sorted(repr(_lasting(name, row)) for row in rows if not _is_news(row))
            return json.dumps(found)
    finally:
        await engine.dispose()


def _is_news(row: Mapping[str, object]) -> bool:
    """Whether it is a message that brings older cards up to date, which comes a moment after a change."""
    return row.get("kind") == "cards_changed"


def _lasting(table: str, row: Mapping[str, object]) -> list[object]:
    """Return what delivery does not change."""
    return [row["key"]] if table == "outbox" else list(row.values())
