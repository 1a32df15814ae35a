"""HR/Jura answer a request for access."""

import datetime
import io
import json
import re
import zipfile
from typing import Any

import pytest
from docx import Document

from casework.oversight.access import Package
from casework.oversight.ports import Stored
from casework.oversight.subject import Subject
from dialogs.book import Book
from dialogs.oversight.access_package import package_file
from dialogs.turn import Consented, FileContent, Pressed, Reply
from tests.cards.gallery import MISUSED
from tests.cards.oversight import Desk
from tests.cards.reading import Card
from tests.dialogs.cases.office import REPORT
from tests.dialogs.chat import pack


@pytest.fixture
async def desk() -> Desk:
    made = Desk()
    await made.has_unlike_decisions()
    return made


async def taken(desk: Desk, about: str, **more: str) -> zipfile.ZipFile:
    """Look for something, say yes to the package, and open it."""
    hanne = desk.hanne
    turn = Pressed(**hanne.who, verb="access.offer", data={"about": about, **more})
    reply = await hanne.bot.pressed(turn)
    assert reply.offer is not None, Card(reply.card).words
    yes = Consented(**hanne.who, accepted=True, verb=reply.offer.verb, data=reply.offer.data)
    made = await hanne.bot.consented(yes)
    assert isinstance(made, FileContent)
    assert made.content_type == "application/zip"
    return zipfile.ZipFile(io.BytesIO(made.content))


def machines(package: zipfile.ZipFile) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(package.read("indsigt.json"))
    return read


def document(package: zipfile.ZipFile) -> str:
    opened = Document(io.BytesIO(package.read("indsigt.docx")))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


async def test_a_case_comes_as_a_document_and_as_json(desk: Desk) -> None:
    package = await taken(desk, "2026-17", withhold="no")
    assert sorted(package.namelist()) == ["indsigt.docx", "indsigt.json"]
    read = machines(package)
    assert read["stored"]["refusals"][0]["case_ref"] == "2026-17"
    assert read["people"] == {"anna": "Anna Agerholm", "lone": "Lone Lind"}
    text = document(package)
    for said in ("Kommunens hensyn", "De andre forældre fortæller om deres børns helbred.", "Kun lyd"):
        assert said in text
    assert "Lederen sagde ja til et nej" in text
    assert "Anna Agerholm" in text


async def test_names_in_the_log_are_withheld_unless_hr_wants_them(desk: Desk) -> None:
    events = machines(await taken(desk, "2026-17"))["stored"]["events"]
    assert [(e["event"], e["actor"]) for e in events] == [
        ("refusal.submit", "#1"),
        ("refusal.approve", "lone"),
    ]
    events = machines(await taken(desk, "2026-17", withhold="no"))["stored"]["events"]
    assert events[0]["actor"] == "anna"


async def test_an_employee_is_found_by_name_and_by_id(desk: Desk) -> None:
    for about in ("Anna Agerholm", "anna agerholm", "anna"):
        read = machines(await taken(desk, about))
        assert len(read["stored"]["refusals"]) == 1
        assert read["about"] == "Anna Agerholm"


async def test_a_part_of_a_name_is_asked_about(desk: Desk) -> None:
    assert "Mener du Anna Agerholm? Skriv hele navnet." in (await desk.hanne.types("indsigt Agerholm")).words


async def test_somebody_unknown_to_the_directory_is_found_by_id(desk: Desk) -> None:
    del desk.office.world.people["anna"]
    gone = "11111111-1111-4111-8111-111111111111"
    card = await desk.hanne.types(f"indsigt {gone}")
    assert "Der er ikke gemt noget" in card.words


async def test_nothing_kept_is_an_answer(desk: Desk) -> None:
    card = await desk.hanne.types("indsigt Karen Knudsen")
    assert "fundet intet om Karen Knudsen" in card.words


async def test_the_form_takes_what_is_typed_next(desk: Desk) -> None:
    await desk.hanne.types("indsigt")
    card = await desk.hanne.types("2026-17")
    assert "Det er gemt" in card.words
    assert "Udeladt" in card.words


async def test_names_can_be_kept_from_the_card_that_found_them(desk: Desk) -> None:
    await desk.hanne.types("indsigt 2026-17")
    assert "Med" in (await desk.hanne.presses("Tag navnene")).texts


async def test_the_register_notes_who_looked_but_not_for_what(desk: Desk) -> None:
    await taken(desk, "2026-17")
    chains = desk.office.world.store.tables.chains
    (chain,) = [chain for about, chain in chains.items() if about.kind == "access"]
    assert [(e.event, e.actor) for e in chain] == [("access.search", "hanne"), ("access.export", "hanne")]
    assert "2026-17" not in str(chain)


