"""HR/Jura's document: offered on a card, made when it is accepted, for nobody else."""

import dataclasses
import io
from dataclasses import dataclass

import docx as library
import pytest

from casework.about import PackMark
from casework.cases import cases
from casework.cases.case import Case
from casework.cases.form import AssessmentForm, CaseForm
from casework.ports import Employee
from dialogs import file_cards, files
from dialogs.asked import read
from dialogs.book import Book
from dialogs.cases import document
from dialogs.desk import Desk
from dialogs.shown import Shown
from dialogs.turn import Consented, FileContent, Pressed, Reply, Turn
from tests.cards.contract import check_limits
from tests.cards.reading import Card
from tests.dialogs.chat import Chat, World, pack

PEOPLE = {
    "anna": Employee("anna", "Anna Agerholm", "Jobcenter", "lone", hr=False),
    "hanne": Employee("hanne", "Hanne Holm", "HR/Jura", None, hr=True),
    "rune": Employee("rune", "Rune Rask", "HR/Jura", None, hr=True),
}
REPORT = "Optagelsen ligger åbent.\nFlere har delt den."
SHEET = AssessmentForm(
    harmed="En kollega",
    passed_on="Hele mødet, til alle",
    private="yes",
    manipulated="unclear",
    threats="no",
    police_report="no",
    text="Opslaget er taget ned.",
)


@dataclass
class Office:
    """Hanne has the case that Anna reported."""

    world: World
    case: Case

    @property
    def desk(self) -> Desk:
        return Desk(Book(pack()), self.world, self.world.desk, self.world.drafts)

    async def offers(self, who: str, lang: str = "da", *, personal: bool = True) -> Shown:
        data = {"case": self.case.id, "version": self.case.version, "lang": lang}
        turn = Pressed(who, f"chat of {who}", lang, personal, document.VERB, data)
        return _checked(await document.offer(self.desk, read(pack(), data, lang), turn))

    async def answers(
        self, who: str, *, accepted: bool = True, personal: bool = True, lang: str = "da", **changed: str
    ) -> FileContent | Reply:
        data = {"case": self.case.id, "lang": lang, **changed}
        verb = str(data.pop("verb", document.VERB))
        turn = Consented(who, f"chat of {who}", lang, personal, accepted, verb, data)
        return await Chat(world=self.world).bot.consented(turn)

    async def file(self, who: str, lang: str = "da") -> FileContent:
        made = await self.answers(who, lang=lang)
        assert isinstance(made, FileContent)
        return made

    async def is_told(self, who: str, **how: object) -> Card:
        said = await self.answers(who, **how)  # type: ignore[arg-type]  # names of `answers`
        assert isinstance(said, Reply)
        return Card(said.card)

    async def goes_on(self) -> None:
        """Hanne claims it, answers, assesses and closes it."""
        desk, it = self.world.desk, self.case
        it = await cases.claim(desk, it.id, it.version, "hanne")
        it = await cases.reply(desk, it.id, it.version, "hanne", "Vi ser på det.")
        it = await cases.assess(desk, it.id, it.version, "hanne", SHEET)
        self.case = await cases.close(desk, it.id, it.version, "hanne", "Taget ned efter samtale.")


def said(card: Card) -> str:
    """All that can be read on a card."""
    return "\n".join(card.texts)


def _checked(shown: Shown) -> Shown:
    check_limits(Card(shown.card))
    return shown


@pytest.fixture
async def office() -> Office:
    world = World(people=dict(PEOPLE))
    form = CaseForm(
        key="form",
        kind="misuse",
        text=REPORT,
        where="https://example.org/opslag",
        seen_on=world.moment.date(),
        case_ref="2026-17",
        facts={},
        pack=PackMark("2026-1", "abc"),
    )
    return Office(world, await cases.report(world.desk, form, "anna"))


