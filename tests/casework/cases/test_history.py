"""What a case had come to stays a part of it, whatever happens to it later."""

from dataclasses import replace

from casework.cases.case import Case
from casework.cases.form import AssessmentForm
from casework.cases.record import details_of, record_of, standings_of
from casework.register import details_in, standing_after
from tests.casework.cases.town import Colleague, HrTown
from tests.casework.town import at

FOR_THE_POLICE = AssessmentForm(police_report="yes", text="Truslerne er alvorlige.")


async def reported_to_the_police(anna: Colleague, hanne: Colleague) -> Case:
    return await hanne.closes(
        await hanne.assesses(await hanne.claims(await anna.reports()), FOR_THE_POLICE), "Anmeldt i dag."
    )


async def test_a_reporters_addition_does_not_remove_why_it_was_closed(
    anna: Colleague, hanne: Colleague
) -> None:
    closed = await reported_to_the_police(anna, hanne)
    opened = await anna.adds(closed)
    assert opened.closing is None
    assert opened.earlier_closings == (closed.closing,)


async def test_each_closing_is_kept_with_who_when_and_why(
    town: HrTown, anna: Colleague, hanne: Colleague
) -> None:
    closed = await reported_to_the_police(anna, hanne)
    town.clock.moment = at(3, 9)
    again = await hanne.closes(await hanne.reopens(closed), "Overdraget.")
    opened = await hanne.reopens(again)
    told = [(one.by, one.at, one.reason, one.police_report) for one in opened.earlier_closings]
    assert told == [
        ("hanne", closed.closing and closed.closing.at, "Anmeldt i dag.", "yes"),
        ("hanne", at(3, 9), "Overdraget.", "yes"),
    ]


async def test_an_assessment_that_is_changed_is_kept(anna: Colleague, hanne: Colleague) -> None:
    first = await hanne.assesses(await hanne.claims(await anna.reports()), FOR_THE_POLICE)
    changed = await hanne.assesses(first, AssessmentForm(police_report="no"))
    assert changed.assessment
    assert changed.assessment.police_report == "no"
    assert changed.earlier_assessments == (first.assessment,)


async def test_so_is_one_that_a_colleague_goes_on_with(
    town: HrTown, anna: Colleague, hanne: Colleague
) -> None:
    hugo = town.colleague("Hugo", hr=True)
    first = await hanne.assesses(await hanne.claims(await anna.reports()), FOR_THE_POLICE)
    second = await hugo.assesses(await hugo.gives(first, hugo), AssessmentForm(threats="yes"))
    assert [one.by for one in second.earlier_assessments] == ["hanne"]


async def test_filling_in_what_was_open_is_no_change(anna: Colleague, hanne: Colleague) -> None:
    first = await hanne.assesses(await hanne.claims(await anna.reports()), AssessmentForm(harmed="Et barn"))
    again = await hanne.assesses(first, AssessmentForm(harmed="Et barn", police_report="yes"))
    assert again.earlier_assessments == ()


async def test_the_register_says_what_each_assessment_came_to_and_covers_what_is_kept(
    town: HrTown, anna: Colleague, hanne: Colleague
) -> None:
    closed = await reported_to_the_police(anna, hanne)
    (chain,) = [chain async for chain in town.store.queries.chains()]
    told = {event.event: details_in(event.details).get("police_report") for event in chain}
    assert (told["case.claim"], told["case.assess"], told["case.close"]) == (None, "yes", "yes")
    opened = await anna.adds(closed)
    (chain,) = [chain async for chain in town.store.queries.chains()]
    assert standing_after(chain[-1]) in standings_of(opened)
    (kept,) = opened.earlier_closings
    for forged in (
        replace(opened, earlier_closings=()),
        replace(kept, reason="x"),
        replace(kept, reported="no"),
    ):
        changed = forged if isinstance(forged, Case) else replace(opened, earlier_closings=(forged,))
        assert standing_after(chain[-1]) not in standings_of(changed)


async def test_an_event_from_before_still_fits_an_open_case_that_is_assessed(
    anna: Colleague, hanne: Colleague
) -> None:
    it = await hanne.assesses(await hanne.claims(await anna.reports()), FOR_THE_POLICE)
    details = {name: told for name, told in details_of(it).items() if name != "police_report"}
    fits = [s.details for s in standings_of(it) if s.record == record_of(it)]
    assert any(details_in(one) == details for one in fits)
