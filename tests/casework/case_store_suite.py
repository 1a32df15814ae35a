"""What every store must do with cases. A store's own tests inherit `CaseStoreSuite` and give a `store`."""

import asyncio
import datetime
from dataclasses import replace
from typing import Any

import pytest

from casework.about import About
from casework.cases import procedure
from casework.cases.case import Assessment, Case, CasePlace, Closing, Said, State
from casework.cases.channel import HrChannel
from casework.cases.errors import CaseMoved, UnknownCase
from casework.cases.moving import moved_key
from casework.cases.telling import CASE
from casework.cases.timing import scheduled
from casework.errors import KeyTaken
from casework.messages import HR_CHANNEL, Message
from casework.policy import Policy
from casework.store import Store
from tests.casework.cases.town import LINK, HrTown, misuse
from tests.casework.town import at
from tests.casework.whole_register import verify

CHANNEL = HrChannel("19:hr@thread.tacv2", "hanne", at(2, 9))


def case(case_id: str = "c1", key: str = "form-1", by: str = "anna", **changes: object) -> Case:
    made = procedure.report(misuse(key), case_id, by, "Jobcenter", at(2, 9)).after
    return replace(scheduled(made, at(2, 9), Policy()), **changes)  # type: ignore[arg-type]  # any field


def owned(case_id: str, key: str, since: datetime.datetime, state: State = State.CLAIMED) -> Case:
    return case(case_id, key, owner="hanne", state=state, waiting_since=since)


async def stored(store: Store, *cases: Case) -> None:
    async with store.unit() as unit:
        for one in cases:
            await unit.cases.add(one)


async def saved(store: Store, one: Case) -> None:
    async with store.unit() as unit:
        await unit.cases.save(one)


