"""What the app offers in Teams works when it is typed: every command, in each language and scope."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.environment import Secret
from bot.settings import Settings
from bot.stage.actor import Actor
from bot.teams_app.package import our_icons, package
from tests.bot.fakes.activities import press
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running
from tests.bot.teams_app.packages import APP, Content, read, unzipped
from tests.cards.reading import Card as CardRead
from tests.scenarios.test_cases import CHANNEL
from tests.scenarios.town import Town

LOCALES = {"da": "da-DK", "en": "en-GB"}

PERSONAL = {
    "da": {
        "Må borgeren optage samtalen?": ("Har jeg forstået dig rigtigt?", "Borgeren eller en for borgeren"),
        "Hvad gør jeg, hvis nogen optager i smug?": ("Har jeg forstået dig rigtigt?", "skjult"),
        "Hjælp": ("Hvad står du med?",),
        "Mine anmodninger": ("Dine anmodninger og sager",),
        "Venter på mig": ("Det venter på dit svar",),
        "Spørg HR/Jura": ("Spørg HR/Jura", "Dit spørgsmål"),
        "Meld misbrug": ("Meld misbrug af en optagelse", "Hvad er der sket?"),
        "Fravær": ("Når du er væk", "Hvem svarer, mens du er væk?"),
        "English": ("What is your situation?",),
        "Om": ("Om mig", "1.0.0"),
    },
    "en": {
        "May the citizen record the conversation?": ("Did I get that right?", "The citizen"),
        "What do I do if somebody records in secret?": ("Did I get that right?", "secret"),
        "Help": ("What is your situation?",),
        "My requests": ("Your requests and cases",),
        "Waiting for me": ("Waiting for your answer",),
        "Ask HR/Jura": ("Ask HR/Jura", "Your question"),
        "Report misuse": ("Report misuse of a recording", "What happened?"),
        "Absence": ("When you are away", "Who answers while you are away?"),
        "Dansk": ("Hvad står du med?",),
        "About": ("About me", "1.0.0"),
    },
}
"""What each command leads to: the card's heading, and what else is on it."""

TEAM = {
    "da": {"HR": "er nu HR/Juras kanal", "Hjælp": "Skriv til mig"},
    "en": {"HR": "This is HR/Jura's channel now", "Help": "Write to me"},
}

GREETING = {"da": "hej", "en": "hello"}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'town.db'}"


@pytest.fixture(scope="module")
def content() -> Content:
    return unzipped(package(APP, our_icons()))


def titles(content: Content, language: str, scope: str) -> list[str]:
    """Return the commands of a scope as Teams shows them in a language."""
    lists = read(content)["bots"][0]["commandLists"]
    number = next(n for n, one in enumerate(lists) if one["scopes"] == [scope])
    own = [command["title"] for command in lists[number]["commands"]]
    if language == "da":
        return own
    translated = read(content, f"{language}.json")
    return [translated[f"bots[0].commandLists[{number}].commands[{n}].title"] for n in range(len(own))]


async def arrives(town: Town, language: str) -> Actor:
    """Let Lone, who leads somebody, open the app in a language."""
    lone = town.person("Lone")
    lone.speaks(LOCALES[language])
    await lone.opens()
    await lone.receives(verb="interview.start")
    return lone


@pytest.mark.parametrize("language", LOCALES)
async def test_every_command_of_ones_own_chat_leads_to_its_card(
    town: Town, content: Content, language: str
) -> None:
    commands, lone = titles(content, language, "personal"), await arrives(town, language)
    assert commands == list(PERSONAL[language])
    for command in commands:
        await lone.types(GREETING[language])
        await lone.receives(verb="interview.start")
        await lone.types(command)
        card = await lone.receives()
        heading, *more = PERSONAL[language][command]
        assert heading in card.texts()[:2], command
        assert [words for words in more if words.casefold() not in card.text.casefold()] == [], command


@pytest.mark.parametrize("language", LOCALES)
async def test_a_command_works_whatever_card_came_before(town: Town, content: Content, language: str) -> None:
    """Each waiting form with each of them: test_prompts_in_forms.py."""
    lone = await arrives(town, language)
    commands = [
        command for command in titles(content, language, "personal") if command not in ("English", "Dansk")
    ]
    for before in commands:
        for command in commands:
            await lone.types(before)
            await lone.receives()
            await lone.types(command)
            assert PERSONAL[language][command][0] in (await lone.receives()).texts()[:2], (before, command)


@pytest.mark.parametrize("language", LOCALES)
async def test_every_command_of_a_channel_is_answered_there(
    town: Town, content: Content, language: str
) -> None:
    assert titles(content, language, "team") == list(TEAM[language])
    hanne = town.person("Hanne").in_channel(CHANNEL)
    hanne.speaks(LOCALES[language])
    await hanne.opens()
    await hanne.receives()
    for command, words in TEAM[language].items():
        await hanne.types(command)
        assert words in (await hanne.receives()).text


@pytest.mark.parametrize("language", LOCALES)
async def test_the_channels_command_is_only_for_those_who_may(
    town: Town, content: Content, language: str
) -> None:
    anna = town.person("Anna").in_channel(CHANNEL)
    anna.speaks(LOCALES[language])
    await anna.opens()
    await anna.receives()
    await anna.types(titles(content, language, "team")[0])
    assert TEAM[language]["HR"] not in (await anna.receives()).text


@pytest.fixture
async def edge(database_url: str) -> AsyncIterator[Edge]:
    settings = Settings(app_type="None", database_url=Secret(database_url))
    async with running(settings, Listener()) as running_edge:
        yield running_edge


LANGUAGE_OF = {"recorderText": "da", "recorderTextSimple": "da", "recorderTextEnglish": "en"}


@pytest.mark.parametrize("typed", [None, "lyd"])
async def test_every_search_of_the_message_extension_finds_texts_in_its_language(
    edge: Edge, content: Content, typed: str | None
) -> None:
    searches = read(content)["composeExtensions"][0]["commands"]
    assert [search["id"] for search in searches] == list(LANGUAGE_OF)
    said = set()
    for search in searches:
        assert search["initialRun"]
        found = await _asks(edge, search, typed)
        assert {one["content"]["lang"] for one in found} == {LANGUAGE_OF[search["id"]]}
        said.add(CardRead(json.dumps(found[0]["content"])).words)
    assert len(said) == len(searches), "each has a text of its own"


async def _asks(edge: Edge, search: Any, typed: str | None) -> Any:
    parameter = (
        {"name": "initialRun", "value": "true"}
        if typed is None
        else {"name": search["parameters"][0]["name"], "value": typed}
    )
    value = {
        "commandId": search["id"],
        "parameters": [parameter],
        "queryOptions": {"skip": 0, "count": 25},
    }
    answer = await edge.hears(press(edge.url, name="composeExtension/query", value=value, replyToId=None))
    assert answer.status == 200
    return answer.json["composeExtension"]["attachments"]
