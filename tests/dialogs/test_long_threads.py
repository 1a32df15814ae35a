"""However much people write to each other, every card about it can be sent, and says what it leaves out."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.cases.case import Said as CaseSaid
from casework.refusal.request import Said, State
from casework.texts import MOST_SAID
from dialogs.latest import MOST_SHOWN
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague

AT = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
NUMBERS = st.integers(0, 120)
TEXTS = st.sampled_from(["x", "å" * 1000, "\\" * 1000, '"' * 1000, "\N{PILE OF POO}" * 1000, "a " * 500])
FORMS = ("", "reply", "add", "assign", "close")


class Office(CaseOffice):
    """One case and one request, and everybody who can see them."""

    def __init__(self, language: str = "da") -> None:
        super().__init__(language)
        self.lone = self.person("Lone Lind")
        self.anna = self.person("Anna Agerholm", leader=self.lone)
        self.hanne = self.person("Hanne Holm", hr=True)
        self.hugo = self.person("Hugo Hald", hr=True)

    async def opens(self) -> None:
        await self.reports(self.anna)
        await self.does(self.hanne, "case.claim")
        await self.anna.asks()

    def holds(self, number: int, text: str) -> None:
        """Let so much be written in both, as it may have been before there was a limit."""
        tables = self.world.store.tables
        case, it = self.case, self.only_request
        entries = [CaseSaid("reply" if n % 2 else "addition", "anna", AT, text) for n in range(number)]
        tables.cases[case.id] = replace(case, thread=tuple(entries))
        said = tuple(Said("answer" if n % 2 else "question", "lone", AT, text) for n in range(number))
        tables.refusals[it.id] = replace(it, thread=said, consulted=said)


@pytest.mark.parametrize("language", ["da", "en"])
@settings(deadline=None, max_examples=15)
@given(number=NUMBERS, text=TEXTS)
async def test_every_card_about_them_can_be_sent(language: str, number: int, text: str) -> None:
    office = Office(language)
    await office.opens()
    office.holds(number, text)
    case, it = office.case, office.only_request
    for person in (office.anna, office.hanne, office.hugo):
        for ask in FORMS:
            await person.sends("case.show", {"case": case.id, "ask": ask})
        await person.sends("case.sheet", {"case": case.id, "version": case.version})
    for state in State:
        office.world.store.tables.refusals[it.id] = replace(it, state=state)
        for reader in (office.anna, office.lone, office.hanne):
            for more in ({}, {"part": "written"}, {"part": "handover"}, {"ask": "consult"}):
                await reader.sends("refusal.show", {"refusal": it.id, **more})
    # Every card that came back was held to the contract's limits by the chat itself.


@pytest.fixture
async def office() -> Office:
    office = Office()
    await office.opens()
    return office


def shown(person: Colleague) -> int:
    return person.card.words.count("indlæg nr.")


async def test_the_last_are_shown_and_the_others_counted(office: Office) -> None:
    for number in range(1, MOST_SHOWN + 3):
        await office.does(office.anna, "case.add", text=f"indlæg nr. {number} af Anna")
    assert shown(office.anna) == MOST_SHOWN
    assert "2 tidligere vises ikke her" in office.anna.card.words
    assert "indlæg nr. 8 " in office.anna.card.words
    await office.does(office.hanne, "case.show")
    assert shown(office.hanne) == MOST_SHOWN
    assert "2 tidligere står i dokumentet" in office.hanne.card.words


async def test_what_fits_is_shown_without_a_count(office: Office) -> None:
    for number in range(MOST_SHOWN):
        await office.does(office.anna, "case.add", text=f"indlæg nr. {number}")
    assert shown(office.anna) == MOST_SHOWN
    assert "tidligere" not in office.anna.card.words


@pytest.mark.parametrize("verb", ["case.add", "case.reply"])
async def test_at_some_point_people_are_asked_to_talk(office: Office, verb: str) -> None:
    office.holds(MOST_SAID, "Hej")
    case, who = office.case, office.anna if verb == "case.add" else office.hanne
    card = await office.does(who, verb, text="Og en ting til.")
    assert "Her er ikke plads til mere" in card.words
    assert next(i for i in card.inputs if i["id"] == "text")["value"] == "Og en ting til."
    assert office.case == case


@pytest.mark.parametrize("verb", ["refusal.return", "refusal.consult"])
async def test_so_they_are_about_a_request(office: Office, verb: str) -> None:
    office.holds(MOST_SAID, "Hej")
    it = office.only_request
    data = {"refusal": it.id, "version": it.version, "question": "Og hvad med resten?"}
    assert "Her er ikke plads til mere" in (await office.lone.sends(verb, data)).words
    assert office.only_request == it
    assert len(office.cases) == 1


async def test_one_less_is_still_taken(office: Office) -> None:
    office.holds(MOST_SAID - 1, "Hej")
    await office.does(office.anna, "case.add", text="Og en ting til.")
    assert office.case.thread[-1].text == "Og en ting til."
