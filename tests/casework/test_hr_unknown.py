"""While nobody can say who is of HR/Jura, nobody is told that they are not, and the others go on."""

from dataclasses import replace

import pytest

from casework.cases.errors import NotHr
from casework.errors import DirectoryUnavailable
from casework.oversight.rights import only_hr
from casework.refusal.errors import NotTheLeader
from tests.casework.cases.town import HrTown
from tests.casework.town import at


@pytest.fixture
def town() -> HrTown:
    return HrTown()


def forgets_who_is_hr(town: HrTown) -> None:
    town.directory.people = {one.id: replace(one, hr=None) for one in town.directory.people.values()}


async def test_what_is_hr_s_alone_is_put_off(town: HrTown) -> None:
    anna, hanne = town.colleague("Anna"), town.colleague("Hanne", hr=True)
    case = await anna.reports()
    forgets_who_is_hr(town)
    with pytest.raises(DirectoryUnavailable):
        await hanne.claims(case)
    with pytest.raises(DirectoryUnavailable):
        await only_hr(town.desk, hanne.id)
    with pytest.raises(NotHr):
        await only_hr(town.desk, "a stranger")


async def test_a_leader_hands_a_request_over_all_the_same(town: HrTown) -> None:
    anna, lone = town.colleague("Anna", leader="Lone"), town.colleague("Lone")
    bo, hanne, emil = town.colleague("Bo"), town.colleague("Hanne", hr=True), town.colleague("Emil")
    request = await anna.asks(meeting=at(30))
    with pytest.raises(NotTheLeader):
        await emil.hands_over(request, bo)
    forgets_who_is_hr(town)
    with pytest.raises(DirectoryUnavailable):
        await hanne.hands_over(request, bo)
    assert (await lone.hands_over(request, bo)).leader == bo.id
