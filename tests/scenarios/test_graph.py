"""Microsoft Graph as the directory: it says who leads Anna, and who is of HR/Jura."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
import yaml

from bot.logging import JsonLines
from bot.stage.actor import Actor
from bot.stage.card import Card
from tests.bot.fakes.graph import HR, FakeGraph, Person, problem
from tests.scenarios.test_refusal import WEIGHING, asks
from tests.scenarios.town import PEOPLE, Town


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    """The people of the town, as Graph knows them."""
    people = yaml.safe_load(PEOPLE.read_text("utf-8"))["people"]
    known = [Person(one["id"], one["name"], one["unit"], one["leader"]) for one in people]
    async with FakeGraph(known, [one["id"] for one in people if one["hr"]]) as server:
        yield server


@pytest.fixture
async def town(database_url: str, graph: FakeGraph) -> AsyncIterator[Town]:
    async with Town(database_url, directory="graph", graph_url=graph.url, hr_group=HR) as town:
        yield town


async def _is_advised(anna: Actor) -> Card:
    await anna.opens()
    await anna.types("hej")
    await anna.receives(verb="interview.start")
    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    return await anna.presses("Nej, også om andres forhold")


async def test_anna_asks_lone_decides_and_hr_is_the_group(town: Town) -> None:
    anna, lone, hanne, emil = (town.person(name) for name in ("Anna", "Lone", "Hanne", "Emil"))
    await asks(anna, in_days=30)
    approval = await lone.receives(verb="refusal.approve")
    assert "Anna Agerholm" in approval.text
    await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")
    await anna.receives("Lone Lind er enig")

    for person in (hanne, emil):
        await person.types("overblik")
    await hanne.receives("Overblik")
    await emil.receives("Det her er kun for HR/Jura")
    rows = await town.stored()
    assert [(row["state"], row["unit"]) for row in rows["refusals"]] == [("approved", "Jobcenter")]


async def test_the_form_says_that_the_leader_may_be_away_and_still_asks_them(
    town: Town, graph: FakeGraph
) -> None:
    next(person for person in graph.people if person.name == "Lone Lind").replies = {
        "status": "alwaysEnabled"
    }
    anna = town.person("Anna")
    await _is_advised(anna)
    form = await anna.presses("refusal.begin")
    assert "Lone Lind har slået automatisk svar til i Outlook" in form.text
    written: dict[str, Any] = {"recorder_need": "notes", **WEIGHING}
    await anna.presses("refusal.submit", **written)
    await town.person("Lone").receives(verb="refusal.approve")


async def test_without_graph_advice_is_given_and_a_request_waits(town: Town, graph: FakeGraph) -> None:
    graph.always["/"] = problem(503, "ServiceUnavailable")
    anna = town.person("Anna")
    advice = await _is_advised(anna)
    assert "verdict." in msgspec.json.encode(advice.json).decode()
    assert "Jeg kan ikke slå personer op" in (await anna.presses("refusal.begin")).text


async def test_while_nobody_can_say_who_is_of_hr_nobody_is_told_that_they_are_not(
    town: Town, graph: FakeGraph
) -> None:
    graph.always["/groups/"] = problem(503, "ServiceUnavailable")
    hanne, lone, anna = (town.person(name) for name in ("Hanne", "Lone", "Anna"))
    for typed in ("overblik", "sager"):
        await hanne.types(typed)
        told = await hanne.receives("Jeg kan ikke slå personer op lige nu")
        assert "igen om lidt" in told.text
        assert "kun for HR/Jura" not in told.text
    await asks(anna, in_days=30)  # the leaders are known all the same, and what is theirs goes on
    await lone.presses("refusal.approve", on=await lone.receives(verb="refusal.approve"), reason="Enig.")
    await anna.receives("Lone Lind er enig")


async def test_a_leader_without_the_app_is_told_to_the_one_who_asks_and_to_the_administrator(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    town.teams.world.be_present(lone.chat, present=False)
    await asks(anna, in_days=30)
    told = await anna.receives("Jeg kan ikke få fat i Lone Lind i Teams.")
    assert "Ring, eller vælg en anden leder. Alt, du har skrevet, er gemt." in told.text

    await town.has_delivered()
    (line,) = [
        JsonLines().format(record) for record in caplog.records if record.msg == "delivery.app_not_installed"
    ]
    assert "Give everybody the app by an app setup policy" in line
    assert "docs/directory.md" in line
    assert [name for name in ("Lone", "Anna", lone.person.id, anna.person.id) if name in line] == []

    await lone.opens()  # the policy has given her the app
    await lone.types("venter")
    await lone.presses("refusal.show", on=await lone.receives(verb="refusal.show"))
    await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")
    await anna.receives("Lone Lind er enig")
