"""The directory over Microsoft Graph, asked over HTTP."""

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import aiohttp
import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.directory import graph_calls
from bot.directory.graph import GROUP_KEPT, GROUP_SECONDS, MEMBERS, USERS, GraphDirectory
from bot.directory.graph_calls import GraphCalls, Token
from bot.directory.graph_errors import GraphAwayError, GraphRefusedError, MissingPermissionError
from bot.directory.graph_mailboxes import GraphMailboxes
from bot.directory.graph_questions import GraphQuestions
from casework.errors import DirectoryUnavailable
from casework.ports import AwayDirectory, Employee, LeadersDirectory, SearchableDirectory
from tests.bot.fakes.graph import HR, FakeGraph, Person, denied, problem, throttled

ANNA, LONE, DORTE, HANNE, RIKKE, GUEST = (f"{n}{n * 7}-1111-4111-8111-111111111111" for n in "123456")
HOUR = 3600.0


@dataclass
class Hand:
    """A clock that is moved by hand."""

    time: float = 0.0

    def __call__(self) -> float:
        return self.time


def people() -> list[Person]:
    return [
        Person(ANNA, "Anna Agerholm", "Jobcenter", LONE),
        Person(LONE, "Lone Lind", "Jobcenter", DORTE),
        Person(DORTE, "Dorte Dam", "Direktionen"),
        Person(HANNE, "Hanne Holm-Lind", "HR/Jura", DORTE),
        Person(RIKKE, "Rikke Riis", None, DORTE),
        Person(GUEST, "Gert Gæst", "Andetsteds", LONE, kind="Guest"),
    ]


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraph]:
    async with FakeGraph(people(), [DORTE, HANNE, RIKKE], "good") as server:
        yield server


@pytest.fixture
def clock() -> Hand:
    return Hand()


async def _good() -> str:
    return "good"


@asynccontextmanager
async def opened(
    graph: FakeGraph, clock: Hand, token: Token = _good, hr_group: str | None = HR
) -> AsyncIterator[GraphDirectory]:
    async with aiohttp.ClientSession() as session:
        people, mail = (GraphCalls(session, graph.url, token, clock) for _ in range(2))
        groups = GraphCalls(session, graph.url, token, clock, GROUP_SECONDS)
        mailboxes = GraphMailboxes(mail, SystemClock(), clock)
        directory = GraphDirectory(GraphQuestions(people), GraphQuestions(groups), mailboxes, hr_group, clock)
        yield directory
        await directory.close()


@pytest.fixture
async def directory(graph: FakeGraph, clock: Hand) -> AsyncIterator[GraphDirectory]:
    async with opened(graph, clock) as directory:
        yield directory


async def test_somebody_is_found_with_unit_leader_and_whether_they_are_hr(directory: GraphDirectory) -> None:
    assert await directory.find(ANNA.upper()) == Employee(ANNA, "Anna Agerholm", "Jobcenter", LONE, hr=False)
    assert await directory.find(HANNE) == Employee(HANNE, "Hanne Holm-Lind", "HR/Jura", DORTE, hr=True)


async def test_who_has_no_leader_and_no_unit_is_found_too(directory: GraphDirectory) -> None:
    assert await directory.find(DORTE) == Employee(DORTE, "Dorte Dam", "Direktionen", None, hr=True)
    found = await directory.find(RIKKE)
    assert found
    assert found.unit == ""


async def test_hr_are_read_page_by_page(directory: GraphDirectory, graph: FakeGraph) -> None:
    found = await directory.find(RIKKE)  # on the second page
    assert found
    assert found.hr
    assert [path for path in graph.paths() if "Members" in path] == [f"/groups/{HR}/transitiveMembers"] * 2


async def test_the_token_never_leaves_for_another_host(
    directory: GraphDirectory, graph: FakeGraph, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeGraph(people()) as elsewhere:
        graph.next_pages_at = elsewhere.url
        hanne = await directory.find(HANNE)
        assert hanne
        assert not hanne.hr
        assert elsewhere.asked == []
    assert "directory.strange_next_page" in caplog.messages


async def test_a_redirect_is_not_followed(directory: GraphDirectory, graph: FakeGraph) -> None:
    async with FakeGraph(people()) as elsewhere:
        there = {"Location": f"{elsewhere.url}/v1.0/users/{ANNA}?$select=id"}
        graph.always["/users/"] = lambda: web.Response(status=302, headers=there)
        with pytest.raises(GraphRefusedError):
            await directory.leads(ANNA)
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    "written", ["Lone Lind", "29:stranger", "", "me", "../groups", ANNA.replace("-", "")]
)
async def test_what_is_no_id_is_nobody_and_is_never_asked_for(
    directory: GraphDirectory, graph: FakeGraph, written: str
) -> None:
    assert await directory.find(written) is None
    assert await directory.leads(written) is False
    assert graph.asked == []


