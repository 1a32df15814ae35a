"""HR/Jura's list of what is open, the morning's card, and what is one's own."""

import datetime

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
    assert "Nye: \n2" in card.words
    assert "Taget: \n1" in card.words
    assert [b.title.startswith("For længe.") for b in card.buttons if b.verb == "case.show"] == [
        True,
        True,
        False,
    ]


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
