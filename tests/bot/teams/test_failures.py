"""Whatever happens inside: whoever asked is answered, and support finds the reference in the log."""

import asyncio
import json
import logging
import re

import pytest

from bot import listening
from bot.logging import JsonLines
from bot.teams import patience
from bot.teams.adapter import EdgeAdapter
from bot.teams.extension import Extension
from bot.teams.incoming import Incoming
from bot.teams.uploads import Uploads
from dialogs.turn import Pressed, Reply, Turn, Typed
from tests.bot.conftest import MakeSettings
from tests.bot.fakes.activities import Json, consent, message, press
from tests.bot.fakes.connector import FakeConnector
from tests.bot.fakes.conversation import Listener
from tests.bot.fakes.edge import Edge, running

NOWHERE = "http://127.0.0.1:1"
SECRET = "hemmelighed-7731"  # noqa: S105  # what somebody wrote
QUIET: Json = {"conversation": {"id": "19:x", "conversationType": "channel"}}
SEARCH: Json = {"name": "composeExtension/query", "value": {"commandId": "recorderText"}}

ERRORS = [RuntimeError, MemoryError, RecursionError, asyncio.CancelledError, TimeoutError, KeyError]


class Broken(Listener):
    """Fails, and cannot say so either when told to."""

    def __init__(self, error: type[BaseException], *, speechless: bool = False) -> None:
        super().__init__()
        self._error, self._speechless = error, speechless

    async def typed(self, turn: Typed) -> Reply:
        raise self._error(SECRET)

    async def pressed(self, turn: Pressed) -> Reply:
        raise self._error(SECRET)

    def failed(self, turn: Turn, reference: str) -> Reply:
        if self._speechless:
            raise self._error(SECRET)
        return super().failed(turn, reference)


def _fails(*_: object) -> None:
    raise KeyError(SECRET)


class Log:
    """What the process logs."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        self._caplog = caplog

    def tells_of(self, said: str) -> None:
        """One line has the reference that was said, and none a word of what was written."""
        lines = [JsonLines().format(record) for record in self._caplog.records]
        references = [json.loads(line).get("reference") for line in lines if '"turn.failed"' in line]
        (reference,) = references
        assert reference
        assert re.search(rf"\b{reference}\b", said)
        assert SECRET not in "".join(lines) + said


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Log:
    return Log(caplog)


@pytest.mark.parametrize("speechless", [False, True])
@pytest.mark.parametrize("error", ERRORS)
async def test_a_press_that_fails_is_a_card(
    make_settings: MakeSettings, log: Log, error: type[BaseException], speechless: bool
) -> None:
    if speechless and error is asyncio.CancelledError:
        error = RuntimeError  # nothing is awaited there that could be cancelled
    async with running(make_settings(), Broken(error, speechless=speechless)) as edge:
        answer = await edge.hears(press(NOWHERE, data={"text": SECRET}, **QUIET))
    assert (answer.status, answer.json["value"]["type"]) == (200, "AdaptiveCard")
    log.tells_of(answer.text)


@pytest.mark.parametrize("speechless", [False, True])
async def test_a_message_that_fails_is_answered_with_a_card(
    make_settings: MakeSettings, connector: FakeConnector, log: Log, speechless: bool
) -> None:
    async with running(make_settings(), Broken(MemoryError, speechless=speechless)) as edge:
        assert (await edge.hears(message(connector.url, SECRET))).status == 202
        (sent,) = await connector.receives()
    log.tells_of(json.dumps(sent.body, ensure_ascii=False))


@pytest.fixture
def failing_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(adapter: EdgeAdapter, incoming: Incoming) -> None:
        raise LookupError(SECRET)

    monkeypatch.setattr(EdgeAdapter, "receive", fail)


@pytest.mark.usefixtures("failing_pipeline")
@pytest.mark.parametrize(
    ("activity", "language"),
    [
        (press(NOWHERE, **QUIET), "da"),
        (press(NOWHERE, locale="en-GB", **QUIET), "en"),
        (press(NOWHERE, **QUIET, **SEARCH), "da"),
    ],
)
async def test_a_failure_around_the_conversation_is_answered_in_the_user_s_language(
    make_settings: MakeSettings, listener: Listener, log: Log, activity: Json, language: str
) -> None:
    async with running(make_settings(), listener) as edge:
        answer = await edge.hears(activity)
    assert answer.status == 200
    assert ("gik galt" if language == "da" else "went wrong") in answer.text
    log.tells_of(answer.text)


@pytest.mark.usefixtures("failing_pipeline")
async def test_a_failure_around_a_message_is_said_in_the_chat(
    make_settings: MakeSettings, listener: Listener, connector: FakeConnector, log: Log
) -> None:
    async with running(make_settings(), listener) as edge:
        assert (await edge.hears(message(connector.url, SECRET))).status == 202
        assert (await edge.hears(message(connector.url, type="typing"))).status == 202
        (sent,) = await connector.receives()
    assert sent.body["replyToId"] == "f:activity"


async def test_a_search_that_fails_is_a_sentence(
    edge: Edge, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    monkeypatch.setattr(Extension, "answer", _fails)
    answer = await edge.hears(press(NOWHERE, **QUIET, **SEARCH))
    assert (answer.status, answer.json["composeExtension"]["type"]) == (200, "message")
    log.tells_of(answer.text)


async def test_a_file_that_fails_is_told_of_in_the_chat(
    edge: Edge, connector: FakeConnector, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    monkeypatch.setattr(Uploads, "put", _fails)
    answer = await edge.hears(consent(connector.url, "http://127.0.0.1:1/upload"))
    assert (answer.status, answer.body) == (200, b"{}")
    said = (await connector.receives())[0]
    log.tells_of(json.dumps(said.body))


class Slow(Listener):
    """Takes its time over every turn."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.was_late: list[str] = []

    async def pressed(self, turn: Pressed) -> Reply:
        self.begun.set()
        if turn.verb != "quick":
            await self.go_on.wait()
        return await super().pressed(turn)

    async def typed(self, turn: Typed) -> Reply:
        self.begun.set()
        await self.go_on.wait()
        return await super().typed(turn)

    def late(self, turn: Pressed, *, is_ending: bool = False) -> Reply:
        self.was_late.append(turn.verb)
        if turn.verb == "speechless":
            raise RuntimeError(SECRET)
        return super().late(turn, is_ending=is_ending)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST", 0.01)


