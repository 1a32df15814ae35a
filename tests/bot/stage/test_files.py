"""Files as Teams hands them over: offered, accepted or not, put into OneDrive and fetched there."""

import asyncio

import pytest

from bot.stage import NothingCameError, Teams
from bot.stage.actor import Actor
from bot.stage.player import Player
from bot.stage.stories import Step, Story
from tests.bot.stage.echo_bot import EchoBot, Json

WORDS = {"da": "hej", "en": "hello"}
WHOLE = {"Content-Range": "bytes 0-3/4", "Content-Type": "text/plain"}


@pytest.fixture
async def anna(teams: Teams, bot: EchoBot) -> Actor:
    """Somebody whom the bot offers a file."""
    anna = teams.person("Anna")
    await anna.types("x")
    await bot.offer_file(bot.activities[-1])
    return anna


async def _upload(bot: EchoBot) -> Json:
    told: Json = bot.activities[-1]["value"]["uploadInfo"]
    return told


async def test_an_offer_names_the_file(anna: Actor) -> None:
    assert await anna.is_offered_file() == "vurdering.docx"


async def test_a_yes_tells_the_bot_where_the_file_goes(anna: Actor, bot: EchoBot) -> None:
    waiting = asyncio.create_task(anna.accepts_file())
    await bot.answered.wait()
    told, offered = bot.activities[-1], anna.chat.messages[-1]
    upload = told["value"]["uploadInfo"]
    assert told["replyToId"] == offered.id
    assert told["value"] == {
        "type": "fileUpload",
        "action": "accept",
        "context": {"a": 1},
        "uploadInfo": upload,
    }
    assert (upload["name"], upload["fileType"]) == ("vurdering.docx", "docx")
    assert await bot.put(upload["uploadUrl"], b"tekst"[:4], **WHOLE) == 201
    await bot.show_file(told, upload)
    assert await waiting == b"teks"
    status, content, disposition = await bot.fetch(upload["contentUrl"])
    assert (status, content) == (200, b"teks")
    assert disposition == "attachment; filename*=UTF-8''vurdering.docx"


async def test_a_no_brings_no_place(anna: Actor, bot: EchoBot) -> None:
    await anna.declines_file()
    assert bot.activities[-1]["value"] == {"type": "fileUpload", "action": "decline", "context": {"d": 1}}
    with pytest.raises(AssertionError, match="offered no file"):
        await anna.declines_file()


async def test_a_bot_that_does_not_answer_is_asked_again(anna: Actor, bot: EchoBot) -> None:
    bot.consent_status = 501
    await anna.declines_file()
    assert await anna.is_offered_file() == "vurdering.docx"


async def test_a_file_that_never_comes_is_waited_for_in_vain(anna: Actor) -> None:
    anna.wait_seconds = 0.05
    with pytest.raises(NothingCameError, match="a file"):
        await anna.accepts_file()


async def test_a_file_is_put_once_and_whole(anna: Actor, teams: Teams, bot: EchoBot) -> None:
    anna.wait_seconds = 0.05
    with pytest.raises(NothingCameError):
        await anna.accepts_file()
    upload = await _upload(bot)
    assert (await bot.fetch(upload["contentUrl"]))[0] == 404
    assert await bot.put(upload["uploadUrl"], b"text") == 416
    assert await bot.put(upload["uploadUrl"], b"text", **{"Content-Range": "bytes 0-3/9"}) == 416
    assert await bot.put(upload["uploadUrl"], b"text", Authorization="Bearer x", **WHOLE) == 201
    assert any("token" in note for note in teams.traffic.exchanges[-1].notes)
    assert await bot.put(upload["uploadUrl"], b"text", **WHOLE) == 404


async def test_a_file_that_was_shown_and_never_put_is_the_bots_mistake(anna: Actor, bot: EchoBot) -> None:
    waiting = asyncio.create_task(anna.accepts_file())
    await bot.answered.wait()
    await bot.show_file(bot.activities[-1], await _upload(bot))
    with pytest.raises(AssertionError, match="never came"):
        await waiting


async def test_a_second_file_is_not_taken_for_the_first(anna: Actor, bot: EchoBot) -> None:
    waiting = asyncio.create_task(anna.accepts_file())
    await bot.answered.wait()
    told, upload = bot.activities[-1], await _upload(bot)
    await bot.put(upload["uploadUrl"], b"text", **WHOLE)
    await bot.show_file(told, upload)
    assert await waiting == b"text"
    await bot.offer_file(told, "andet.docx")
    anna.wait_seconds = 0.05
    with pytest.raises(NothingCameError, match="a file"):
        await anna.accepts_file()


@pytest.mark.parametrize("answer", ["accept", "decline"])
async def test_a_story_answers_an_offer(anna: Actor, teams: Teams, bot: EchoBot, answer: str) -> None:
    step = Step(who="Anna Agerholm", caption=WORDS, file="accept" if answer == "accept" else "decline")
    player = Player(teams, [Story("files", WORDS, WORDS, ["Anna Agerholm"], [step])], pace=0)
    await player.steer("start", "files")
    await bot.answered.wait()
    await bot.send(bot.activities[-1], text="Det er i orden")
    status = await player.finished() or {}
    assert (status["state"], bot.activities[-1]["value"]["action"]) == ("ended", answer)


async def test_a_story_without_its_offer_is_stuck(teams: Teams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.stage.player.PATIENCE_SECONDS", 0.05)
    step = Step(who="Anna Agerholm", caption=WORDS, file="accept")
    player = Player(teams, [Story("files", WORDS, WORDS, ["Anna Agerholm"], [step])], pace=0)
    await player.steer("start", "files")
    assert (await player.finished() or {})["state"] == "stuck"
