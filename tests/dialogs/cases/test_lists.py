"""HR/Jura's list of what is open, the morning's card, and what is one's own."""

import datetime

import pytest

from casework.about import About
from casework.messages import HR_CHANNEL, Message
from tests.cards.reading import Card
from tests.dialogs.cases.office import CaseOffice
from tests.dialogs.requests.office import Colleague

MORNING = Message("overdue", HR_CHANNEL, About("overdue", "2026-12-02"), "overdue:2026-12-02")


async def many(office: CaseOffice, who: Colleague, number: int) -> None:
    for one in range(number):
        office.world.moment += datetime.timedelta(seconds=1)
        await office.reports(who, key=f"form {one}")


def listed(card: Card) -> list[str]:
    return [b.data["case"] for b in card.buttons if b.verb == "case.show"]


async def test_ten_at_a_time_those_first_that_wait_longest(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await many(office, anna, 23)
    waiting = [case.id for case in office.cases]
    card = await hanne.types("sager")
    assert card.title == "Åbne sager: 23"
    assert listed(card) == waiting[:10]
    assert listed(await hanne.types("vis flere")) == waiting[10:20]
    assert listed(await hanne.types("vis flere")) == waiting[20:]
    assert (await hanne.types("3")).title.startswith(f"Misbrug, sag {waiting[22][:8]}")


async def test_the_states_are_counted_and_what_waits_too_long_is_marked(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await many(office, anna, 3)
    office.world.moment += datetime.timedelta(hours=1)
    await office.does(hanne, "case.claim", office.cases[0])
    office.world.moment += datetime.timedelta(days=2)
    card = await hanne.types("sager")
    assert "Ikke taget: \n2" in card.words
    assert "Taget: \n1" in card.words
    assert [b.title.startswith("For længe.") for b in card.buttons if b.verb == "case.show"] == [
        True,
        True,
        False,
    ]


async def test_what_waits_again_after_a_reply_is_said_and_counted_apart(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.reply", text="Tak.")
    await office.does(anna, "case.add", text="Det er delt igen.")
    assert "Hanne Holm har svaret, nyt fra den, der skrev" in (await office.hr_channel_shows()).words
    card = await hanne.types("sager")
    assert "Nyt efter svaret: \n1" in card.words
    assert "Besvaret" not in card.words
    await office.does(hanne, "case.reply", text="Vi ser på det.")
    assert "nyt fra" not in (await office.hr_channel_shows()).words


async def test_who_has_left_hr_has_no_cases_among_their_own(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    assert "Sager, du har" in (await hanne.types("mine")).words
    office.leaves_hr(hanne)
    assert "Sager, du har" not in (await hanne.types("mine")).words


async def ended(office: CaseOffice, who: Colleague, hanne: Colleague, number: int) -> None:
    await many(office, who, number)
    for case in office.cases:
        office.world.moment += datetime.timedelta(minutes=1)
        for verb, inputs in (
            ("claim", {}),
            ("assess", {"police_report": "no"}),
            ("close", {"reason": "Slut."}),
        ):
            now = office.world.store.tables.cases[case.id]
            await office.does(hanne, f"case.{verb}", now, **inputs)


async def test_the_last_closed_cases_are_listed_and_can_be_opened_again(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await ended(office, anna, hanne, 12)
    last = [case.id for case in reversed(office.cases)]
    for words in ("lukkede sager", "closed cases"):
        card = await hanne.types(words)
        assert listed(card) == last[:10]
    assert (await hanne.types("1")).words.count("genåbn")
    await hanne.types("genåbn")
    assert office.world.store.tables.cases[last[0]].owner == "hanne"
    assert "HR/Jura" in (await anna.types("lukkede sager")).words
    assert listed(anna.card) == []


async def test_a_case_is_found_by_its_number_here_or_in_the_other_system(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague
) -> None:
    await ended(office, anna, hanne, 1)
    await office.reports(bo, case_ref="SOC 2026/18")
    first, second = office.cases
    for said, found in (
        (f"sag {first.id[:8]}", first),
        (f"Sag: {second.id.upper()}", second),
        ("sag 2026-17", first),
        ("case soc  2026/18", second),
    ):
        assert (await hanne.types(said)).title.startswith(f"Misbrug, sag {found.id[:8]}")
    await hanne.types("sag 2026-17")
    await hanne.types("genåbn")
    assert office.world.store.tables.cases[first.id].is_open


async def test_several_cases_with_one_number_are_chosen_from_and_none_is_said_to_be_none(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await office.reports(bo)
    assert len(listed(await hanne.types("sag 2026-17"))) == 2
    await hanne.types("2")
    assert hanne.card.title.startswith("Misbrug, sag ")
    card = await hanne.types("sag 2099-1")
    assert "»2099-1«" in card.words
    assert listed(card) == []


async def test_only_hr_find_the_cases_of_others(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    assert "kun åbnes og behandles af HR/Jura" in (await bo.types("sag 2026-17")).words
    card = await anna.types(f"sag {office.case.id[:8]}")
    assert card.title == f"Sag {office.case.id[:8]} er gemt"


@pytest.mark.parametrize("text", ["Sag hvor en borger vil optage", "sag om 2 borgere, der vil optage mødet"])
async def test_what_begins_like_a_number_and_is_none_is_read_as_any_text(
    office: CaseOffice, anna: Colleague, text: str
) -> None:
    assert "HR/Jura" not in (await anna.types(text)).title + (await anna.types("case closed yesterday")).title


async def test_a_case_number_answers_the_question_for_it_and_opens_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    await anna.sends("misuse.begin", {})
    for text in ("Sag om børn blev delt.", "spring over", "i går", "sag 2026-17", "send"):
        await anna.types(text)
    assert [case.case_ref for case in office.cases] == ["2026-17", "sag 2026-17"]


async def test_a_damaged_place_in_the_list_is_its_beginning(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await many(office, anna, 2)
    for after in ("gestern", "0001-01-01T00:00:00+14:00", 7):
        card = await hanne.sends("list.cases", {"after": after, "after_id": ["x"]})
        assert len(listed(card)) == 2


async def test_only_hr_see_the_list(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await many(office, anna, 1)
    assert "kun åbnes og behandles af HR/Jura" in (await anna.types("sager")).words
    assert listed(await hanne.types("cases")) == [office.case.id]


async def test_the_morning_has_one_card_with_the_ten_oldest(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await many(office, anna, 12)
    assert await office.card_of(MORNING) is None
    office.world.moment += datetime.timedelta(days=3)
    card = await office.card_of(MORNING)
    assert card is not None
    assert card.title == "Sager, der har ventet for længe: 12"
    assert len(listed(card)) == 10
    assert "Facebook" not in str(card.json)


async def test_of_very_many_it_is_said_that_there_are_more(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await many(office, anna, 101)
    office.world.moment += datetime.timedelta(days=3)
    card = await office.card_of(MORNING)
    assert card is not None
    assert card.title == "Sager, der har ventet for længe: over 100"


async def test_mine_shows_requests_and_cases(office: CaseOffice, anna: Colleague, hanne: Colleague) -> None:
    await anna.asks()
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    card = await anna.types("mine")
    assert [b.verb for b in card.buttons[:2]] == ["refusal.show", "case.show"]
    assert "Misbrug, sag" in card.buttons[1].title
    assert (await anna.types("2")).title.startswith("HR/Jura har taget sag")
    assert "Sager, du har" in (await hanne.types("mine")).words
    assert (await hanne.types("1")).title.startswith("Misbrug, sag")


async def test_a_case_whose_owner_has_left_is_marked(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await many(office, anna, 2)
    for case, who in zip(office.cases, (hanne, hugo), strict=True):
        await office.does(who, "case.claim", case)
    office.leaves_hr(hanne)
    titles = [b.title for b in (await hugo.types("sager")).buttons if b.verb == "case.show"]
    marked = {"Hanne Holm" in title: "er ikke længere i HR/Jura" in title for title in titles}
    assert marked == {True: True, False: False}