def test_a_card_stands_in_before_teams_gives_up_and_not_before_most_turns_are_done() -> None:
    assert 3 < patience.LONGEST < 10
    assert patience.LONGEST_AT_THE_END < listening.STOPPING_SECONDS


@pytest.mark.usefixtures("impatient")
async def test_a_press_that_takes_too_long_is_answered_and_its_work_goes_on(
    make_settings: MakeSettings, connector: FakeConnector
) -> None:
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        answer = await edge.hears(press(connector.url))
        assert (answer.status, answer.words) == (200, "late interview.start")
        assert answer.headers["Connection"] == "close"  # so that nobody's next request waits behind it
        assert slow.heard == []
        slow.go_on.set()
        (written,) = await connector.receives()  # the message itself shows the answer in the end
    assert (written.method, written.body["summary"]) == ("PUT", "pressed interview.start")


async def test_a_quick_press_is_answered_once(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        for verb, longest in (("quick", 1.0), ("slow", 0.01)):
            monkeypatch.setattr(patience, "LONGEST", longest)
            assert (await edge.hears(press(NOWHERE, verb, **QUIET))).status == 200
        slow.go_on.set()
    assert slow.was_late == ["slow"]


@pytest.mark.usefixtures("impatient")
async def test_a_message_that_takes_too_long_is_accepted_and_answered_later(
    make_settings: MakeSettings, connector: FakeConnector
) -> None:
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        assert (await edge.hears(message(connector.url))).status == 202
        slow.go_on.set()
        (sent,) = await connector.receives()
    assert sent.body["summary"] == "typed hej"


@pytest.mark.usefixtures("impatient")
async def test_what_is_late_and_cannot_be_said_is_still_a_card(make_settings: MakeSettings, log: Log) -> None:
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        answer = await edge.hears(press(NOWHERE, "speechless", **QUIET))
        slow.go_on.set()
    log.tells_of(answer.text)


@pytest.fixture
def hasty_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LONGEST_AT_THE_END", 0.0)
    monkeypatch.setattr(listening, "STOPPING_SECONDS", 1.0)


@pytest.mark.usefixtures("hasty_end")
async def test_an_end_says_of_a_press_that_hangs_that_it_may_be_left_undone_and_the_log_how_many_were(
    make_settings: MakeSettings, caplog: pytest.LogCaptureFixture
) -> None:
    slow, waiting = Slow(), []
    async with running(make_settings(), slow) as edge:
        assert (await edge.hears(press(NOWHERE, "quick", **QUIET))).status == 200
        for _ in range(2):
            slow.begun.clear()
            waiting.append(asyncio.create_task(edge.hears(press(NOWHERE, **QUIET))))
            await slow.begun.wait()
    assert [(await one).words for one in waiting] == ["ending interview.start"] * 2
    assert [line.count for line in caplog.records if line.message == "turns.cut_off"] == [2]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("is_broken_off", "told"), [(True, [1]), (False, [])])
async def test_a_late_turn_that_comes_to_its_end_was_not_cut_off(
    make_settings: MakeSettings, caplog: pytest.LogCaptureFixture, *, is_broken_off: bool, told: list[int]
) -> None:
    slow, turns = Slow(), []
    make = slow.pressed

    async def noted(turn: Pressed) -> Reply:
        turns.append(asyncio.current_task())
        return await make(turn)

    slow.pressed = noted  # type: ignore[method-assign]
    async with running(make_settings(), slow) as edge:
        assert (await edge.hears(press(NOWHERE, **QUIET))).words == "late interview.start"
        (task,) = turns
        assert task
        if is_broken_off:
            task.cancel()
        slow.go_on.set()
        await asyncio.wait({task})
    assert [line.count for line in caplog.records if line.message == "turns.cut_off"] == told  # type: ignore[attr-defined]


@pytest.mark.usefixtures("hasty_end")
async def test_an_end_accepts_no_message_that_hangs(make_settings: MakeSettings) -> None:
    slow = Slow()
    async with running(make_settings(), slow) as edge:
        waiting = asyncio.create_task(edge.hears(message(NOWHERE)))
        await slow.begun.wait()
    assert (await waiting).status == 503


async def test_an_end_with_nothing_under_way_tells_of_nothing_cut_off(
    make_settings: MakeSettings, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_settings(), Listener()) as edge:
        assert (await edge.hears(press(NOWHERE, **QUIET))).status == 200
    assert "turns.cut_off" not in caplog.messages