@pytest.mark.parametrize("about", ["", "  ", "af"])
async def test_what_is_too_short_comes_back_to_the_form(desk: Desk, about: str) -> None:
    card = await desk.hanne.sends("access.offer", {"about": about})
    assert "Skriv mindst tre tegn." in card.words
    assert [i["id"] for i in card.inputs] == ["about", "withhold"]


async def test_a_cpr_number_is_turned_away(desk: Desk) -> None:
    card = await desk.hanne.sends("access.offer", {"about": "010190-1234"})
    assert "CPR" in card.words
    assert not any(about.kind == "access" for about in desk.office.world.store.tables.chains)


async def test_in_a_channel_nobodys_name_is_looked_for(desk: Desk) -> None:
    turn = {**desk.hanne.who, "personal": False}
    for verb in ("access.begin", "access.offer", "overview.file"):
        reply = await desk.hanne.bot.pressed(Pressed(**turn, verb=verb, data={"about": "2026-17"}))
        assert isinstance(reply, Reply)
        assert reply.offer is None
        assert b"2026-17" not in reply.card


@pytest.mark.parametrize("about", [7, ["x"], {"a": 1}, "\x00\x00\x00", "[.*+?(", "x" * 3000])
async def test_damaged_wishes_are_answered(desk: Desk, about: object) -> None:
    assert (await desk.hanne.sends("access.offer", {"about": about, "withhold": 3})).words


CODE = re.compile(r"\b[a-z]+(_[a-z]+)+\b|\d{4}-\d\d-\d\d|T\d\d:\d\d|\bclock\b|: hr$", re.MULTILINE)
"""What only machines write: names with underscores, codes, and days and moments that begin with the year."""


@pytest.mark.parametrize("language", ["da", "en"])
async def test_the_document_is_written_for_people(language: str) -> None:
    desk = Desk(language)
    hanne, anna = desk.hanne, desk.anna
    await desk.has_unlike_decisions()
    await anna.sends("misuse.submit", {"key": "form", "facts": MISUSED, **REPORT})
    case = next(iter(desk.office.world.store.tables.cases.values()))
    for verb, inputs in (
        ("case.claim", {}),
        ("case.assess", {"private": "unclear", "police_report": "yes", "text": "Grove trusler."}),
        ("case.reply", {"text": "Tak."}),
        ("case.close", {"reason": "Anmeldt.", "reported": "yes"}),
    ):
        case = desk.office.world.store.tables.cases[case.id]
        await hanne.sends(verb, {"case": case.id, "version": case.version, **inputs})
    text = document(await taken(desk, "2026-17", withhold="no"))
    assert [found.group() for found in CODE.finditer(text.replace(case.id, ""))] == []
    assert not {"misuse", "unclear", "others_present", "allowed"} & set(text.split("\n"))
    said = ("Anmodning sendt", "Bør politianmeldes", "20. november 2026")
    assert language == "en" or all(part in text for part in said)


async def test_what_was_sent_is_told_in_numbers(desk: Desk) -> None:
    package = await taken(desk, "2026-17", withhold="no")
    sent = [m for m in machines(package)["stored"]["outbox"] if m["to"] == "anna"]
    opened = Document(io.BytesIO(package.read("indsigt.docx")))
    rows = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]
    assert ["En anmodning om et nej", "Anna Agerholm", str(len(sent))] in [row[:3] for row in rows]
    assert not any("refusal_approved" in cell for row in rows for cell in row)


@pytest.mark.parametrize(("typed", "names"), [("nej", "Med"), ("ja", "Udeladt")])
async def test_whether_names_are_withheld_is_answered_by_typing(desk: Desk, typed: str, names: str) -> None:
    await desk.hanne.types("indsigt")
    card = await desk.hanne.types(typed)
    assert card.title == "Hvad er der gemt om nogen?"
    assert names in (await desk.hanne.types("2026-17")).texts


def test_news_for_a_single_card_names_no_conversation() -> None:
    """What Teams calls a chat tells readers nothing, and stands in the file for machines."""
    sent = {
        "to": "cards/a:1chat/1700000000000",
        "about_kind": "case",
        "created_at": "2026-11-23T12:00:00.000000Z",
    }
    package = Package(
        id="00000000-look",
        subject=Subject(written="2026-17"),
        at=datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC),
        withheld=False,
        stored={"outbox": [Stored("outbox", sent)]},
        people={},
    )
    read = zipfile.ZipFile(io.BytesIO(package_file(Book(pack()), package, "2026-17", "da")))
    assert "a:1chat" not in document(read)
    assert "Alle, der har kortet" in document(read)
    assert "a:1chat" in str(machines(read))
