"""Random people doing random things with cases at the same time: one owner each, nothing lost, all told."""

import asyncio
import random
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casework import clockwork, sealing
from casework.about import About
from casework.cases.case import Case, State
from casework.cases.cases import is_hr
from casework.cases.errors import CaseMoved
from casework.cases.form import AssessmentForm
from casework.cases.record import digest_of, record_of
from casework.cases.telling import deed_of
from casework.cases.transitions import BY_STATE_AND_DEED, TABLE, Deed
from casework.errors import SentAlready, UserError
from casework.messages import HR_CHANNEL
from casework.refusal.errors import AlreadyHandled
from casework.refusal.request import OPEN, Refusal
from casework.workdays import local_day
from tests.casework.cases.town import Colleague, HrTown
from tests.casework.memory_store import MemoryStore
from tests.casework.town import at
from tests.casework.whole_register import faults_of_register

NAMES = ("Anna", "Lone", "Hanne", "Helge", "Hugo")
OWNERS_DEEDS = ("releases", "assesses", "replies", "closes")
HRS_DEEDS = ("claims", "gives", "reopens")
Press = tuple[str, str, int]
"""Who (by name, or as owner or reporter), what, and how old their card is: 0 for one that is old."""

OWNERS = st.tuples(st.just("owner"), st.sampled_from(OWNERS_DEEDS), st.integers(0, 3))
REPORTERS = st.tuples(st.just("reporter"), st.just("adds"), st.integers(0, 3))
HRS = st.tuples(st.sampled_from(NAMES[2:]), st.sampled_from(HRS_DEEDS), st.integers(0, 3))
ANYONE = st.tuples(
    st.sampled_from(NAMES), st.sampled_from((*OWNERS_DEEDS, *HRS_DEEDS, "adds")), st.integers(0, 3)
)
PRESSES = st.one_of(OWNERS, REPORTERS, HRS, ANYONE)
MOVES = {(row.origin, row.deed): row.to for row in TABLE}


class CasesMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.dice = random.Random(0)  # noqa: S311  for the order of things, not for secrets
        self.town = HrTown(MemoryStore(self.pause))
        leaders = {"Anna": "Lone"}
        self.people = [
            self.town.colleague(name, leader=leaders.get(name), hr=name in NAMES[2:]) for name in NAMES
        ]
        self.undelivered: set[str] = set()
        self.delivered: set[str] = set()
        self.digests: dict[str, str] = {}

    async def pause(self) -> None:
        for _ in range(self.dice.randrange(4)):
            await asyncio.sleep(0)

    def teardown(self) -> None:
        self.runner.close()

    @property
    def cases(self) -> list[Case]:
        return list(self.town.memory.tables.cases.values())

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

    def colleague(self, person_id: str) -> Colleague:
        return Colleague(self.town, person_id)

    def misuse(self, person: Colleague, key: str) -> Coroutine[Any, Any, Case]:
        return person.reports(key, seen_on=local_day(self.town.clock.now()))

    @initialize(by=st.sampled_from(NAMES))
    def a_first_report(self, by: str) -> None:
        self.at_once(self.misuse(self.colleague(by.lower()), "first"))

    @rule(seed=st.integers(0, 2**16))
    def others_are_faster_or_slower(self, seed: int) -> None:
        self.dice.seed(seed)

    @rule(who=st.integers(0, 4), key=st.integers(0, 3), legal=st.booleans())
    def reports_twice_at_once(self, who: int, key: int, legal: bool) -> None:
        person = self.people[who]
        sent = any((it.key, it.reported_by) == (str(key), person.id) for it in self.cases)
        made = self.at_once(
            *(person.asks_hr(str(key)) if legal else self.misuse(person, str(key)) for _ in range(2))
        )
        became = {it.id if isinstance(it, Case) else type(it) for it in made}
        assert len(became) == 1
        assert sent if SentAlready in became else isinstance(made[0], Case)

    @rule(who=st.integers(0, 1), key=st.integers(0, 1))
    def asks_about_a_request(self, who: int, key: int) -> None:
        meeting = self.town.clock.now() + (at(23) - at(2))
        form = {"key": f"request-{key}", "meeting": meeting, "deviation_reason": "Her er flere familier."}
        sent = any(it.key == form["key"] for it in self.town.memory.tables.refusals.values())
        (request,) = self.at_once(self.people[0].asks(**form))
        if isinstance(request, SentAlready):
            assert sent, "for another meeting, before"
            return
        assert isinstance(request, Refusal)
        before = len(self.cases)
        (asked,) = self.at_once(self.people[who].asks_hr_about(request))
        assert len(self.cases) - before == isinstance(asked, Refusal)

    @precondition(lambda self: self.town.memory.tables.refusals)
    @rule(who=st.integers(0, 1))
    def the_leader_decides_while_hr_answers(self, who: int) -> None:
        requests = self.town.memory.tables.refusals
        about = [it for it in self.cases if it.refusal in requests and it.owner]
        if about:
            it = about[who % len(about)]
            request = requests[it.refusal or ""]
            self.at_once(self.press(it, "owner", "replies", 1, 0), self.people[1].denies(request))

    @rule(which=st.integers(0, 5), presses=st.lists(PRESSES, min_size=2, max_size=4), other=st.integers(0, 4))
    def several_press_at_once(self, which: int, presses: list[Press], other: int) -> None:
        self.press_at_once(which, presses, other)

    @rule(which=st.integers(0, 5), press=st.one_of(OWNERS, HRS), other=st.integers(0, 4))
    def one_presses(self, which: int, press: Press, other: int) -> None:
        self.press_at_once(which, [press], other)

    @rule(which=st.integers(0, 5), who=st.lists(st.sampled_from(NAMES[2:]), min_size=2, unique=True))
    def all_want_to_have_it(self, which: int, who: list[str]) -> None:
        it = self.cases[which % len(self.cases)]
        was_new = it.state is State.NEW
        may = [name for name in who if name.lower() != it.reported_by and self.is_hr(name.lower())]
        ends = self.at_once(*(self.press(it, name, "claims", 1, 0) for name in who))
        won = [end for end in ends if isinstance(end, Case)]
        assert len(won) <= 1
        if was_new:
            assert len(won) == bool(may)
        lost = [end for end in ends if isinstance(end, CaseMoved)]
        assert all(end.present.owner for end in lost if won)

    def press_at_once(self, which: int, presses: list[Press], other: int) -> None:
        it = self.cases[which % len(self.cases)]
        before = self.events(it)
        ends = self.at_once(*(self.press(it, who, deed, age, other) for who, deed, age in presses))
        done = {end.version for end in ends if isinstance(end, Case) and end.version > it.version}
        assert self.events(it) - before == len(done)

    def press(self, it: Case, who: str, deed: str, age: int, other: int) -> Coroutine[Any, Any, Case]:
        card = it if age else replace(it, version=max(1, it.version - 2))
        person = {"owner": it.owner or "hanne", "reporter": it.reported_by}.get(who, who).lower()
        more: tuple[object, ...] = ()
        if deed in ("gives", "reopens"):
            more = (self.people[other],)
        elif deed == "assesses":
            more = (AssessmentForm(police_report="yes" if other % 2 else None, harmed=str(other)),)
        elif deed in ("adds", "replies"):
            more = (f"Tekst {other}",)
        act: Coroutine[Any, Any, Case] = getattr(self.colleague(person), deed)(card, *more)
        return act

    def events(self, it: Case) -> int:
        return len(self.town.memory.tables.chains[it.about])

    def done(self, it: Case) -> list[Deed]:
        return [Deed(event.event.removeprefix("case.")) for event in self.town.memory.tables.chains[it.about]]

    def is_hr(self, person: str) -> bool:
        return self.runner.run(is_hr(self.town.desk, person))

    @rule(who=st.sampled_from(NAMES[2:]), hr=st.booleans())
    def somebody_leaves_hr_or_comes_back(self, who: str, hr: bool) -> None:
        people = self.town.directory.people
        people[who.lower()] = replace(people[who.lower()], hr=hr)

    @rule(who=st.sampled_from(NAMES))
    def somebody_chooses_the_channel(self, who: str) -> None:
        self.at_once(self.colleague(who.lower()).chooses_the_channel())

    @rule()
    def the_bot_is_taken_out_of_the_channel(self) -> None:
        self.town.memory.tables.channel = None

    @rule(twice=st.booleans())
    def messages_are_delivered_or_come_back(self, twice: bool) -> None:
        there = self.town.memory.tables.channel is not None
        for message in self.town.sent(to=HR_CHANNEL):
            if message.key not in self.delivered | self.undelivered and message.about.kind == "case":
                (self.delivered if there else self.undelivered).add(message.key)
                if not there:
                    report = (clockwork.could_not_deliver(self.town.desk, message) for _ in range(1 + twice))
                    self.at_once(*report)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.town.clock.moment += (at(3, 1) - at(3, 0)) * hours
        self.look()

    @rule(days=st.just(800))
    def years_pass(self, days: int) -> None:
        closed = {it.id for it in self.cases if not it.is_open}
        self.town.clock.moment += (at(3) - at(2)) * days
        self.look()
        assert not closed & {it.id for it in self.cases}
        if not self.cases:
            self.at_once(self.misuse(self.people[0], f"again {self.town.clock.moment}"))

    def look(self) -> None:
        """Two processes look at the clock at once."""
        due = self.runner.run(self.due())
        self.at_once(*(clockwork.attend(self.town.desk, about) for about in due for _ in range(2)))

    async def due(self) -> list[About]:
        return list(await clockwork.due(self.town.desk, 100))

    @rule()
    def the_day_is_sealed(self) -> None:
        self.at_once(sealing.seal_the_day(self.town.desk))

    @invariant()
    def it_has_one_owner_who_did_not_report_it_or_waits_for_one(self) -> None:
        for it in self.cases:
            assert (it.owner is None) is (it.state is State.NEW)
            assert it.owner != it.reported_by
            assert (it.closing is None) is it.is_open

    @invariant()
    def the_register_tells_only_steps_of_the_table_and_holds(self) -> None:
        chains = self.town.memory.tables.chains
        for it in self.cases:
            events = chains[it.about]
            assert len(events) == it.version
            assert (events[-1].state, events[-1].record) == (it.state, record_of(it))
            state: State | None = None
            for event in events:
                deed = Deed(event.event.removeprefix("case."))
                assert (state, deed) in BY_STATE_AND_DEED
                state = MOVES[state, deed]
                assert event.state == state
        assert faults_of_register(chains.values(), self.town.memory.tables.seals) == []

    @invariant()
    def what_has_no_owner_was_taken_only_if_somebody_had_it(self) -> None:
        for it in self.cases:
            had = {Deed.CLAIM, Deed.ASSIGN} & set(self.done(it))
            assert it.was_taken is bool(had)

    @invariant()
    def nothing_is_added_to_a_case_that_nobody_looks_at(self) -> None:
        for it in self.cases:
            if not it.is_open:
                assert self.done(it)[-1] is Deed.CLOSE

    @invariant()
    def what_was_reported_stays_as_it_was(self) -> None:
        for it in self.cases:
            assert self.digests.setdefault(it.id, it.digest) == it.digest == digest_of(it)

    @invariant()
    def every_open_case_is_posted_or_on_its_way_or_marked_and_looked_at_again(self) -> None:
        for it in self.cases:
            cards = [m for m in self.town.sent("case") if m.about == it.about]
            back = [m for m in cards if m.key in self.undelivered]
            if it.is_open and len(back) == len(cards):
                had_ended = Deed.CLOSE in self.done(it)  # by then nobody waited for it in the channel
                assert it.unposted or had_ended
            if it.unposted and it.is_open:
                assert it.wake_at is not None
                assert it.wake_at <= self.town.clock.now() + (at(3, 1) - at(3, 0))

    @invariant()
    def each_deed_of_a_persons_is_one_reply_in_the_thread(self) -> None:
        for it in self.cases:
            done = self.done(it)
            silent = (Deed.REPORT, Deed.ASK, Deed.MARK_UNPOSTED, Deed.POST)
            told = [deed_of(message) for message in self.town.about(it)]
            assert [deed for deed in told if deed] == [deed for deed in done if deed not in silent]

    @invariant()
    def an_answer_about_a_request_stands_with_both_while_it_is_open(self) -> None:
        requests = self.town.memory.tables.refusals
        for it in self.cases:
            request = requests.get(it.refusal or "")
            if request is not None and request.state in OPEN:
                answers = {(said.by, said.text) for said in it.thread if said.what == "reply"}
                assert answers <= {(said.by, said.text) for said in request.consulted}


CasesMachine.TestCase.settings = settings(
    max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


TestInterleavings = CasesMachine.TestCase


async def test_an_answer_and_a_decision_at_once_lose_neither_and_tell_who_asked_once() -> None:
    for seed in range(20):
        dice = random.Random(seed)  # noqa: S311  for the order of things

        async def pause(dice: random.Random = dice) -> None:
            for _ in range(dice.randrange(5)):
                await asyncio.sleep(0)

        town = HrTown(MemoryStore(pause))
        anna, lone = town.colleague("Anna", leader="Lone"), town.colleague("Lone")
        hanne = town.colleague("Hanne", hr=True)
        asked = await anna.asks_hr_about(await anna.asks())
        (legal,) = await town.store.queries.cases_reported_by(anna.id)
        claimed = await hanne.claims(legal)
        ends = await asyncio.gather(hanne.replies(claimed), lone.denies(asked), return_exceptions=True)
        assert isinstance(ends[0], Case)
        assert isinstance(ends[1], (Refusal, AlreadyHandled))
        assert anna.received("hr_answered") + anna.received("case_reply") == 1