class CaseStoreSuite:
    async def test_a_case_comes_back_as_it_was_stored(self, store: Store) -> None:
        made = case(where="https://æøå.dk/?a=%20b", text="Delt på Facebook 🙂\n„Se her“", refusal="r1")
        whole = replace(
            made,
            version=2,
            oldest_card=2,
            state=State.CLOSED,
            owner="hanne",
            assessment=Assessment(
                harmed="Et barn",
                private="yes",
                manipulated="unclear",
                police_report="no",
                by="hanne",
                at=at(3),
            ),
            closing=Closing("hanne", at(4), "Taget ned."),
            earlier_assessments=(Assessment(police_report="yes", by="hugo", at=at(2)),),
            earlier_closings=(Closing("hugo", at(2), "Anmeldt.", "yes", "later"),),
            thread=(Said("reply", "hanne", at(3), "Vi ser på det."), Said("addition", "anna", at(3), "Mere")),
            unposted=True,
            keep_until=at(9),
            wake_at=at(9, 8, 30),
            waiting_since=at(3, 11),
        )
        await stored(store, made)
        assert await store.queries.case(made.id) == made
        await saved(store, whole)
        assert await store.queries.case(made.id) == whole
        async with store.unit() as unit:
            assert await unit.cases.get(made.id) == whole

    async def test_a_case_without_what_need_not_be_given_comes_back(self, store: Store) -> None:
        bare = case(kind="legal", where="", seen_on=None, case_ref="", facts={}, unit="")
        await stored(store, bare)
        assert await store.queries.case(bare.id) == bare

    async def test_a_case_that_does_not_exist_is_unknown(self, store: Store) -> None:
        with pytest.raises(UnknownCase):
            await store.queries.case("none")
        with pytest.raises(UnknownCase):
            async with store.unit() as unit:
                await unit.cases.get("none")

    async def test_a_unit_left_by_an_exception_stores_no_case_and_no_channel(self, store: Store) -> None:
        async def broken() -> None:
            async with store.unit() as unit:
                await unit.cases.add(case())
                await unit.channel.put(CHANNEL)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await broken()
        with pytest.raises(UnknownCase):
            await store.queries.case("c1")
        assert await store.queries.hr_channel() is None

    async def test_the_slower_of_two_claims_is_told_who_has_it(self, store: Store) -> None:
        made = case()
        await stored(store, made)
        hannes = procedure.claim(made, "hanne", at(2, 10), hr=True).after
        await saved(store, hannes)
        with pytest.raises(CaseMoved) as told:
            await saved(store, procedure.claim(made, "helge", at(2, 10), hr=True).after)
        assert told.value.present == hannes

    async def test_one_of_many_claims_at_once_wins(self, store: Store) -> None:
        await stored(store, case())

        async def press(person: str) -> str:
            async with store.unit() as unit:
                seen = await unit.cases.get("c1")
                await unit.cases.save(procedure.claim(seen, person, at(2, 10), hr=True).after)
            return person

        ends = await asyncio.gather(*(press(f"hr{n}") for n in range(6)), return_exceptions=True)
        won = [end for end in ends if isinstance(end, str)]
        assert [(await store.queries.case("c1")).owner] == won

    async def test_one_form_makes_one_case_for_its_reporter(self, store: Store) -> None:
        await stored(store, case(), case("c2", by="bent"))
        with pytest.raises(KeyTaken):
            await stored(store, case("c3"))
        first = await store.queries.case_by_key("anna", "form-1")
        assert first is not None
        assert first.id == "c1"
        assert await store.queries.case_by_key("anna", "form-2") is None

    async def test_what_somebody_reported_newest_first(self, store: Store) -> None:
        await stored(store, *(case(f"c{n}", str(n), created=at(2, 9 + n)) for n in range(3)))
        await stored(store, case("other", by="bent"))
        assert [one.id for one in await store.queries.cases_reported_by("anna")] == ["c2", "c1", "c0"]
        assert [one.id for one in await store.queries.cases_reported_by("anna", limit=1)] == ["c2"]

    async def test_what_somebody_has_while_it_is_open_longest_waiting_first(self, store: Store) -> None:
        await stored(
            store,
            owned("later", "1", at(4)),
            owned("sooner", "2", at(3), State.ANSWERED),
            owned("closed", "3", at(2), State.CLOSED),
            case("others", "4", owner="helge", state=State.CLAIMED),
            case("new", "5"),
        )
        assert [one.id for one in await store.queries.cases_owned_by("hanne")] == ["sooner", "later"]
        assert [one.id for one in await store.queries.cases_owned_by("hanne", limit=1)] == ["sooner"]

    async def test_open_cases_page_by_page_longest_waiting_first(self, store: Store) -> None:
        same = [owned(f"c{n}", f"same-{n}", at(3)) for n in range(4)]
        await stored(store, owned("last", "1", at(5)), case("first", "2", waiting_since=at(2)), *same)
        await stored(store, owned("closed", "3", at(2), State.CLOSED))
        ids, after = [], None
        while page := await store.queries.open_cases(limit=2, after=after):
            assert len(page) <= 2
            ids += [one.id for one in page]
            after = CasePlace(page[-1].waiting_since, page[-1].id)
        assert ids == ["first", "c0", "c1", "c2", "c3", "last"]

    async def test_how_many_stand_in_each_open_state(self, store: Store) -> None:
        assert not {state: n for state, n in (await store.queries.open_case_counts()).items() if n}
        await stored(store, case("a", "1"), case("b", "2"), owned("c", "3", at(3)))
        await stored(store, owned("d", "4", at(3), State.CLOSED))
        counts = await store.queries.open_case_counts()
        assert {state: n for state, n in counts.items() if n} == {State.NEW: 2, State.CLAIMED: 1}

    async def test_what_is_overdue_longest_waiting_first(self, store: Store) -> None:
        await stored(
            store,
            case("new", "1", waiting_since=at(4)),
            case("newer", "2", waiting_since=at(6)),
            owned("quiet", "3", at(2)),
            owned("claimed", "4", at(4)),
            owned("answered", "5", at(3), State.ANSWERED),
            owned("closed", "6", at(2), State.CLOSED),
        )
        overdue = await store.queries.overdue_cases(at(5), at(3, 12))
        assert [one.id for one in overdue] == ["quiet", "answered", "new"]
        assert [one.id for one in await store.queries.overdue_cases(at(5), at(3, 12), limit=1)] == ["quiet"]

    async def test_cases_about_the_same_link_newest_first(self, store: Store) -> None:
        await stored(store, *(case(f"c{n}", str(n), created=at(2, 9 + n)) for n in range(3)))
        await stored(store, case("none", "4", where=""), case("else", "5", where=f"{LINK}/3"))
        assert [one.id for one in await store.queries.cases_with_link(LINK)] == ["c2", "c1", "c0"]
        assert [one.id for one in await store.queries.cases_with_link(LINK, limit=1)] == ["c2"]
        assert list(await store.queries.cases_with_link("")) == []

    async def test_a_case_is_found_by_the_beginning_of_its_id(self, store: Store) -> None:
        ids = ["0a1b2c3d-1", "0a1b2c3d-2", "0a1b2c3e-1"]
        await stored(store, *(case(one, one) for one in ids))
        found = await store.queries.cases_with_id("0a1b2c3d")
        assert [one.id for one in found] == ids[:2]
        assert [one.id for one in await store.queries.cases_with_id("0a1b2c3d-2")] == [ids[1]]
        for too_little in ("", "0a1b2c3", "0a1b2c3f"):
            assert list(await store.queries.cases_with_id(too_little)) == []

    async def test_cases_are_found_by_their_reference_newest_first(self, store: Store) -> None:
        await stored(store, *(case(f"c{n}", str(n), created=at(2, 9 + n)) for n in range(2)))
        other = case("other", "4", case_ref="SØC  2026/18")
        await stored(store, other, case("none", "5", case_ref=""))
        assert [one.id for one in await store.queries.cases_with_reference("2026-17")] == ["c1", "c0"]
        assert [one.id for one in await store.queries.cases_with_reference("2026-17", limit=1)] == ["c1"]
        assert list(await store.queries.cases_with_reference(" søc 2026/18 ")) == [other]
        moved = replace(other, version=2, case_ref="2026-19")
        await saved(store, moved)
        assert list(await store.queries.cases_with_reference("2026-19")) == [moved]
        for nothing in ("", " ", "2026-1"):
            assert list(await store.queries.cases_with_reference(nothing)) == []

    async def test_closed_cases_those_first_that_were_closed_last(self, store: Store) -> None:
        ends = [owned(f"c{n}", str(n), at(2), State.CLOSED) for n in range(3)]
        await stored(store, *(replace(it, keep_until=at(20, n)) for n, it in enumerate(ends)))
        await stored(store, case("open", "open", keep_until=at(30)))
        assert [one.id for one in await store.queries.closed_cases()] == ["c2", "c1", "c0"]
        assert [one.id for one in await store.queries.closed_cases(limit=2)] == ["c2", "c1"]

    async def test_cases_that_are_due_longest_overdue_first(self, store: Store) -> None:
        await stored(
            store,
            case("b", "1", wake_at=at(3, 9)),
            case("a", "2", wake_at=at(3, 8)),
            case("later", "3", wake_at=at(4)),
            case("never", "4", wake_at=None),
        )
        assert list(await store.queries.due_cases(at(3, 9))) == ["a", "b"]
        assert list(await store.queries.due_cases(at(3, 9), limit=1)) == ["a"]

    async def test_a_channel_wakes_what_is_open_and_not_posted_and_nothing_else(self, store: Store) -> None:
        await stored(
            store,
            case("unposted", "1", unposted=True, wake_at=at(9)),
            case("posted", "2"),
            owned("closed", "3", at(2), State.CLOSED),
            case("ended", "4", owner="hanne", state=State.CLOSED, unposted=True, wake_at=at(9)),
        )
        async with store.unit() as unit:
            await unit.cases.wake_unposted(at(3))
        assert list(await store.queries.unposted_cases(at(3), 9)) == ["unposted"]
        assert list(await store.queries.due_cases(at(3))) == []
        assert (await store.queries.case("unposted")).version == 1
        assert (await store.queries.case("ended")).wake_at == at(9)

    async def test_what_is_to_be_posted_comes_in_order(self, store: Store) -> None:
        waits: dict[str, Any] = {"unposted": True, "wake_at": at(3)}
        taken: dict[str, Any] = {"owner": "hanne", "state": State.CLAIMED}
        await stored(
            store,
            case("old", "1", created=at(1), **waits),
            case("new", "2", created=at(2), **waits),
            case("taken", "3", created=at(3), **waits, **taken),
            case("later", "4", unposted=True, wake_at=at(4)),
        )
        assert list(await store.queries.unposted_cases(at(3), 9)) == ["new", "old", "taken"]
        assert list(await store.queries.unposted_cases(at(3), 1)) == ["new"]

    async def test_what_lacks_a_card_in_a_channel_comes_in_the_same_order(self, store: Store) -> None:
        await stored(
            store,
            case("taken", "1", created=at(3), owner="hanne", state=State.CLAIMED, version=2),
            case("old", "2", created=at(1)),
            case("new", "3", created=at(2)),
            case("unposted", "4", unposted=True),
            owned("closed", "5", at(2), State.CLOSED),
        )
        queries = store.queries
        everything = [("new", 1), ("old", 1), ("taken", 2)]
        assert list(await queries.cases_without_card("19:hr", 9)) == everything
        assert list(await queries.cases_without_card("19:hr", 1)) == everything[:1]
        async with store.unit() as unit:
            about = About("case", "new")
            await unit.outbox.put(Message(CASE, HR_CHANNEL, about, moved_key(about, 1, "19:hr")))
        assert list(await queries.cases_without_card("19:hr", 9)) == everything[1:]

    async def test_a_removed_case_is_gone(self, store: Store) -> None:
        await stored(store, case())
        async with store.unit() as unit:
            await unit.cases.remove("c1")
        with pytest.raises(UnknownCase):
            await store.queries.case("c1")

    async def test_a_cases_whole_life(self, store: Store) -> None:
        town = HrTown(store)
        anna, hanne = town.colleague("Anna"), town.colleague("Hanne", hr=True)
        reported = await anna.reports()
        assessed = await hanne.assesses(await hanne.claims(reported))
        closed = await hanne.closes(await hanne.replies(await anna.adds(assessed)))
        assert await town.now(reported) == closed
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []
        await town.time_passes_until(closed.keep_until)
        with pytest.raises(UnknownCase):
            await town.now(reported)
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []

    async def test_a_question_about_a_request_and_its_answer_stand_with_both(self, store: Store) -> None:
        town = HrTown(store)
        anna, hanne = town.colleague("Anna", leader="Lone"), town.colleague("Hanne", hr=True)
        town.person("Lone")
        asked = await anna.asks_hr_about(await anna.asks())
        (legal,) = await store.queries.cases_reported_by("anna")
        await hanne.replies(await hanne.claims(legal), "Ja, den er saglig.")
        assert [said.text for said in (await town.stands(asked)).consulted] == [
            "Er grunden saglig?",
            "Ja, den er saglig.",
        ]
        assert (await town.now(legal)).state is State.ANSWERED
