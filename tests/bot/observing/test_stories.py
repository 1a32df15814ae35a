"""Whole stories, and what a collector hears of them: how it went, and nothing of anybody."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from bot.logging import ALLOWED
from bot.observing.listener import Listener
from bot.observing.metrics import ALL
from bot.stage.actor import Actor
from tests.bot.fakes.collector import Collector, Span, facts_of
from tests.scenarios.test_refusal import WEIGHING, asks
from tests.scenarios.town import PEOPLE, Town

SAID = "Anna hørte Yrsa Ydesen sige 0101901234 i Kvarterhuset."
CPR = "010190-1234"


@pytest.fixture
async def town(database_url: str, listener: Listener) -> AsyncIterator[Town]:
    async with Town(database_url) as town:
        yield town


async def _told(listener: Listener) -> None:
    await asyncio.to_thread(listener.flush)


async def _lives_through_it(town: Town) -> None:
    """A request with its answer, misuse and a question, typed words, a CPR number, and a file."""
    anna, lone, hanne = (town.person(name) for name in ("Anna", "Lone", "Hanne"))
    await hanne.types("hej")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.approve", reason=f"Yrsa Ydesen har ret. {WEIGHING}")
    await anna.receives("Lone Lind er enig")
    await anna.types(f"Må Yrsa Ydesen optage? {SAID}")
    await anna.types(CPR)
    await town.has_delivered()


async def test_a_story_is_told_without_anybody_in_it(
    town: Town, listener: Listener, collector: Collector
) -> None:
    await _lives_through_it(town)
    await _told(listener)
    told = collector.everything()
    for private in (*_names(), "Yrsa", "Ydesen", "Kvarterhuset", CPR, "0101901234", "Jobcenter"):
        assert private not in told, private
    for id_ in _ids(town):
        assert id_ not in told, id_
    assert not re.search(r"https?://(?!127\.0\.0\.1)|/v3/|/users/|SELECT .|INSERT INTO", told)


def _names() -> list[str]:
    text = PEOPLE.read_text("utf-8")
    return [name for line in re.findall(r"name: (.+)", text) for name in line.split()]


def _ids(town: Town) -> list[str]:
    world = town.teams.world
    people = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", PEOPLE.read_text("utf-8"))
    assert people
    assert world.by_mri
    assert world.chats
    of_teams = [id_.partition(":")[2] for id_ in (*world.by_mri, *world.chats)]
    return [*people, *world.people, *of_teams]


async def test_only_facts_of_the_list_are_told(town: Town, listener: Listener, collector: Collector) -> None:
    await _lives_through_it(town)
    await _told(listener)
    told = {name for span in collector.spans() for name in span.facts}
    assert told <= ALLOWED | {"error"}
    lines = {name for line in collector.lines() for name in facts_of(line)}
    assert lines <= ALLOWED | {"error", "at", "logger"}
    assert {span.events for span in collector.spans()} == {0}
    own = {metric.name: set(metric.labels) for metric in ALL}
    for name in collector.metrics():
        assert all(set(facts) <= own[name] for facts, _ in collector.points(name)), name


async def test_a_press_is_followed_to_the_message_that_it_causes(
    town: Town, listener: Listener, collector: Collector
) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await town.has_delivered()
    await _told(listener)
    delivered = next(span for span in collector.spans("delivery") if span.facts["kind"] == "approval")
    assert delivered.facts["result"] == "delivered"
    assert delivered.parent == ""
    ((trace, cause),) = delivered.links
    assert trace != delivered.trace
    of_the_turn = {span.id: span for span in collector.spans() if span.trace == trace}
    way = _way_up(of_the_turn[cause], of_the_turn)
    assert [span.name for span in way] == ["decision", "turn"]
    assert way[-1].facts == {"kind": "press", "result": "answered"}
    storage = [span for span in of_the_turn.values() if span.name == "storage"]
    assert {"insert", "select"} <= {span.facts["kind"] for span in storage}
    assert {of_the_turn[span.parent].name for span in storage} == {"decision"}


def _way_up(span: Span, spans: dict[str, Span]) -> list[Span]:
    way = [span]
    while way[-1].parent:
        way.append(spans[way[-1].parent])
    return way


async def test_what_nobody_caused_is_not_followed(
    town: Town, listener: Listener, collector: Collector
) -> None:
    await town.person("Anna").types("hej")
    await asyncio.sleep(1.5)  # the outbox is looked into, and the clock
    await _told(listener)
    assert {span.name for span in collector.spans() if not span.parent} == {"turn"}


async def test_the_numbers_of_a_story(town: Town, listener: Listener, collector: Collector) -> None:
    await asks(town.person("Anna"), in_days=30)
    await town.person("Lone").receives(verb="refusal.approve")
    await town.has_delivered()
    await _told(listener)
    total = collector.total
    assert total("optagelsesguiden.turns", kind="press", result="answered") >= 4
    assert total("optagelsesguiden.turn.duration") == total("optagelsesguiden.turns")
    assert total("optagelsesguiden.deliveries", kind="approval", result="delivered") == 1
    assert total("optagelsesguiden.delivery.lag", kind="approval") == 1
    assert total("optagelsesguiden.database.wait") > 0


class TestStock:
    """What the database knows, counted at the start and then once a minute."""

    async def test_what_waits_is_told_of(
        self, database_url: str, listener: Listener, collector: Collector
    ) -> None:
        async with Town(database_url) as town:
            anna: Actor = town.person("Anna")
            await asks(anna, in_days=30)
            await town.person("Lone").receives(verb="refusal.approve")
            town.time_passes(hours=2)
            await town.bot_stops()
            await town.bot_starts()
            await _counted(listener, collector)
            ages = dict(_gauge(collector, "optagelsesguiden.refusal.oldest"))
            assert collector.total("optagelsesguiden.refusals.open") == 1
            assert 7200 <= ages[()] <= 7300
            assert "optagelsesguiden.case.oldest" not in collector.metrics(), "there is none"
            assert dict(_gauge(collector, "optagelsesguiden.cases.open")) == {(): 0}


def _gauge(collector: Collector, name: str) -> list[tuple[tuple[object, ...], float]]:
    return [(tuple(facts.items()), value) for facts, value in collector.points(name)]


async def _counted(listener: Listener, collector: Collector) -> None:
    async with asyncio.timeout(10):
        while not collector.total("optagelsesguiden.refusals.open"):
            await _told(listener)
            await asyncio.sleep(0.05)
