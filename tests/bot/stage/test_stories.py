"""The ready-made stories, played against the real bot, and the player's manners."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.stage import Teams, read_people
from bot.stage.child import BotProcess, port_for_bot
from bot.stage.demo import PEOPLE, STORIES
from bot.stage.player import Player
from bot.stage.stories import Step, Story, read_stories
from tests.bot.stage.echo_bot import EchoBot

WORDS = {"da": "hej", "en": "hello"}
ANNA = "Anna Agerholm"


def _story(*steps: Step) -> Story:
    return Story("short", WORDS, WORDS, [ANNA], list(steps))


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Teams]:
    """The demo's people beside the real bot."""
    port = port_for_bot()
    process = await BotProcess.start(port, tmp_path, PEOPLE)
    await process.ready()
    async with await Teams.start(people=read_people(PEOPLE), bot_url=process.url) as teams:
        yield teams
        await process.stop()


async def test_every_ready_made_story_plays_to_its_end(town: Teams) -> None:
    stories = read_stories(STORIES)
    player = Player(town, stories, pace=0)
    for language in ("da-DK", "en-GB"):
        for story in stories:
            town.person(story.who[0]).speaks(language)
            await player.steer("start", story.id)
            status = await player.finished()
            assert status is not None
            assert (story.id, status["state"]) == (story.id, "ended")


async def test_the_phone_on_the_table_ends_in_the_text_for_the_citizen(town: Teams) -> None:
    player = Player(town, read_stories(STORIES), pace=0)
    await player.steer("start", "phone")
    await player.finished()
    assert "Du må gerne optage" in town.person("Anna").newest_card().text


async def test_a_story_skips_the_greeting_where_its_button_stands_already(teams: Teams, bot: EchoBot) -> None:
    start = {"situation": "wants_to_record"}
    story = _story(
        Step(who=ANNA, caption=WORDS, say=WORDS, if_needed=True),
        Step(who=ANNA, caption=WORDS, press="interview.start", data=start),
    )
    await teams.person("Anna").opens()
    player = Player(teams, [story], pace=0)
    await player.steer("start", "short")
    await player.finished()
    assert "message" not in [a["type"] for a in bot.activities]
    assert "Lyd eller billeder?" in teams.person("Anna").newest_card().text


async def test_a_story_whose_button_is_missing_says_that_it_is_stuck(
    teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.stage.player.PATIENCE_SECONDS", 0.05)
    player = Player(teams, [_story(Step(who=ANNA, caption=WORDS, press="no.such"))], pace=0)
    await player.steer("start", "short")
    assert (await player.finished() or {})["state"] == "stuck"


async def test_a_story_opens_the_form_that_it_fills_in_and_takes_the_last_of_a_list(teams: Teams) -> None:
    anna = teams.person("Anna")
    await anna.opens()
    await anna.invokes("note.list", {})
    write = Step(who=ANNA, caption=WORDS, press="note.write", inputs={"note": "Alt vel"}, last=True)
    player = Player(teams, [_story(write)], pace=0)
    await player.steer("start", "short")
    assert (await player.finished() or {})["state"] == "ended"
    assert anna.newest_card().texts() == ["Gemt i Nyest: Alt vel"]


async def test_a_story_whose_form_never_comes_is_stuck(
    teams: Teams, bot: EchoBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.stage.player.PATIENCE_SECONDS", 1.0)
    await teams.person("Anna").opens()
    press = Step(who=ANNA, caption=WORDS, press="interview.start", inputs={"no_such_input": "x"})
    player = Player(teams, [_story(press)], pace=0)
    await player.steer("start", "short")
    assert (await player.finished() or {})["state"] == "stuck"


async def test_a_paused_story_takes_one_step_at_a_time(teams: Teams, bot: EchoBot) -> None:
    story = _story(*[Step(who=ANNA, caption=WORDS, say=WORDS) for _ in range(3)])
    player = Player(teams, [story], pace=60)
    feed, anna = teams.world.feed, teams.person("Anna")
    await player.steer("start", "short")
    await feed.until(lambda: (player.status() or {}).get("target"), 5)
    await player.steer("pause")
    await player.steer("next")
    await feed.until(lambda: (player.status() or {}).get("step") == 2 or None, 5)
    await feed.until(lambda: (player.status() or {}).get("target"), 5)
    await asyncio.sleep(0)
    assert anna.conversation().count("hej") == 1
    await player.steer("stop")
    assert player.status() is None


async def test_another_persons_step_is_taken_in_the_channel(teams: Teams, bot: EchoBot) -> None:
    story = _story(Step(who="Hanne Holm", caption=WORDS, say=WORDS, channel="HR/Jura"))
    player = Player(teams, [story], pace=0)
    await player.steer("start", "short")
    await player.finished()
    assert bot.activities[-1]["text"] == "<at>Optagelsesguiden</at> hej"
