from casework.oversight.ports import UnitCount
from casework.oversight.radar import Radar, Split, radar
from casework.refusal.equal_treatment import Circumstances, Outcome

ALIKE = Circumstances("others_present", "citizen", "audio", others=True)
VIDEO = Circumstances("others_present", "citizen", "video", others=True)


def counts(alike: Circumstances = ALIKE, /, **units: tuple[int, int]) -> list[UnitCount]:
    """Units with how many they refused and allowed."""
    outcomes: tuple[Outcome, Outcome] = ("refused", "allowed")
    return [
        UnitCount(alike, unit, outcome, number)
        for unit, numbers in units.items()
        for outcome, number in zip(outcomes, numbers, strict=True)
        if number
    ]


def seen(*listed: UnitCount) -> Radar:
    return radar(listed, "2024-11")


def test_a_unit_is_compared_with_all_others_together() -> None:
    found = seen(*counts(Jobcenter=(9, 1), Skole=(1, 9), Ældre=(0, 5)))
    first = found.differences[0]
    assert (first.unit, first.here, first.elsewhere) == ("Jobcenter", Split(9, 1), Split(1, 14))
    assert first.sure == "hardly_chance"
    assert round(first.size, 2) == 0.83
    assert found.compared == 3


def test_only_like_circumstances_are_compared() -> None:
    assert seen(*counts(Jobcenter=(9, 0)), *counts(VIDEO, Skole=(0, 9))).compared == 0


def test_where_only_one_outcome_occurs_nothing_is_compared() -> None:
    assert seen(*counts(Jobcenter=(9, 0), Skole=(4, 0))).compared == 0


def test_a_unit_alone_is_compared_with_nobody() -> None:
    assert seen(*counts(Jobcenter=(5, 4))).compared == 0


def test_two_units_make_one_comparison_told_from_the_one_that_refuses_more() -> None:
    found = seen(*counts(Jobcenter=(1, 9), Skole=(6, 4)))
    assert [one.unit for one in found.differences] == ["Skole"]
    assert found.compared == 1


def test_few_cases_may_well_be_chance_and_are_called_few() -> None:
    (only,) = seen(*counts(Jobcenter=(1, 0), Skole=(0, 3))).differences
    assert only.sure == "easily_chance"
    assert only.is_few


def test_many_cases_are_not_called_few() -> None:
    (only,) = seen(*counts(Jobcenter=(9, 1), Skole=(1, 9))).differences
    assert not only.is_few


def test_the_more_is_compared_the_less_a_single_difference_is_worth() -> None:
    """2 of 12 and 8 of 12: one in forty-odd by chance, hence remarkable alone and not among many."""
    alone = seen(*counts(Jobcenter=(9, 3), Skole=(3, 9)))
    assert 0.01 < alone.differences[0].chance < 0.05
    assert alone.differences[0].sure == "hardly_chance"
    others = {f"Enhed {n}": (1, 1) for n in range(6)}
    among_many = seen(*counts(Jobcenter=(9, 3), Skole=(3, 9)), *counts(VIDEO, **others))
    assert among_many.compared == 7
    assert among_many.differences[0].sure == "perhaps_chance"
    assert round(among_many.by_chance, 2) == 0.35


def test_what_is_surest_comes_first_and_then_what_differs_most() -> None:
    found = seen(
        *counts(Jobcenter=(40, 10), Skole=(10, 40)),
        *counts(VIDEO, Bibliotek=(1, 0), Havn=(0, 2), Park=(1, 1)),
    )
    assert [one.unit for one in found.differences] == ["Jobcenter", "Bibliotek", "Havn", "Park"]
    assert [one.sure for one in found.differences][:2] == ["hardly_chance", "easily_chance"]


def test_units_that_decide_alike_are_left_out_but_counted() -> None:
    found = seen(*counts(Jobcenter=(2, 2), Skole=(2, 2)))
    assert (found.differences, found.compared) == ([], 1)


def test_counts_taken_back_and_what_nobody_decided_do_not_count() -> None:
    listed = [*counts(Jobcenter=(3, 1), Skole=(1, 1)), UnitCount(ALIKE, "Park", "refused", 0)]
    listed += [UnitCount(ALIKE, "Park", "lapsed", 4), UnitCount(ALIKE, "Park", "asked", 4)]
    assert seen(*listed).compared == 1
