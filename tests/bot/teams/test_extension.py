"""The message extension: a text found from any chat, put there as a card, and nothing kept of who asked."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.teams.extension import MOST_RESULTS
from dialogs.extension import LONGEST_QUERY
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import Json, press
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Answer, Edge, running
from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.dialogs.chat import pack

NOWHERE = "http://127.0.0.1:1"
AMONG_PEOPLE: Json = {"conversation": {"id": "19:anna_bo@unq.gbl.spaces", "conversationType": "personal"}}
IN_A_MEETING: Json = {"conversation": {"id": "19:meeting@thread.v2", "conversationType": "groupChat"}}
ALL = 10


def search(typed: str, command: str = "recorderText", **changes: Any) -> Json:
    """Somebody types into the search, as Teams sends it with each letter."""
    value = {
        "commandId": command,
        "parameters": [{"name": "search", "value": typed}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    basics = {"name": "composeExtension/query", "value": value, "replyToId": None}
    return press(NOWHERE, **{**basics, **IN_A_MEETING, **changes})


def opened(command: str = "recorderText") -> Json:
    """Somebody opens the search, and has typed nothing yet."""
    value = {
        "commandId": command,
        "parameters": [{"name": "initialRun", "value": "true"}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    return search("", value=value)


def results(answer: Answer) -> list[Json]:
    assert answer.status == 200
    extension = answer.json["composeExtension"]
    assert (extension["type"], extension["attachmentLayout"]) == ("result", "list")
    found: list[Json] = extension["attachments"]
    return found


def titles(answer: Answer) -> list[str]:
    return [found["preview"]["content"]["title"] for found in results(answer)]


def words(found: Json) -> str:
    import json

    return Card(json.dumps(found["content"])).words


async def test_opening_it_shows_every_text_with_a_preview(edge: Edge) -> None:
    found = results(await edge.hears(opened()))
    assert len(found) == ALL
    for result in found:
        assert result["contentType"] == "application/vnd.microsoft.card.adaptive"
        assert result["preview"]["contentType"] == "application/vnd.microsoft.card.thumbnail"
    first = found[0]["preview"]["content"]
    assert first == {"title": "Må gerne optage lyd", "text": "Til borgeren · Dansk"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ly", "Må gerne optage lyd"),
        ("bille", "Kun lyd, ikke billeder"),
        ("VIDEO", "Kun lyd, ikke billeder"),
        ("andre", "Vi skal også tale om andre"),
        ("sig til", "Sig gerne til, når du optager"),
        ("løn", None),
        ("strafbart", "Må gerne optage lyd"),
        ("del", "Må gerne optage lyd"),
        ("facebook", "Må gerne optage lyd"),
        ("samtykke ansat", "Må gerne optage lyd"),
        ("barn", "Vi skal også tale om andre"),
        ("bisidder", "Må gerne optage lyd"),
        ("tegnsprog", "Kun lyd, ikke billeder"),
        ("hemmeligt", "Sig gerne til, når du optager"),
        ("v" * 101, None),
        ("video" + " " * 95 + "nothing", "Kun lyd, ikke billeder"),
        ("saa laenge", None),
        ("indtil", "Må optage indtil videre"),
        ("børn", "Vi skal også tale om andre"),
        ("boern", "Vi skal også tale om andre"),
    ],
)
async def test_a_few_letters_find_it(edge: Edge, typed: str, first: str | None) -> None:
    answer = await edge.hears(search(typed))
    if first:
        assert titles(answer)[0] == first
    else:
        assert answer.json["composeExtension"]["type"] == "message"
        assert "Ingen tekst passer" in answer.json["composeExtension"]["text"]


async def test_a_second_word_narrows_it_to_the_reader(edge: Edge) -> None:
    (found,) = results(await edge.hears(search("andre ansat")))
    assert found["preview"]["content"]["text"] == "Til den ansatte · Dansk"
    assert "spørg din leder" in words(found)


@pytest.mark.parametrize(
    ("command", "lang"),
    [("recorderText", "da"), ("recorderTextSimple", "da-simple"), ("recorderTextEnglish", "en")],
)
async def test_each_command_has_its_language(edge: Edge, command: str, lang: str) -> None:
    (found, _) = results(await edge.hears(search("video", command)))
    assert pack().notices["audio_only"].text[lang] in words(found)
    assert found["content"]["lang"] == lang[:2]


async def test_an_english_client_reads_english_titles_and_may_put_danish_words(edge: Edge) -> None:
    (found, _) = results(await edge.hears(search("others", locale="en-GB")))
    assert found["preview"]["content"]["title"] == "We will also talk about others"
    assert pack().notices["interests_weighed"].text["da"] in words(found)


async def test_the_card_is_sound_and_has_no_button_of_the_bots(make_settings: MakeSettings) -> None:
    import json

    settings: Settings = make_settings(public_url="https://optagelse.example.dk")
    async with running(settings, Listener()) as edge:
        for command in ("recorderText", "recorderTextSimple", "recorderTextEnglish"):
            for found in results(await edge.hears(opened(command))):
                card = Card(json.dumps(found["content"]))
                check_card(card)
                assert card.buttons == []
                links = [e["url"] for e in card.elements if e.get("type") == "Action.OpenUrl"]
                assert len(links) == 1
                assert links[0].startswith("https://optagelse.example.dk/info?lang=")


async def test_it_is_given_page_by_page(edge: Edge) -> None:
    value = search("")["value"]
    page = await edge.hears(search("", value={**value, "queryOptions": {"skip": 8, "count": 5}}))
    assert titles(page) == titles(await edge.hears(opened()))[8:]


DAMAGED: list[Any] = [
    None, [], "x", {}, {"parameters": None}, {"parameters": [None, 5, {}]}, {"commandId": 5},
    {"parameters": [{"name": "search", "value": 5}]}, {"queryOptions": {"skip": -1, "count": "x"}},
    {"queryOptions": {"skip": True, "count": 10**30}}, {"queryOptions": []}, {"commandId": "no.such"},
]  # fmt: skip


@pytest.mark.parametrize("value", DAMAGED, ids=str)
async def test_a_damaged_search_is_one_for_everything(edge: Edge, value: Any) -> None:
    assert len(results(await edge.hears(search("", value=value)))) == ALL <= MOST_RESULTS


@pytest.mark.parametrize("typed", ["x" * 100_000, "(((.*", "\x00", "🎙" * 500, "010190-1234"])
async def test_odd_words_find_nothing_and_break_nothing(edge: Edge, typed: str) -> None:
    answer = await edge.hears(search(typed))
    assert answer.status == 200
    assert answer.json["composeExtension"]["type"] in ("message", "result")


async def test_of_a_whole_page_pasted_in_the_beginning_counts(edge: Edge) -> None:
    pasted = "lyd" + " " * LONGEST_QUERY + "og meget andet"
    assert titles(await edge.hears(search(pasted))) == titles(await edge.hears(search("lyd"))) != []
    nothing = (await edge.hears(search("lyd og meget andet"))).json["composeExtension"]
    assert nothing["type"] == "message"


@pytest.mark.parametrize(
    "name",
    ["composeExtension/queryLink", "composeExtension/submitAction", "composeExtension/fetchTask",
     "composeExtension/selectItem", "composeExtension/querySettingUrl"],
)  # fmt: skip
async def test_other_wishes_of_an_extension_are_501(edge: Edge, name: str) -> None:
    assert (await edge.hears(search("", name=name))).status == 501


async def test_nothing_is_kept_of_who_asked_where_and_for_what(
    make_settings: MakeSettings, listener: Listener, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_settings(), listener) as edge:
        await edge.hears(search("noget om Bo Berg", **AMONG_PEOPLE))
        await edge.hears(search("lyd", **AMONG_PEOPLE))
    assert listener.heard == []
    assert "Bo Berg" not in caplog.text
    assert _rows(tmp_path / "test.db") == []


async def test_a_press_is_noted_so_that_the_test_above_can_fail(
    make_settings: MakeSettings, listener: Listener, tmp_path: Path
) -> None:
    async with running(make_settings(), listener) as edge:
        await edge.hears(search("", name="adaptiveCard/action", **AMONG_PEOPLE))
    assert _rows(tmp_path / "test.db")


def _rows(database: Path) -> list[Any]:
    """Return what is stored of where the bot may write."""
    with sqlite3.connect(database) as stored:
        tables = [name for (name,) in stored.execute("select name from sqlite_master where type = 'table'")]
        keeping = [name for name in tables if name not in ("alembic_version", "settings")]
        return [
            row
            for name in keeping
            for row in stored.execute(f'select * from "{name}"')  # noqa: S608  # a name of the database's own
            if "19:anna_bo" in str(row)
        ]
