"""What is kept about somebody, for a request for access."""

import pytest

from casework.cases.errors import NotHr
from casework.oversight.access import Package, TooShortError, look_for, take_out
from casework.oversight.subject import Subject
from casework.refusal.request import Refusal
from tests.casework.town import Person, Town


@pytest.fixture
def hanne(town: Town) -> Person:
    return town.person("Hanne", hr=True)


@pytest.fixture
async def approved(anna: Person, lone: Person) -> Refusal:
    asked = await anna.asks()
    asked = await anna.consults_hr(asked)
    return await lone.approves(asked)


async def taken(town: Town, hanne: Person, subject: Subject, *, withhold: bool = False) -> Package:
    return await take_out(town.desk, hanne.id, subject, "look-1", withhold=withhold)


def events(package: Package, name: str) -> list[object]:
    return [row.values["actor"] for row in package.stored["events"] if row.values["event"] == name]


async def test_everything_about_a_case_is_found_by_its_reference(
    town: Town, hanne: Person, approved: Refusal
) -> None:
    found = await taken(town, hanne, Subject(written="2026-17"))
    assert [row.values["id"] for row in found.stored["refusals"]] == [approved.id]
    (asked,) = found.stored["cases"]
    abouts = {f"refusal:{approved.id}", f"case:{asked.values['id']}"}
    assert {row.values["about"] for row in found.stored["events"]} == abouts
    assert len(found.stored["outbox"]) == len(town.sent())
    assert found.people["anna"] == "Anna"


async def test_a_like_reference_is_another_case(town: Town, hanne: Person, approved: Refusal) -> None:
    for reference in ("2026-1", "026-17", "2026-171"):
        assert (await taken(town, hanne, Subject(written=reference))).number == 0


async def test_a_person_is_found_in_every_part_they_had(
    town: Town, hanne: Person, approved: Refusal, dora: Person
) -> None:
    assert (await taken(town, hanne, Subject(person="lone"))).stored["refusals"]
    assert (await taken(town, hanne, Subject(person="hanne"))).stored.get("refusals") is None


async def test_a_name_is_found_in_what_people_wrote(town: Town, hanne: Person, anna: Person) -> None:
    await anna.asks(municipal_interest="Karen  Knudsen fortæller om sine børn.", key="2")
    for written in ("karen knudsen", "Karen Knudsen"):
        assert (await taken(town, hanne, Subject(written=written))).stored["refusals"]
    assert (await taken(town, hanne, Subject(written="Karen Knud"))).number == 0


async def test_nothing_is_found_where_nothing_is_kept(town: Town, hanne: Person) -> None:
    found = await look_for(town.desk, hanne.id, Subject(written="Karen Knudsen"))
    assert (found.number, found.stored) == (0, {})


async def test_names_in_the_log_can_be_withheld_but_not_who_decided(
    town: Town, hanne: Person, approved: Refusal
) -> None:
    found = await taken(town, hanne, Subject(written="2026-17"), withhold=True)
    assert events(found, "refusal.approve") == ["lone"]
    (consulted,) = events(found, "refusal.consult")
    assert str(consulted).startswith("#")
    assert events(found, "refusal.submit") == [consulted]
    log = str([row.values for table in ("events", "outbox") for row in found.stored[table]])
    assert "anna" not in log
    assert found.stored["refusals"][0].values["asked_by"] == "anna"


async def test_whom_it_is_about_is_named_in_their_own_log(
    town: Town, hanne: Person, approved: Refusal
) -> None:
    found = await taken(town, hanne, Subject(person="anna"), withhold=True)
    assert events(found, "refusal.consult") == ["anna"]


async def test_each_look_is_recorded_without_what_was_looked_for(
    town: Town, hanne: Person, approved: Refusal
) -> None:
    look = await look_for(town.desk, hanne.id, Subject(written="2026-17"))
    await take_out(town.desk, hanne.id, Subject(written="2026-17"), look.id, withhold=True)
    chain = next(chain for about, chain in town.memory.tables.chains.items() if about.kind == "access")
    assert [(event.event, event.actor) for event in chain] == [
        ("access.search", "hanne"),
        ("access.export", "hanne"),
    ]
    assert "2026-17" not in str(chain)
    assert '"names":"withheld"' in chain[1].details


async def test_only_hr_may_look(town: Town, anna: Person, lone: Person, approved: Refusal) -> None:
    for person in (anna.id, lone.id, "nobody"):
        with pytest.raises(NotHr):
            await look_for(town.desk, person, Subject(written="2026-17"))
    assert not any(about.kind == "access" for about in town.memory.tables.chains)


async def test_what_would_be_found_everywhere_is_not_looked_for(town: Town, hanne: Person) -> None:
    with pytest.raises(TooShortError):
        await look_for(town.desk, hanne.id, Subject(written="af"))
