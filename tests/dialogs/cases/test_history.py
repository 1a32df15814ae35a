"""HR/Jura see what a case had come to before, on its card, behind it and in the document."""

from dialogs.book import Book
from dialogs.cases.document import document_of
from dialogs.cases.view import look
from documents.docx import Heading, Quote
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague

REASON = "Anmeldt til politiet i dag."


async def is_open_again(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="yes", text="Truslerne er alvorlige.")
    await office.does(hanne, "case.close", reason=REASON, reported="yes")
    await office.does(anna, "case.add", text="Det er delt igen.")
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.assess", police_report="no", text="Det er taget ned.")


async def test_the_card_says_it_in_short_and_all_of_it_is_a_press_away(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_open_again(office, anna, hanne)
    card = await office.does(hanne, "case.show")
    assert "Bør politianmeldes: Ja. Politianmeldt: Ja." in card.words
    assert "Vurderingen er ændret." in card.words
    assert REASON not in card.words
    for way in (hanne.presses("Se det tidligere"), hanne.types("tidligere")):
        behind = await way
        assert REASON in behind.words
        assert "Truslerne er alvorlige." in behind.words
        await hanne.presses("Tilbage til sagen")


async def test_whoever_reported_sees_nothing_of_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_open_again(office, anna, hanne)
    for ask in ({}, {"ask": "history"}):
        card = await office.does(anna, "case.show", **ask)
        assert REASON not in card.words
        assert "olitianmeldt: Ja" not in card.words
        assert "Truslerne" not in card.words


async def test_the_document_has_all_of_it(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await is_open_again(office, anna, hanne)
    view = await look(Book(pack()), hanne.world.desk, office.case, "hanne", "da")
    blocks = document_of(view).blocks
    told = [block.text for block in blocks if isinstance(block, Quote | Heading)]
    assert REASON in told
    assert "Truslerne er alvorlige." in told
    assert any("Politianmeldt: Ja." in one for one in told)
    assert sum("lukkede sagen" in one for one in told) == 1


async def test_more_than_a_card_holds_is_counted(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await is_open_again(office, anna, hanne)
    for number in range(8):
        await office.does(hanne, "case.assess", text=f"Udgave {number}. " + "x" * 900)
    card = await office.does(hanne, "case.show", ask="history")
    assert "4 ældre" in card.words
