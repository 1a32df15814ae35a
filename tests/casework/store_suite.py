"""What every store must do. A store's own tests inherit `StoreSuite` and give it a fixture `store`."""

import asyncio
import datetime
from dataclasses import replace

import pytest

from casework import sealing, seals
from casework.about import About
from casework.errors import KeyTaken
from casework.messages import HR_CHANNEL, Message
from casework.policy import Policy
from casework.refusal import absences, procedure
from casework.refusal.absence import Absence
from casework.refusal.equal_treatment import Circumstances, Counted
from casework.refusal.errors import AlreadyHandled, UnknownRequest
from casework.refusal.request import Asked, Refusal, State
from casework.refusal.timing import scheduled
from casework.register import Entry
from casework.seals import Head
from casework.store import Store
from tests.casework.town import PACK, Town, at, form
from tests.casework.whole_register import verify

ALIKE = Circumstances("harassment", "citizen", "audio", others=False)


def request(refusal_id: str = "r1", key: str = "form-1", by: str = "anna", **changes: object) -> Refusal:
    made = procedure.submit(
        form(key, milder_choices="pause,notes"), refusal_id, by, Asked("Jobcenter", "lone", "lone"), at(2, 9)
    ).after
    return replace(scheduled(made, Policy()), **changes)  # type: ignore[arg-type]  # any field may be changed


async def stored(store: Store, *requests: Refusal) -> None:
    async with store.unit() as unit:
        for one in requests:
            await unit.refusals.add(one)


