"""Random people doing random things at the same time: one outcome each, nothing lost, nobody told twice."""

import asyncio
import random
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casework import sealing
from casework.about import CLOCK, About
from casework.errors import UserError
from casework.messages import CARDS_GONE
from casework.refusal import clockwork, timing
from casework.refusal.errors import AlreadyHandled
from casework.refusal.record import record_of
from casework.refusal.request import OPEN, REFUSED, Refusal, State
from casework.refusal.telling import DECISIONS, message
from casework.seals import PURGED
from casework.workdays import local_day
from tests.casework.memory_store import MemoryStore
from tests.casework.town import Person, Town, at
from tests.casework.whole_register import faults_of_register

NAMES = ("Anna", "Lone", "Dora", "Bo", "Hanne")
LEADERS_DEEDS = ("approves", "denies", "revokes", "asks_back", "hands_over", "consults_hr")
STAFFS_DEEDS = ("answers", "has_noted", "consults_hr", "hands_over")
NUDGES = ("refusal.remind", "refusal.escalate", "refusal.ask_noted")
Press = tuple[str, str, int]
"""Who, what, and how old their card is."""

LEADERS = st.tuples(st.just("leader"), st.sampled_from(LEADERS_DEEDS), st.integers(0, 3))
STAFFS = st.tuples(st.just("staff"), st.sampled_from(STAFFS_DEEDS), st.integers(0, 3))
ANYONE = st.tuples(
    st.sampled_from(NAMES), st.sampled_from((*LEADERS_DEEDS, *STAFFS_DEEDS, "withdraws")), st.integers(0, 3)
)
PRESSES = st.one_of(LEADERS, STAFFS, ANYONE)


class CaseworkMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.dice = random.Random(0)  # noqa: S311  for the order of things, not for secrets
        self.town = Town(MemoryStore(self.pause))
        leaders = {"Anna": "Lone", "Lone": "Dora", "Dora": None, "Bo": "Lone", "Hanne": "Dora"}
        self.people = [self.town.person(name, leaders[name], hr=name == "Hanne") for name in NAMES]
        self.versions: dict[str, int] = {}
        self.outcomes: dict[str, object] = {}
        self.last_seen: dict[str, State] = {}
        """How each request stood, or stood before it was purged."""

    async def pause(self) -> None:
        for _ in range(self.dice.randrange(4)):
            await asyncio.sleep(0)

    def teardown(self) -> None:
        self.runner.close()

    @property
    def requests(self) -> list[Refusal]:
        return list(self.town.memory.tables.refusals.values())

    def at_once(self, *deeds: Coroutine[Any, Any, object]) -> list[object]:
        """Do these at the same time; whatever goes wrong must be something a person can be told."""

        async def all_of_them() -> list[object]:
            return await asyncio.gather(*(self.told(deed) for deed in deeds))

        return self.runner.run(all_of_them())

    @staticmethod
    async def told(deed: Awaitable[object]) -> object:
        try:
            return await deed
        except UserError as error:
            return error

    @initialize(phone=st.booleans())
    def a_morning_in_town(self, phone: bool) -> None:
        self.at_once(self.people[0].asks(key="first", meeting=at(6)))
        self.at_once(self.people[1].asks(key="first", agreed_by_phone=phone))

    @rule(seed=st.integers(0, 2**16))
    def others_are_faster_or_slower(self, seed: int) -> None:
        self.dice.seed(seed)

    @rule(
        who=st.integers(0, len(NAMES) - 1),
        key=st.integers(0, 4),
        phone=st.booleans(),
        days=st.one_of(st.none(), st.integers(1, 30)),
        chosen=st.one_of(st.none(), st.sampled_from([name.lower() for name in NAMES])),
    )
    def asks(self, who: int, key: int, phone: bool, days: int | None, chosen: str | None) -> None:
        person = self.people[who]
        meeting = None if days is None else self.town.clock.now() + (at(3) - at(2)) * days
        form = {"key": str(key), "agreed_by_phone": phone, "meeting": meeting, "leader": chosen}
        made = self.at_once(
            *(person.asks(**form, deviation_reason="Her er flere familier.") for _ in range(2))
        )
        ids = {one.id for one in made if isinstance(one, Refusal)}
        assert len(ids) <= 1

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 5), presses=st.lists(PRESSES, min_size=2, max_size=4), other=st.integers(0, 4))
    def several_press_at_once(self, which: int, presses: list[Press], other: int) -> None:
        self.press_at_once(which, presses, other)

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 5), press=LEADERS, other=st.integers(0, 4))
    def the_leader_presses(self, which: int, press: Press, other: int) -> None:
        self.press_at_once(which, [press], other)

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 5), press=STAFFS, other=st.integers(0, 4))
    def the_requester_presses(self, which: int, press: Press, other: int) -> None:
        self.press_at_once(which, [press], other)

    @precondition(lambda self: self.standing(State.UNCONFIRMED))
    @rule(agreed=st.booleans())
    def the_leader_says_what_was_agreed_by_phone(self, agreed: bool) -> None:
        it = self.standing(State.UNCONFIRMED)[0]
        leader = Person(self.town, it.leader)
        self.at_once(*((leader.approves if agreed else leader.denies)(it) for _ in range(2)))

    @precondition(lambda self: self.standing(State.APPROVED))
    @rule()
    def the_requester_notes_it_in_the_case(self) -> None:
        it = self.standing(State.APPROVED)[0]
        self.at_once(*(Person(self.town, it.asked_by).has_noted(it) for _ in range(2)))

    @precondition(lambda self: self.standing(State.WAITING))
    @rule(other=st.integers(0, 4))
    def the_leader_is_out_of_reach_and_another_is_chosen(self, other: int) -> None:
        it = self.standing(State.WAITING)[-1]
        lost = message("approval", it.leader, it)
        self.at_once(*(clockwork.could_not_deliver(self.town.desk, lost) for _ in range(2)))
        stranded = self.town.memory.tables.refusals[it.id]
        assert stranded.leader_unreachable
        asker = Person(self.town, it.asked_by)
        self.at_once(*(asker.hands_over(stranded, self.people[(other + n) % len(NAMES)]) for n in range(2)))
        assert self.town.memory.tables.refusals[it.id].version <= stranded.version + 1

    def standing(self, state: State) -> list[Refusal]:
        return [it for it in self.requests if it.state is state]

    def press_at_once(self, which: int, presses: list[Press], other: int) -> None:
        it = self.requests[which % len(self.requests)]
        was_open = it.state in OPEN
        ends = self.at_once(*(self.press(it, who, deed, age, other) for who, deed, age in presses))
        settled = [
            end for end in ends if isinstance(end, Refusal) and end.decision and end.version > it.version
        ]
        if was_open:
            firsts = {end.decision for end in settled}
            assert len(firsts) <= 1

    def press(self, it: Refusal, who: str, deed: str, age: int, other: int) -> Coroutine[Any, Any, Refusal]:
        card = it if age else self.older(it)
        person = {"leader": it.leader, "staff": it.asked_by}.get(who, who)
        more = (self.people[other],) if deed == "hands_over" else ()
        act: Coroutine[Any, Any, Refusal] = getattr(Person(self.town, person.lower()), deed)(card, *more)
        return act

    @staticmethod
    def older(it: Refusal) -> Refusal:
        return replace(it, version=max(1, it.version - 1))

    @rule(hours=st.sampled_from([0, 1, 2, 4, 24, 100]))
    def time_passes_for_two_workers(self, hours: int) -> None:
        self.town.clock.moment += (at(2, 11) - at(2, 10)) * hours
        self.two_workers_see_to_what_is_due()

    @rule()
    def years_pass(self) -> None:
        self.town.clock.moment += (at(3) - at(2)) * 1000
        self.two_workers_see_to_what_is_due()
        for it in self.requests:
            assert not timing.may_be_purged(it, self.town.clock.now(), self.town.desk.policy)

    def two_workers_see_to_what_is_due(self) -> None:
        for _ in range(3):
            due = self.runner.run(self.town.store.queries.due(self.town.clock.now()))
            self.at_once(*(clockwork.attend(self.town.desk, one) for one in due for _ in range(2)))

    @rule(leader=st.integers(0, 4), deputy=st.integers(0, 4), days=st.integers(0, 5))
    def somebody_is_away(self, leader: int, deputy: int, days: int) -> None:
        until = local_day(self.town.clock.now() + (at(3) - at(2)) * days)
        self.at_once(self.people[leader].is_away(self.people[deputy], until))

    @precondition(lambda self: self.town.sent())
    @rule(which=st.integers(0, 999))
    def a_message_does_not_arrive(self, which: int) -> None:
        messages = self.town.sent()
        self.at_once(clockwork.could_not_deliver(self.town.desk, messages[which % len(messages)]))

    @rule()
    def the_day_is_sealed(self) -> None:
        self.at_once(sealing.seal_the_day(self.town.desk))

    @invariant()
    def versions_only_grow(self) -> None:
        for it in self.requests:
            assert it.version >= self.versions.get(it.id, 1)
            self.versions[it.id] = it.version
            assert 1 <= it.oldest_card <= it.version

    @invariant()
    def an_outcome_never_changes(self) -> None:
        for it in self.requests:
            assert (it.decision is None) is (it.state in OPEN)
            if it.decision:
                assert self.outcomes.setdefault(it.id, it.decision) == it.decision

    @invariant()
    def nobody_decides_their_own_request(self) -> None:
        for it in self.requests:
            assert it.asked_by not in it.deciders
            decided = it.decision is not None and it.state is not State.WITHDRAWN
            assert not (decided and it.last_word and it.last_word.by == it.asked_by)

    @invariant()
    def a_decision_reaches_the_requester_as_exactly_one_message(self) -> None:
        for it in self.requests:
            told = [m for m in self.town.sent(to=it.asked_by) if m.about == it.about and m.kind in DECISIONS]
            assert len(told) == (it.state not in OPEN and it.state is not State.WITHDRAWN)

    @invariant()
    def the_register_tells_every_step_and_holds(self) -> None:
        chains = self.town.memory.tables.chains
        for it in self.requests:
            events = chains[it.about]
            assert len(events) == it.version
            assert (events[-1].state, events[-1].record) == (it.state, record_of(it))
        assert faults_of_register(chains.values(), self.town.memory.tables.seals) == []

    @invariant()
    def counts_agree_with_what_stands(self) -> None:
        self.last_seen |= {it.id: it.state for it in self.requests}
        counted = [c.number for c in self.town.memory.tables.counts if c.outcome == "refused"]
        assert sum(counted) == sum(state in REFUSED for state in self.last_seen.values())

    @invariant()
    def what_is_purged_leaves_one_event_and_one_message(self) -> None:
        chains = self.town.memory.tables.chains
        for refusal_id in self.last_seen.keys() - self.town.memory.tables.refusals.keys():
            about = About("refusal", refusal_id)
            assert len(chains[About(PURGED, str(about))]) == 1
            assert about not in chains
            assert len([m for m in self.town.sent(CARDS_GONE) if m.about == about]) == 1

    @invariant()
    def nobody_is_reminded_twice_at_one_moment(self) -> None:
        for it in self.requests:
            events = self.town.memory.tables.chains[it.about]
            nudges = [(event.event, event.at) for event in events if event.event in NUDGES]
            assert len(nudges) == len(set(nudges))

    @invariant()
    def nothing_is_forgotten(self) -> None:
        for it in self.requests:
            assert it.wake_at is not None
            assert it.decision is None or it.decision.by == CLOCK or it.decision.at <= self.town.clock.now()


CaseworkMachine.TestCase.settings = settings(
    max_examples=120, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


TestInterleavings = CaseworkMachine.TestCase


async def test_the_loser_of_two_presses_at_once_sees_the_winner() -> None:
    for seed in range(20):
        dice = random.Random(seed)  # noqa: S311  for the order of things

        async def pause(dice: random.Random = dice) -> None:
            for _ in range(dice.randrange(5)):
                await asyncio.sleep(0)

        town = Town(MemoryStore(pause))
        anna, lone = town.person("Anna", leader="Lone"), town.person("Lone")
        request = await anna.asks()
        presses = (lone.approves(request), lone.denies(request), anna.withdraws(request))
        ends = await asyncio.gather(*presses, return_exceptions=True)
        winners = [end for end in ends if isinstance(end, Refusal)]
        losers = [end for end in ends if not isinstance(end, Refusal)]
        assert len(winners) == 1
        for loser in losers:
            assert isinstance(loser, AlreadyHandled)
            assert loser.present == winners[0]
