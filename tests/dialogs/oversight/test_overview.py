"""HR/Jura look at a month, by pressing and by typing."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import load_workbook

from casework.about import About
from dialogs.turn import Consented, FileContent, Pressed, Reply
from tests.cards.contract import check_card
from tests.cards.oversight import Desk
from tests.cards.reading import Card
from tests.dialogs.requests.office import Colleague


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def offered(person: Colleague, verb: str, data: Mapping[str, Any]) -> Reply:
    return await person.bot.pressed(Pressed(**person.who, verb=verb, data=data))


async def accepts(person: Colleague, reply: Reply, *, accepted: bool = True) -> FileContent | Reply:
    assert reply.offer is not None
    turn = Consented(**person.who, accepted=accepted, verb=reply.offer.verb, data=reply.offer.data)
    return await person.bot.consented(turn)


async def test_a_month_tells_its_numbers_in_words(desk: Desk) -> None:
    await desk.has_a_full_month()
    card = await desk.hanne.types("overblik")
    words = card.words.replace("\xa0", " ")
    assert "Overblik: november 2026" in words
    assert "19 anmodninger er sendt." in words
    assert "Den typiske ventetid på et svar var 2 timer i arbejdstiden. Det bygger på 3 svar." in words
    assert "Misbrug af en optagelse" in words
    assert "11 bedt om" in words
    assert (
        "1 ny. 1 er lukket nu. 1 bør politianmeldes. 0 bør ikke politianmeldes. 1 er politianmeldt." in words
    )
    assert "19 anmodninger: 8 nej, 7 må optage, 2 uden svar" in desk.hanne.summary


async def test_a_bar_says_nothing_that_words_do_not(desk: Desk) -> None:
    """A screen reader meets the words of each row, then a bar without any."""
    await desk.has_a_full_month()
    card = await desk.hanne.types("overblik")
    bars = [e for e in card.elements if e.get("type") == "Column"]
    assert bars
    assert all(bar["items"] == [] for bar in bars if bar.get("minHeight"))


async def test_longer_bars_are_more(desk: Desk) -> None:
    desk.advised({"Jobcenter": {"allowed": 30, "weigh_interests": 10}})
    card = await desk.hanne.types("overblik")
    widths = [[c["width"] for c in e["columns"]] for e in card.elements if e.get("type") == "ColumnSet"]
    assert widths == [[30], [10, 20]]


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("overblik", "november 2026"),
        ("overblik oktober", "oktober 2026"),
        ("Overblik december", "december 2025"),
        ("overblik 2026-03", "marts 2026"),
        ("overblik marts 2025", "marts 2025"),
        ("overview march 2025", "marts 2025"),
    ],
)
async def test_a_month_is_asked_for_in_ones_own_words(desk: Desk, said: str, month: str) -> None:
    assert f"Overblik: {month}" in (await desk.hanne.types(said)).words


@pytest.mark.parametrize(
    "said", ["overblik 2027-01", "overblik hest", "overblik 2026-13", "overblik marts 1"]
)
async def test_a_month_that_is_none_shows_the_present_one_and_says_so(desk: Desk, said: str) -> None:
    words = (await desk.hanne.types(said)).words
    assert "Den måned kender jeg ikke" in words
    assert "Overblik: november 2026" in words


async def test_one_goes_from_month_to_month(desk: Desk) -> None:
    await desk.hanne.types("overblik")
    assert "Overblik: oktober 2026" in (await desk.hanne.presses("Vis oktober")).words
    assert "Overblik: november 2026" in (await desk.hanne.types("næste måned")).words
    assert "Overblik: oktober 2026" in (await desk.hanne.types("forrige")).words


async def test_forty_units_fit_on_a_card_the_biggest_first(desk: Desk) -> None:
    names = [f"Center for Børn, Unge, Familier, Skoler og Dagtilbud, afdeling {n:02}" for n in range(40)]
    verdicts = ("allowed", "weigh_interests", "refusal_possible", "contact_hr_legal", "not_covered")
    desk.advised({name: dict.fromkeys(verdicts, 1 + n) for n, name in enumerate(names)})
    await desk.has_a_full_month()
    card = await desk.hanne.types("overblik")
    check_card(card)
    units = [text for text in card.texts if text.startswith("Center for")]
    assert len(units) == 8
    assert "afdeling 39" not in card.words
    assert units[0].endswith("…: ")
    assert "32 enheder mere står i regnearket." in card.words


async def test_the_workbook_holds_every_unit(desk: Desk) -> None:
    await desk.has_a_full_month()
    desk.advised({f"Enhed {n}": {"allowed": 1} for n in range(40)})
    reply = await offered(desk.hanne, "overview.file", {"month": "2026-11"})
    assert reply.offer is not None
    assert reply.offer.name == "overblik-2026-11.xlsx"
    made = await accepts(desk.hanne, reply)
    assert isinstance(made, FileContent)
    book = load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == ["Enheder", "Enhed og grund", "Råd", "Sager", "Om tallene"]
    rows = list(book["Enheder"].values)
    assert rows[1][:6] == ("Jobcenter", 48, 11, 6, 2, 1)
    assert rows[-1] == ("I alt", 149, 19, 8, 7, 2, 3, 2)
    misuse, legal = list(book["Sager"].values)[1:]
    assert misuse[:6] == ("Misbrug af en optagelse", 1, 1, 1, 0, 1)
    assert legal[:6] == ("Juridiske spørgsmål", 1, 0, None, None, None)
    assert len(rows) == 1 + 44 + 1


async def test_no_file_without_a_yes(desk: Desk) -> None:
    reply = await offered(desk.hanne, "overview.file", {})
    declined = await accepts(desk.hanne, reply, accepted=False)
    assert isinstance(declined, Reply)


async def test_the_channel_gets_a_month(desk: Desk) -> None:
    from tests.cards.oversight import of

    assert "Tallene er for hele november 2026" in (await of("da", "overview_channel")).words


@pytest.mark.parametrize("said", ["overblik", "radar", "indsigt", "overblik oktober", "indsigt 2026-17"])
async def test_only_hr_may_ask_by_typing(desk: Desk, said: str) -> None:
    await desk.has_a_full_month()
    card = await desk.anna.types(said)
    assert "Det her er kun for HR/Jura" in card.words
    assert not any(about.kind == "access" for about in desk.office.world.store.tables.chains)


@pytest.mark.parametrize(
    "verb",
    ["overview.show", "overview.file", "radar.show", "radar.closer", "access.begin", "access.offer"],
)
async def test_only_hr_may_press(desk: Desk, verb: str) -> None:
    reply = await offered(desk.anna, verb, {"about": "2026-17", **desk.unlike})
    assert "Det her er kun for HR/Jura" in Card(reply.card).words
    assert reply.offer is None


@pytest.mark.parametrize("verb", ["overview.file", "access.offer"])
async def test_whoever_has_left_hr_gets_no_file_of_an_old_offer(desk: Desk, verb: str) -> None:
    turn = Consented(**desk.anna.who, accepted=True, verb=verb, data={"about": "2026-17"})
    answered = await desk.anna.bot.consented(turn)
    assert isinstance(answered, Reply)
    assert "Det her er kun for HR/Jura" in Card(answered.card).words


@pytest.mark.parametrize("month", [7, None, ["2026-11"], "\x00", "2026-11' --", "9" * 5000])
async def test_damaged_months_show_a_card(desk: Desk, month: object) -> None:
    for verb in ("overview.show", "overview.file"):
        assert (await desk.hanne.sends(verb, {"month": month})).words


async def test_a_month_with_cases_alone_has_no_heading_over_nothing(desk: Desk) -> None:
    await desk.happens(About("case", "c1"), "case.report", 2, 9)
    words = (await desk.hanne.types("overblik")).words
    assert "Misbrug af en optagelse" in words
    assert "Enhed for enhed" not in words