async def test_guests_and_people_who_are_gone_are_nobody(directory: GraphDirectory) -> None:
    assert await directory.find(GUEST) is None
    assert await directory.find("77777777-1111-4111-8111-111111111111") is None


async def test_a_disabled_account_keeps_its_name_and_is_neither_leader_nor_hr(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    graph.people[1].enabled = graph.people[3].enabled = False
    lone, hanne, anna = [await directory.find(person) for person in (LONE, HANNE, ANNA)]
    assert lone
    assert hanne
    assert anna
    assert (lone.name, hanne.hr, anna.leader) == ("Lone Lind", False, None)
    assert await directory.leads(LONE) is False


async def test_a_guest_is_nobodys_leader(directory: GraphDirectory, graph: FakeGraph) -> None:
    graph.people[0].manager = GUEST
    found = await directory.find(ANNA)
    assert found
    assert found.leader is None


async def test_who_leads_somebody_that_works_here_is_a_leader(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    assert isinstance(directory, LeadersDirectory)
    assert await directory.leads(LONE) is True
    assert await directory.leads(ANNA) is False
    graph.people[0].enabled = False
    graph.people[5].manager = HANNE
    assert await directory.leads(HANNE) is False  # a guest alone


async def test_people_are_found_by_name_and_no_address_holds_it(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    assert isinstance(directory, SearchableDirectory)
    assert [person.name for person in await directory.named("lind Lone")] == ["Lone Lind"]
    assert [person.name for person in await directory.named("holm-l")] == ["Hanne Holm-Lind"]
    assert await directory.named("gert") == ()
    assert await directory.named(' "- ') == ()
    assert [asked.line for asked in graph.asked if "lind" in asked.line.casefold()] == []


async def test_a_search_that_is_refused_inside_the_batch_names_the_permission(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    body = {"error": {"code": "Authorization_RequestDenied"}}
    graph.answers = [lambda: web.json_response({"responses": [{"id": "1", "status": 403, "body": body}]})]
    with pytest.raises(MissingPermissionError, match=USERS):
        await directory.named("lone")


async def test_concurrent_askers_make_one_request_each_kind(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    found = await asyncio.gather(*(directory.find(ANNA) for _ in range(50)))
    assert {person.name for person in found if person} == {"Anna Agerholm"}
    members = f"/groups/{HR}/transitiveMembers"
    assert sorted(graph.paths()) == sorted([f"/users/{ANNA}", f"/users/{ANNA}/manager", members, members])


async def test_whoever_gives_up_waiting_does_not_take_the_answer_from_others(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    graph.let_through.clear()
    first, second = (asyncio.create_task(directory.find(ANNA)) for _ in range(2))
    await graph.is_asked.wait()
    first.cancel()
    graph.let_through.set()
    found = await second
    assert found
    assert found.name == "Anna Agerholm"


async def test_people_are_kept_for_hours_and_hr_for_minutes(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand
) -> None:
    await directory.find(HANNE)
    graph.people[3].unit = "Jobcenter"
    graph.members = []
    clock.time = 6 * 60
    found = await directory.find(HANNE)
    assert found
    assert (found.unit, found.hr) == ("HR/Jura", False)
    clock.time = 5 * HOUR
    found = await directory.find(HANNE)
    assert found
    assert found.unit == "Jobcenter"


async def test_a_leader_who_is_set_counts_within_minutes(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand
) -> None:
    await directory.find(DORTE)
    graph.people[2].manager = LONE
    clock.time = 6 * 60
    found = await directory.find(DORTE)
    assert found
    assert found.leader == LONE


async def test_a_leader_who_came_with_somebody_is_not_asked_for_again(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    await directory.find(ANNA)
    await directory.find(LONE)
    assert f"/users/{LONE}" not in graph.paths()


async def test_while_graph_is_away_old_answers_serve_for_a_while(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand
) -> None:
    before = await directory.find(ANNA)
    graph.always["/"] = problem(503, "ServiceUnavailable")
    clock.time = 7.9 * HOUR
    assert await directory.find(ANNA) == before
    clock.time = 8.1 * HOUR
    with pytest.raises(DirectoryUnavailable):
        await directory.find(ANNA)


async def test_a_busy_moment_passes_unseen(directory: GraphDirectory, graph: FakeGraph) -> None:
    graph.answers = [
        problem(503, "ServiceUnavailable"),
        problem(429, "x", **{"Retry-After": "0"}),
    ]
    assert await directory.leads(LONE) is True


async def test_graph_is_left_alone_for_as_long_as_it_asks(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand
) -> None:
    graph.answers = [problem(429, "TooManyRequests", **{"Retry-After": "30"})]
    for moment in (0.0, 29.0):
        clock.time = moment
        with pytest.raises(GraphAwayError):
            await directory.leads(LONE)
    assert len(graph.asked) == 1
    clock.time = 31.0
    assert await directory.leads(LONE) is True


async def test_a_silent_graph_is_given_up_and_not_waited_for_again(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph.let_through.clear()
    with monkeypatch.context() as impatient:
        impatient.setattr(graph_calls, "QUESTION_SECONDS", 0.05)
        with pytest.raises(GraphAwayError):
            await directory.leads(LONE)
    asked = len(graph.asked)
    with pytest.raises(GraphAwayError):
        await directory.leads(DORTE)
    assert len(graph.asked) == asked
    graph.let_through.set()
    clock.time = 6.0
    assert await directory.leads(DORTE) is True


def test_a_question_leaves_time_for_the_rest_of_an_invoke() -> None:
    assert graph_calls.QUESTION_SECONDS < 3
    assert graph_calls.TRY_SECONDS < graph_calls.QUESTION_SECONDS


async def test_a_missing_permission_is_named_once_and_nobody_else_is(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    graph.always["/users/"] = denied
    for _ in range(3):
        with pytest.raises(MissingPermissionError, match=f"grant .* {USERS}"):
            await directory.find(ANNA)
    assert _warned(caplog) == [("directory.missing_permission", USERS)]
    assert "Agerholm" not in caplog.text
    del graph.always["/users/"]
    clock.time = 61.0
    assert await directory.find(ANNA)


async def test_a_group_that_may_not_be_read_hides_nobody_and_the_permission_is_named(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    graph.always["/groups/"] = denied
    for _ in range(3):
        found = [await directory.find(person) for person in (ANNA, HANNE)]
        assert [(person.leader, person.hr) for person in found if person] == [(LONE, None), (DORTE, None)]
    assert _warned(caplog) == [("directory.missing_permission", MEMBERS), ("directory.hr_unknown", MEMBERS)]
    assert "Agerholm" not in caplog.text
    del graph.always["/groups/"]
    clock.time = 61.0
    hanne = await directory.find(HANNE)
    assert hanne
    assert hanne.hr


async def test_a_group_that_is_read_slowly_hides_nobody_and_is_known_once_it_is_read(
    directory: GraphDirectory, graph: FakeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory._members, "_keeping", replace(GROUP_KEPT, patience=0.05))
    read = asyncio.Event()
    graph.slow["/groups/"] = read
    hanne = await directory.find(HANNE)
    assert hanne
    assert (hanne.leader, hanne.hr) == (DORTE, None)
    assert await directory.leads(LONE) is True  # the rest of Graph is not left alone for it
    read.set()
    await directory._members._asking[HR]
    hanne = await directory.find(HANNE)
    assert hanne
    assert hanne.hr


async def test_while_a_group_is_read_again_slowly_its_last_members_count(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    await directory.find(HANNE)  # with all its patience: what is read here counts below
    monkeypatch.setattr(directory._members, "_keeping", replace(GROUP_KEPT, patience=0.05))
    graph.slow["/groups/"] = asyncio.Event()
    clock.time = 6 * 60
    hanne = await directory.find(HANNE)
    assert hanne
    assert hanne.hr
    graph.slow["/groups/"].set()


def _warned(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    return [(record.msg, record.__dict__["permission"]) for record in told]


async def test_a_refused_token_is_told(
    directory: GraphDirectory, graph: FakeGraph, caplog: pytest.LogCaptureFixture
) -> None:
    graph.token = "another"  # noqa: S105  # the fake's
    with pytest.raises(GraphRefusedError):
        await directory.leads(LONE)
    (told,) = caplog.records
    assert (told.msg, told.__dict__["status"], told.__dict__["code"]) == (
        "directory.refused", 401, "InvalidAuthenticationToken",
    )  # fmt: skip
    asked = len(graph.asked)
    with pytest.raises(GraphAwayError):
        await directory.leads(LONE)
    assert len(graph.asked) == asked


async def test_a_404_that_is_not_about_a_person_does_not_make_anybody_unknown(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    graph.always["/users/"] = problem(404, "UnknownError")
    with pytest.raises(GraphRefusedError):
        await directory.find(ANNA)


async def test_an_answer_that_cannot_be_read_is_none(directory: GraphDirectory, graph: FakeGraph) -> None:
    graph.always["/users/"] = lambda: web.Response(text="<html>Anna</html>", content_type="text/html")
    with pytest.raises(GraphRefusedError):
        await directory.find(ANNA)


async def test_a_group_that_is_not_there_has_no_members_and_is_told(
    graph: FakeGraph, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(graph, clock, hr_group=ANNA) as directory:
        found = await directory.find(HANNE)
    assert found
    assert not found.hr
    assert "directory.no_such_group" in caplog.messages


async def test_without_a_group_nobody_is_hr(graph: FakeGraph, clock: Hand) -> None:
    async with opened(graph, clock, hr_group=None) as directory:
        found = await directory.find(HANNE)
    assert found
    assert not found.hr


async def test_without_a_token_the_directory_does_not_answer(
    graph: FakeGraph, clock: Hand, caplog: pytest.LogCaptureFixture
) -> None:
    async def none() -> str:
        raise RuntimeError("s3cret")

    async with opened(graph, clock, none) as directory:
        with pytest.raises(GraphAwayError):
            await directory.leads(LONE)
    assert graph.asked == []
    assert "directory.no_token" in caplog.messages


def _from_to(start: int, end: int, zone: str = "UTC") -> dict[str, object]:
    now = datetime.datetime.now(datetime.UTC)
    moments = [
        (now + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.0000000") for days in (start, end)
    ]
    names = ("scheduledStartDateTime", "scheduledEndDateTime")
    spans = {name: {"dateTime": at, "timeZone": zone} for name, at in zip(names, moments, strict=True)}
    return {"status": "scheduled", **spans}


@pytest.mark.parametrize(
    ("replies", "away"),
    [
        ({"status": "disabled"}, False),
        ({"status": "alwaysEnabled"}, True),
        (_from_to(-1, 1), True),
        (_from_to(-1, 1, "Europe/Copenhagen"), True),
        (_from_to(1, 2), False),
        (_from_to(-2, -1), False),
        (_from_to(-1, 1, "Romance Standard Time"), None),
        ({"status": "scheduled"}, False),
        (None, None),
    ],
)
async def test_automatic_replies_hint_at_an_absence(
    directory: GraphDirectory, graph: FakeGraph, replies: dict[str, object] | None, away: bool | None
) -> None:
    assert isinstance(directory, AwayDirectory)
    graph.people[1].replies = replies
    assert await directory.seems_away(LONE) is away


async def test_whether_somebody_is_away_is_unknown_without_the_permission_and_that_is_no_error(
    directory: GraphDirectory, graph: FakeGraph, caplog: pytest.LogCaptureFixture
) -> None:
    graph.always["mailboxSettings"] = problem(403, "ErrorAccessDenied")
    assert [await directory.seems_away(LONE) for _ in range(3)] == [None] * 3
    assert len(graph.asked) == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_mailboxes_that_do_not_answer_leave_the_directory_alone(
    directory: GraphDirectory, graph: FakeGraph
) -> None:
    graph.always["mailboxSettings"] = problem(429, "ApplicationThrottled", **{"Retry-After": "60"})
    assert await directory.seems_away(LONE) is None
    assert await directory.leads(LONE) is True


async def test_graph_throttles_a_search_too(directory: GraphDirectory, graph: FakeGraph) -> None:
    graph.always["$batch"] = throttled
    with pytest.raises(GraphAwayError):
        await directory.named("lone")


async def test_a_search_that_is_throttled_inside_the_batch_leaves_graph_alone_for_as_long_as_it_asks(
    directory: GraphDirectory, graph: FakeGraph, clock: Hand
) -> None:
    body = {"error": {"code": "TooManyRequests"}}
    answer = {"id": "1", "status": 429, "headers": {"retry-after": "30"}, "body": body}
    graph.answers = [lambda: web.json_response({"responses": [answer]})]
    for moment in (0.0, 29.0):
        clock.time = moment
        with pytest.raises(GraphAwayError):
            await directory.named("lone")
    assert len(graph.asked) == 1
    clock.time = 31.0
    assert await directory.named("lone")