class StoreSuite:
    async def test_a_request_comes_back_as_it_was_stored(self, store: Store) -> None:
        made = request()
        step = procedure.ask_back(made, "lone", "Er en pause prøvet? 🙂", at(2, 10))
        asked = scheduled(step.after, Policy())
        approved = scheduled(procedure.approve(asked, "lone", "Vurderet.", at(2, 11)).after, Policy())
        await stored(store, made)
        for one in (asked, approved):
            async with store.unit() as unit:
                await unit.refusals.save(one)
        assert await store.queries.refusal(made.id) == approved

    async def test_what_does_not_exist_is_unknown(self, store: Store) -> None:
        with pytest.raises(UnknownRequest):
            await store.queries.refusal("none")
        with pytest.raises(UnknownRequest):
            async with store.unit() as unit:
                await unit.refusals.get("none")

    async def test_what_nobody_was_told_of_has_no_version_told(self, store: Store) -> None:
        assert await store.queries.told_version(About("refusal", "r1"), "lone") is None

    async def test_a_unit_left_by_an_exception_stores_nothing(self, store: Store) -> None:
        async def broken() -> None:
            async with store.unit() as unit:
                await unit.refusals.add(request())
                await unit.register.record(self.entry(About("refusal", "r1")))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await broken()
        assert [chain async for chain in store.queries.chains()] == []
        with pytest.raises(UnknownRequest):
            await store.queries.refusal("r1")

    async def test_the_slower_of_two_saves_is_told_what_stands(self, store: Store) -> None:
        made = request()
        await stored(store, made)
        approved = procedure.approve(made, "lone", "Vurderet.", at(2, 10)).after
        denied = procedure.deny(made, "lone", "En pause er nok.", at(2, 10)).after
        async with store.unit() as unit:
            await unit.refusals.save(approved)
        with pytest.raises(AlreadyHandled) as told:
            async with store.unit() as unit:
                await unit.refusals.save(denied)
        assert told.value.present == approved
        assert (await store.queries.refusal("r1")).state is State.APPROVED

    async def test_one_of_many_saves_at_once_wins(self, store: Store) -> None:
        made = request()
        await stored(store, made)

        async def press(reason: str) -> str:
            async with store.unit() as unit:
                seen = await unit.refusals.get("r1")
                await unit.refusals.save(procedure.deny(seen, "lone", reason, at(2, 10)).after)
            return reason

        ends = await asyncio.gather(*(press(str(n)) for n in range(6)), return_exceptions=True)
        won = [end for end in ends if isinstance(end, str)]
        last = (await store.queries.refusal("r1")).decision
        assert len(won) == 1
        assert last is not None
        assert last.reason == won[0]

    async def test_one_form_makes_one_request_for_its_requester(self, store: Store) -> None:
        await stored(store, request(), request("r2", by="bent"))
        with pytest.raises(KeyTaken):
            await stored(store, request("r3"))
        first = await store.queries.by_key("anna", "form-1")
        assert first is not None
        assert first.id == "r1"
        assert await store.queries.by_key("anna", "form-2") is None

    async def test_mine_is_newest_first_and_no_longer_than_asked_for(self, store: Store) -> None:
        for n in range(3):
            await stored(store, request(f"r{n}", key=str(n), created=at(2, 9 + n)))
        await stored(store, request("other", by="bent"))
        assert [one.id for one in await store.queries.mine("anna")] == ["r2", "r1", "r0"]
        assert [one.id for one in await store.queries.mine("anna", limit=1)] == ["r2"]

    async def test_what_waits_for_a_leader_whatever_made_it_theirs(self, store: Store) -> None:
        await stored(
            store,
            request("late", "1", expires=at(9)),
            request("soon", "2", expires=at(3)),
            request("deputy", "3", leader="bo", stands_in_for="lone", expires=at(4)),
            request("above", "4", leader="bo", escalated_to="lone", expires=at(5)),
            request("done", "5", state=State.DENIED),
            request("other", "6", leader="bo"),
        )
        assert [one.id for one in await store.queries.waiting_for("lone")] == [
            "soon",
            "deputy",
            "above",
            "late",
        ]
        async with store.unit() as unit:
            assert {one.id for one in await unit.refusals.open_with("lone")} == {"late", "soon"}

    async def test_what_is_due_longest_overdue_first(self, store: Store) -> None:
        await stored(
            store,
            request("b", "1", wake_at=at(3, 9)),
            request("a", "2", wake_at=at(3, 8)),
            request("later", "3", wake_at=at(4)),
            request("never", "4", wake_at=None),
        )
        assert list(await store.queries.due(at(3, 9))) == ["a", "b"]
        assert list(await store.queries.due(at(3, 9), limit=1)) == ["a"]

    async def test_removed_is_gone(self, store: Store) -> None:
        await stored(store, request())
        async with store.unit() as unit:
            await unit.refusals.remove("r1")
        with pytest.raises(UnknownRequest):
            await store.queries.refusal("r1")

    async def test_the_register_chains_seals_and_forgets(self, store: Store) -> None:
        one, two = About("refusal", "1"), About("case", "2")
        async with store.unit() as unit:
            first, _, head = [await unit.register.record(self.entry(about)) for about in (one, two, one)]
        assert (first.seq, head.seq, head.previous) == (1, 2, first.hash)
        async with store.unit() as unit:
            heads = await unit.register.unsealed()
            assert [(str(h.about), h.seq) for h in heads] == [("case:2", 1), ("refusal:1", 2)]
            await unit.register.add_seal(seals.sealed(heads, await unit.register.last_seal(), at(3)))
        async with store.unit() as unit:
            assert await unit.register.unsealed() == []
            await unit.register.record(self.entry(two))
            await unit.register.record(seals.purged(head, "clock", at(4), PACK))
            assert list(await unit.register.remove(one)) == [first, head]
            assert await unit.register.sealed_heads(one) == [Head(one, 2, head.hash)]
        async with store.unit() as unit:
            heads = await unit.register.unsealed()
            assert [(str(h.about), h.seq) for h in heads] == [("case:2", 2), ("purged:refusal:1", 1)]
            assert list(await unit.register.remove(one)) == []
            assert await unit.register.sealed_heads(About("refusal", "none")) == []
        chains = [chain async for chain in store.queries.chains()]
        assert [str(chain[0].about) for chain in chains] == ["case:2", "purged:refusal:1"]
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []

    async def test_a_chain_that_grows_while_the_seal_is_made_is_in_the_next(self, store: Store) -> None:
        about = About("refusal", "1")
        async with store.unit() as unit:
            await unit.register.record(self.entry(about))
            heads = await unit.register.unsealed()
            await unit.register.record(self.entry(about))
            await unit.register.add_seal(seals.sealed(heads, None, at(3)))
        async with store.unit() as unit:
            assert [head.seq for head in await unit.register.unsealed()] == [2]

    async def test_counts_add_up_by_month_over_all_units(self, store: Store) -> None:
        first, last, gone = (datetime.date(2026, 2, 3), datetime.date(2026, 2, 20), datetime.date(2023, 1, 1))
        async with store.unit() as unit:
            await unit.counts.add(Counted(ALIKE, "Jobcenter", "refused", first))
            await unit.counts.add(Counted(ALIKE, "Skole", "refused", last))
            await unit.counts.add(Counted(ALIKE, "Skole", "allowed", first))
            await unit.counts.add(Counted(ALIKE, "Skole", "allowed", first, number=-1))
            await unit.counts.add(Counted(ALIKE, "Skole", "refused", gone))
            await unit.counts.add(Counted(replace(ALIKE, ground="other"), "Skole", "refused", first))
        counts = {c.outcome: c for c in await store.queries.decisions("harassment", "2025-01") if c.number}
        assert list(counts) == ["refused"]
        found = counts["refused"]
        assert (found.circumstances, found.month, found.number, found.latest) == (ALIKE, "2026-02", 2, last)

    async def test_a_later_absence_takes_the_place_of_an_earlier_one(self, store: Store) -> None:
        for deputy in ("bo", "dora"):
            async with store.unit() as unit:
                await unit.absences.put(Absence("lone", deputy, datetime.date(2026, 3, 9)))
        assert await store.queries.absence("lone") == Absence("lone", "dora", datetime.date(2026, 3, 9))
        assert await store.queries.absence("bo") is None

    async def test_an_absence_is_deleted_when_the_day_after_its_last_has_passed(self, store: Store) -> None:
        town = Town(store)
        anna, lone, bo = town.person("Anna", leader="Lone"), town.person("Lone"), town.person("Bo")
        eva, dora = town.person("Eva"), town.person("Dora")
        await lone.is_away(bo, datetime.date(2026, 3, 3))
        await eva.is_away(dora, datetime.date(2026, 3, 20))
        while_away = await anna.asks()
        for day in (3, 4):
            town.clock.moment = at(day, 0)
            await absences.remove_ended(town.desk)
            assert await store.queries.absence("lone"), f"noted on the {day}th"
        town.clock.moment = at(5, 0)
        await absences.remove_ended(town.desk)
        assert await store.queries.absence("lone") is None
        assert await store.queries.absence("eva") == Absence("eva", "dora", datetime.date(2026, 3, 20))
        await bo.denies(while_away)
        assert (await anna.asks(key="later", deviation_reason="Flere familier.")).leader == "lone"
        await sealing.seal_the_day(town.desk)
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []

    async def test_an_absence_that_was_ended_is_deleted_the_day_after(self, store: Store) -> None:
        town = Town(store)
        lone, bo = town.person("Lone"), town.person("Bo")
        await lone.is_away(bo, datetime.date(2026, 3, 20))
        assert await lone.is_back()
        await absences.remove_ended(town.desk)
        assert await store.queries.absence("lone"), "it ended a moment ago"
        town.clock.moment = at(3, 0)
        await absences.remove_ended(town.desk)
        assert await store.queries.absence("lone") is None

    async def test_the_same_message_may_be_put_twice(self, store: Store) -> None:
        for _ in range(2):
            async with store.unit() as unit:
                await unit.outbox.put(Message("nobody_answers", HR_CHANNEL, About("refusal", "r1"), "key"))

    async def test_a_whole_story(self, store: Store) -> None:
        town = Town(store)
        anna, lone = town.person("Anna", leader="Lone"), town.person("Lone")
        asked = await lone.asks_back(await anna.asks())
        approved = await lone.approves(await anna.answers(asked))
        noted = await anna.has_noted(approved)
        await sealing.seal_the_day(town.desk)
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []
        await town.time_passes_until(noted.keep_until)
        with pytest.raises(UnknownRequest):
            await store.queries.refusal(noted.id)
        await sealing.seal_the_day(town.desk)
        assert [fault async for fault in verify(store.queries.chains(), store.queries.seals())] == []

    @staticmethod
    def entry(about: About) -> Entry:
        return Entry(about=about, event="refusal.submit", actor="anna", at=at(2), pack=PACK)