def texts(file: FileContent) -> list[str]:
    """Everything that can be read in a document, its tables after its paragraphs."""
    opened = library.Document(io.BytesIO(file.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in opened.paragraphs] + cells


async def test_hr_is_offered_the_document_and_back_to_the_case(office: Office) -> None:
    shown = await office.offers("hanne")
    assert shown.offer is not None
    assert shown.offer.name == f"vurdering-{office.case.id[:8]}.docx"
    assert shown.offer.data == {"case": office.case.id, "lang": "da"}
    assert [way.verb for way in shown.ways] == ["case.show"]
    made = await office.file("hanne")
    assert 0.5 < shown.offer.size / len(made.content) < 2


async def test_the_document_tells_the_whole_case(office: Office) -> None:
    await office.goes_on()
    told = texts(await office.file("hanne"))
    for expected in (
        "Vurdering af et meldt misbrug", REPORT, "https://example.org/opslag", "2026-17",
        "Anna Agerholm (anna)",
        "Jobcenter", office.case.digest, office.case.id, "En kollega", "Hele mødet, til alle", "Uklart",
        "Opslaget er taget ned.", "Vi ser på det.", "Taget ned efter samtale.", "2026-1", "abc",
        "Vurderet af Hanne Holm den 23. november 2026.", "Lukket af Hanne Holm den 23. november 2026.",
        "23. november 2026 kl. 13.00.00 (2026-11-23T12:00:00.000000Z)",
    ):  # fmt: skip
        assert expected in told
    assert "Er optagelsen manipuleret?" in told  # the question as the guideline has it
    assert "C1" in told


async def test_a_case_that_is_not_assessed_says_so(office: Office) -> None:
    told = texts(await office.file("hanne"))
    assert "Sagen er ikke vurderet endnu." in told
    assert "Sagen er ikke lukket." in told
    assert told.count("Ikke besvaret") == 6


async def test_the_document_says_whether_the_report_is_unchanged(office: Office) -> None:
    unchanged = "Teksten er kontrolleret mod aftrykket og er uændret, siden den blev modtaget."
    assert unchanged in texts(await office.file("hanne"))
    office.world.store.tables.cases[office.case.id] = dataclasses.replace(office.case, text="Noget andet.")
    told = texts(await office.file("hanne"))
    assert unchanged not in told
    assert any(line.startswith("Teksten passer ikke til aftrykket.") for line in told)


async def test_the_same_case_gives_the_same_file(office: Office) -> None:
    await office.goes_on()
    first = await office.file("hanne")
    assert (await office.file("rune")).content == first.content


async def test_a_legal_question_has_a_document_without_the_assessment(office: Office) -> None:
    asked = CaseForm(
        key="q",
        kind="legal",
        text="Er grunden saglig?",
        facts={"recorder": "citizen"},
        pack=PackMark("1", "x"),
    )
    office.case = await cases.report(office.world.desk, asked, "anna")
    made = await office.file("hanne")
    told = texts(made)
    assert made.name.startswith("spoergsmaal-")
    assert {"Spørgsmål til HR/Jura", "Er grunden saglig?"} <= set(told)
    assert "Vurderingen" not in told
    assert any("borger" in line.lower() for line in told)  # what the advice was about


async def test_the_document_speaks_english_where_the_chat_does(office: Office) -> None:
    await office.goes_on()
    told = texts(await office.file("hanne", "en"))
    assert "Assessment of a reported misuse" in told
    assert not {"Ikke besvaret", "Vurderingen", "Sagen"} & set(told)


@pytest.mark.parametrize("who", ["anna", "stranger", ""])
async def test_nobody_but_hr_gets_it(office: Office, who: str) -> None:
    assert (await office.offers(who)).offer is None
    card = await office.is_told(who)
    assert REPORT not in said(card)
    # Neither does anybody learn whether there is such a case.
    assert said(await office.is_told(who, case="no such case")) == said(card)


async def test_whoever_has_left_hr_does_not_get_what_was_offered(office: Office) -> None:
    assert (await office.offers("hanne")).offer is not None
    office.world.people["hanne"] = dataclasses.replace(PEOPLE["hanne"], hr=False)
    assert REPORT not in said(await office.is_told("hanne"))


async def test_nobody_files_what_they_reported_themselves(office: Office) -> None:
    office.world.store.tables.cases[office.case.id] = dataclasses.replace(office.case, reported_by="rune")
    assert (await office.offers("rune")).offer is None
    assert REPORT not in said(await office.is_told("rune"))
    assert isinstance(await office.answers("hanne"), FileContent)


async def test_a_case_that_is_gone_is_a_card(office: Office) -> None:
    await office.is_told("hanne", case="gone")


@pytest.mark.parametrize(("lang", "told"), [("da", "Helt i orden"), ("en", "That is fine")])
async def test_a_no_is_fine(office: Office, lang: str, told: str) -> None:
    card = await office.is_told("hanne", accepted=False, lang=lang)
    assert told in said(card)
    again = card.button("Få filen" if lang == "da" else "Get the file")
    assert (again.verb, again.data["case"]) == (document.VERB, office.case.id)


async def test_a_file_that_did_not_arrive_can_be_had_again(office: Office) -> None:
    turn: Turn = Consented("hanne", "c", "da", True, True, document.VERB, {"case": office.case.id})
    assert isinstance(turn, Consented)
    card = Card(_checked(files.not_handed_over(office.desk, turn)).card)
    assert "Intet er tabt" in said(card)
    assert card.button("Prøv igen").verb == document.VERB


async def test_files_are_had_in_ones_own_chat_alone(office: Office) -> None:
    shown = await office.offers("hanne", personal=False)
    assert shown.offer is None
    assert shown == file_cards.elsewhere("da")
    assert "chatten mellem dig og mig" in said(await office.is_told("hanne", personal=False))


async def test_an_offer_that_the_bot_does_not_know_is_a_card(office: Office) -> None:
    await office.is_told("hanne", verb="case.claim")
