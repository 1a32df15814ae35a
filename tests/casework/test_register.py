"""Whoever changes the register leaves a trace: which event, and what is wrong with it."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import seals
from casework.about import About, PackMark
from casework.refusal.record import record_of, standings_of
from casework.refusal.request import Said
from casework.register import COLUMNS, Entry, Event, chained, hash_of
from casework.seals import Head, Seal, sealed
from casework.verifying import Fault, verify_chain
from tests.casework.store_suite import request
from tests.casework.town import PACK, at
from tests.casework.whole_register import faults_of_register

ONE, TWO = About("refusal", "1"), About("refusal", "2")


def chain(length: int, about: About = ONE) -> list[Event]:
    events: list[Event] = []
    for n in range(length):
        entry = Entry(
            about=about,
            event=f"refusal.{n}",
            actor="lone",
            at=at(2, 8, n),
            pack=PACK,
            details={"leader": "lone"},
        )
        events.append(chained(entry, events[-1] if events else None))
    return events


def rehashed(event: Event) -> Event:
    return replace(event, hash=hash_of(event))


def seal_of(*chains: Sequence[Event], last: Seal | None = None) -> Seal:
    return sealed([Head(c[-1].about, c[-1].seq, c[-1].hash) for c in chains], last, at(3))


def faults(chains: Sequence[Sequence[Event]], *taken: Seal) -> list[Fault]:
    return faults_of_register(chains, taken)


OTHER_VALUES: dict[str, Any] = {
    "about": TWO,
    "at": at(9),
    "seq": 77,
}


def test_every_stored_column_is_covered() -> None:
    assert [field.name for field in fields(Event)] == [*COLUMNS, "hash"]


@pytest.mark.parametrize("column", [field.name for field in fields(Event)])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_change_in_any_column_is_found(column: str, place: int) -> None:
    events = chain(5)
    events[place] = replace(events[place], **{column: OTHER_VALUES.get(column, "changed")})
    assert events[place].seq in {fault.seq for fault in verify_chain(events)}


def test_a_whole_chain_has_no_faults() -> None:
    assert verify_chain(chain(5)) == []
    assert verify_chain(list(reversed(chain(5)))) == []  # in whatever order it is read
    assert verify_chain([]) == []


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_removed_event_is_named(place: int) -> None:
    events = chain(5)
    del events[place]
    assert verify_chain(events) == [Fault(ONE, place + 1, "missing")]


def test_an_event_that_was_rewritten_with_its_hash_is_named() -> None:
    events = chain(5)
    events[2] = rehashed(replace(events[2], actor="bent"))
    assert verify_chain(events) == [Fault(ONE, 3, "changed")]


def test_two_events_in_each_others_place_are_named() -> None:
    events = chain(5)
    events[1], events[2] = replace(events[2], seq=2), replace(events[1], seq=3)
    assert verify_chain(events) == [Fault(ONE, 2, "reordered"), Fault(ONE, 3, "reordered")]


def test_an_event_told_twice_is_named() -> None:
    events = chain(3)
    assert Fault(ONE, 2, "repeated") in verify_chain([*events, events[1]])


def test_a_number_far_off_does_not_make_a_million_faults() -> None:
    events = chain(2)
    events[1] = replace(events[1], seq=10**9)
    assert len(verify_chain(events)) < 2000


def rewrite_from(start: int) -> list[Event]:
    """What a forger with the whole table can do: everything from one event on, in a chain that fits."""
    events: list[Event] = chain(start)
    for n in range(start, 5):
        entry = Entry(about=ONE, event=f"forged.{n}", actor="bent", at=at(2, 8, n), pack=PACK)
        events.append(chained(entry, events[-1] if events else None))
    return events


@pytest.mark.parametrize("start", [0, 2, 4])
def test_a_chain_written_anew_is_found_by_its_seal(start: int) -> None:
    forged = rewrite_from(start)
    assert verify_chain(forged) == []
    assert faults([forged], seal_of(chain(5))) == [Fault(ONE, 5, "changed")]


def test_a_missing_tail_and_a_missing_chain_are_found_by_their_seal() -> None:
    one, two = chain(5), chain(3, TWO)
    seal = seal_of(one, two)
    assert faults([one, two], seal) == []
    assert faults([one[:4], two], seal) == [Fault(ONE, 5, "tail missing")]
    assert faults([one], seal) == [Fault(TWO, 3, "tail missing")]


def test_seals_are_chained_themselves() -> None:
    one = chain(5)
    first = seal_of(one[:2])
    second = seal_of(one[:4], last=first)
    third = seal_of(one, last=second)
    assert faults([one], first, second, third) == []
    assert Fault(About("seal", "2"), 2, "seal missing") in faults([one], first, third)
    forged = replace(second, heads=())
    assert faults([one], first, forged, third) == [Fault(About("seal", "2"), 2, "seal changed")]
    written_anew = sealed([], first, at(3))
    assert faults([one], first, written_anew, third) == [Fault(About("seal", "3"), 3, "seal changed")]


class TestPurged:
    gone: Callable[[list[Event]], Event] = staticmethod(
        lambda events: chained(seals.purged(events[-1], "clock", at(9), PACK), None)
    )

    def test_the_rest_stays_verifiable(self) -> None:
        one, two = chain(5), chain(3, TWO)
        first = seal_of(one[:2], two)
        second = seal_of(one, last=first)
        assert faults([[self.gone(one)], two], first, second) == []

    def test_a_chain_cannot_be_called_purged_at_another_length_or_while_it_stands(self) -> None:
        one = chain(5)
        assert faults([[self.gone(one[:3])]], seal_of(one)) == [Fault(ONE, 5, "changed")]
        assert faults([[self.gone(rewrite_from(2))]], seal_of(one)) == [Fault(ONE, 5, "changed")]
        assert faults([[self.gone(one)], one], seal_of(one)) == [Fault(ONE, 5, "repeated")]

    @pytest.mark.parametrize("kind", ["case", "refusal"])
    async def test_what_stands_though_it_is_called_purged_is_told_whatever_its_kind(self, kind: str) -> None:
        """A register is read in the order of its names, in which `case:` comes before `purged:`."""
        stands, other = chain(3, About(kind, "1")), chain(2, About(kind, "2"))
        by_name = sorted(([self.gone(stands)], stands, other), key=lambda events: str(events[0].about))
        found = faults(by_name, seal_of(stands, other))
        assert found == [Fault(stands[0].about, 3, "repeated")]

    @pytest.mark.parametrize("kind", ["case", "refusal"])
    def test_in_whatever_order_they_come(self, kind: str) -> None:
        one = chain(5, About(kind, "1"))
        both = [[self.gone(one)], one]
        for chains in (both, both[::-1]):
            assert faults(chains, seal_of(one)) == [Fault(About(kind, "1"), 5, "repeated")]

    @pytest.mark.parametrize("details", ["{", "{}", '{"seq":"x","hash":""}'])
    def test_damaged_details_are_a_fault_and_no_crash(self, details: str) -> None:
        damaged = replace(self.gone(chain(5)), details=details)
        assert faults([[damaged]]) == [Fault(damaged.about, 1, "changed")]


@given(st.data())
def test_any_subset_or_order_that_is_not_the_chain_is_found(data: st.DataObject) -> None:
    events = chain(6)
    kept = data.draw(st.lists(st.sampled_from(events), unique_by=lambda e: e.seq))
    numbers = data.draw(st.permutations(range(1, len(kept) + 1)))
    renumbered = [replace(event, seq=seq) for event, seq in zip(kept, numbers, strict=True)]
    is_a_beginning = sorted(renumbered, key=lambda e: e.seq) == events[: len(kept)]
    assert (verify_chain(renumbered) == []) is is_a_beginning


def test_the_digest_of_a_record_covers_what_was_written() -> None:
    before = request()
    assert record_of(before) == record_of(replace(before, version=9, wake_at=None, keep_until=at(9)))
    assert record_of(replace(before, reminders=3)) != record_of(before)
    assert record_of(replace(before, nearest_leader="bent")) != record_of(before)
    assert record_of(replace(before, municipal_interest="Andet.")) != record_of(before)
    assert record_of(replace(before, case_ref="1")) != record_of(before)
    assert record_of(replace(before, thread=(Said("question", "lone", at(2), "Hvorfor?"),))) != record_of(
        before
    )


def test_a_record_covers_unit_and_guideline_and_one_from_before_still_verifies() -> None:
    before = request()
    now, _, earliest = (standing.record for standing in standings_of(before))
    assert now == record_of(before)
    assert earliest == "76b908530ba46a04674785c86eb52f305c82415b74382b159b3780d9b19743df"
    for changed in (replace(before, unit="Skole"), replace(before, pack=PackMark("0", "c0ffee"))):
        assert now not in [standing.record for standing in standings_of(changed)]


def test_texts_that_run_together_have_different_hashes() -> None:
    one = chain(1)[0]
    assert hash_of(replace(one, event="ab", actor="c")) != hash_of(replace(one, event="a", actor="bc"))


def test_a_moment_is_hashed_as_the_same_moment_anywhere() -> None:
    one = chain(1)[0]
    elsewhere = one.at.astimezone(datetime.timezone(datetime.timedelta(hours=5)))
    assert hash_of(replace(one, at=elsewhere)) == one.hash


def test_a_day_is_sealed_once() -> None:
    seal = sealed([], None, at(3, 0, 30))
    assert seals.seal_is_due(None, at(3))
    assert not seals.seal_is_due(seal, at(3, 23, 30))
    assert seals.seal_is_due(seal, at(4, 0, 1))


def test_an_event_carries_its_pack() -> None:
    mark = PackMark("2027.1", "b" * 64)
    event = chained(Entry(about=ONE, event="e", actor="a", at=at(2), pack=mark), None)
    assert (event.pack_version, event.pack_hash) == (mark.version, mark.hash)
