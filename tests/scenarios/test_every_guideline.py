"""The same day at work under each guideline that comes along: pressed, typed, and a no asked for."""

import datetime
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.stage.actor import Actor
from bot.stage.card import Card
from guideline.load import PACKS, load_pack
from tests.scenarios.town import Town

WEIGHING = {
    "municipal_interest": "De andre forældre fortæller om deres børns helbred.",
    "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
    "recorder_need": "notes",
    "case_ref": "2026-17",
    "meeting_time": "10:00",
}


@dataclass(frozen=True)
class Day:
    """What happens to Anna under a guideline, in its own words."""

    pack: str
    start: str
    presses: tuple[str, ...]
    """From the start to an answer in which a no can be asked for."""
    verdict: str
    numbers: tuple[str, ...]
    """The same answers, typed: the numbers of the start's line and of the answers."""
    sentence: str
    question: str
    """What is still asked once the sentence is confirmed."""


DAYS = (
    Day(
        pack="albertslund",
        start="En borger vil gerne optage",
        presses=("Kun lyd", "Nej, også om andres forhold"),
        verdict="weigh_interests",
        numbers=("1", "1", "2"),
        sentence="en borger vil optage lyden af mødet",
        question="Handler mødet kun om den, der optager?",
    ),
    Day(
        pack="example-open",
        start="En borger vil gerne optage",
        presses=("Kun lyd", "Ja, også om andre"),
        verdict="pause_first",
        numbers=("1", "1", "1"),
        sentence="en borger vil optage lyden af mødet",
        question="Skal I tale om andres personlige forhold?",
    ),
    Day(
        pack="example-need",
        start="En borger spørger om lov",
        presses=("At huske samtalen", "Nej, kun en optagelse", "Kun lyd", "Nej, også om andre"),
        verdict="weigh_need",
        numbers=("1", "1", "2", "1", "2"),
        sentence="en borger vil optage lyden af mødet",
        question="Hvilket behov har personen sagt?",
    ),
)


def test_every_guideline_has_its_day() -> None:
    assert {day.pack for day in DAYS} == {folder.name for folder in PACKS.iterdir()}


@pytest.fixture(params=DAYS, ids=lambda day: day.pack)
def day(request: pytest.FixtureRequest) -> Day:
    found: Day = request.param
    return found


@pytest.fixture
async def town(day: Day, tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(f"sqlite+aiosqlite:///{tmp_path / 'test.db'}", guideline=day.pack) as town:
        yield town


async def arrives(town: Town, name: str = "Anna") -> Actor:
    person = town.person(name)
    await person.opens()
    await person.receives(verb="interview.start")
    return person


async def typed(person: Actor, text: str) -> Card:
    await person.types(text)
    return await person.receives()


async def test_presses_and_typed_numbers_lead_to_one_answer_and_back_again(day: Day, town: Town) -> None:
    anna = await arrives(town)
    pressed = await anna.presses(day.start)
    for title in day.presses:
        pressed = await anna.presses(title)
    assert pressed.has(f"verdict.{day.verdict}")

    questions = [await typed(anna, "forfra")]
    questions += [await typed(anna, number) for number in day.numbers]
    assert questions[-1].ids() == pressed.ids()

    assert (await typed(anna, "forfra")).text == questions[0].text
    await typed(anna, day.numbers[0])
    await typed(anna, day.numbers[1])
    assert (await typed(anna, "tilbage")).text == questions[1].text


async def test_a_sentence_becomes_what_this_guideline_knows_of_it(day: Day, town: Town) -> None:
    anna = await arrives(town)
    assert "Har jeg forstået dig rigtigt?" in (await typed(anna, day.sentence)).text
    asked = await typed(anna, "ja")
    assert day.question in asked.text
    known = load_pack(PACKS / day.pack).questions[0]
    assert known.label["da"] in asked.text


async def test_a_no_is_asked_for_and_decided(day: Day, town: Town) -> None:
    anna, lone = await arrives(town), town.person("Lone")
    await anna.presses(day.start)
    for title in day.presses:
        await anna.presses(title)
    await anna.presses("refusal.begin")
    meeting = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
    form: dict[str, Any] = {**WEIGHING, "meeting_date": meeting.isoformat()}
    await anna.presses("refusal.submit", **form)

    approval = await lone.receives(verb="refusal.approve")
    assert "De andre forældre fortæller om deres børns helbred." in approval.text
    await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")
    told = await anna.receives("Lone Lind er enig")
    assert "Hensynet til de andre vejer tungest." in told.text


async def test_the_about_card_says_which_guideline_it_is(day: Day, town: Town) -> None:
    anna = await arrives(town)
    pack = load_pack(PACKS / day.pack)
    about = await typed(anna, "om")
    assert pack.manifest.title["da"] in about.text
    assert pack.hash[:12] in about.text
    assert ("opfundet" in about.text.lower()) is pack.manifest.example


async def test_a_bot_that_runs_keeps_its_guideline_whatever_becomes_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(PACKS / "example-need", folder)
    database = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    async with Town(database, guideline=str(folder)) as town:
        anna = await arrives(town)
        before = await typed(anna, "om")
        (folder / "rules.yaml").write_text("rules: [", "utf-8")
        shutil.rmtree(folder)
        assert (await typed(anna, "om")).text == before.text
        await typed(anna, "forfra")
        assert "Hvilket behov har personen sagt?" in (await typed(anna, "1")).text
