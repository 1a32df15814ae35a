"""Log lines hold an event and facts from a list, and nothing else whatever is logged."""

import asyncio
import json
import logging
import sys
from typing import Any

import pytest

from bot.logging import JsonLines, set_up_logging

PRIVATE = "Anna Agerholm 010203-1234"


def line(name: str, message: str, *args: object, **options: Any) -> dict[str, Any]:
    """What one record becomes."""
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "file.py", 1, message, args, options.get("exc_info"), extra=options.get("extra")
    )
    text = JsonLines().format(record)
    assert "\n" not in text
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def test_an_event_with_its_facts() -> None:
    told = line("bot.teams.bot", "turn.failed", extra={"reference": "ab12", "count": 3})
    assert {key: told[key] for key in ("level", "event", "logger", "reference", "count")} == {
        "level": "error",
        "event": "turn.failed",
        "logger": "bot.teams.bot",
        "reference": "ab12",
        "count": 3,
    }


def test_facts_that_are_not_on_the_list_are_dropped() -> None:
    told = line("bot.x", "a.b", extra={"person": PRIVATE, "text": PRIVATE})
    assert PRIVATE not in json.dumps(told)


@pytest.mark.parametrize(
    ("name", "message", "args"),
    [
        ("bot.x", f"somebody said {PRIVATE}", ()),
        ("bot.x", "somebody said %s", (PRIVATE,)),
        ("bot.x", f"a.{PRIVATE}", ()),
        ("aiohttp.server", "a.b", ()),
        ("asyncio", f"Task exception: {PRIVATE}", ()),
    ],
)
def test_words_are_dropped_whoever_says_them(name: str, message: str, args: tuple[object, ...]) -> None:
    told = line(name, message, *args)
    assert (told["event"], told["logger"]) == ("library.line", name)
    assert PRIVATE not in json.dumps(told)


def _fail() -> None:
    raise ValueError(PRIVATE)


def test_an_exception_is_told_by_its_class_and_place() -> None:
    try:
        _fail()
    except ValueError:
        told = line("bot.x", "a.b", exc_info=sys.exc_info())
    assert told["error"] == "ValueError"
    assert told["at"].startswith("test_logging.py:")
    assert PRIVATE not in json.dumps(told)


def test_a_fact_cannot_carry_a_novel() -> None:
    told = line("bot.x", "a.b", extra={"kind": "x" * 10_000, "status": [PRIVATE] * 100})
    assert max(len(str(value)) for value in told.values()) <= 200


def test_what_a_library_says_of_a_cancelled_task_is_no_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    set_up_logging("info")
    for error in (asyncio.CancelledError(), OSError()):
        logging.getLogger("sqlalchemy.pool").error("Exception terminating connection", exc_info=error)
    (told,) = capsys.readouterr().err.splitlines()
    assert json.loads(told)["error"] == "OSError"


def test_lines_go_to_standard_error_from_the_level_on(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = (root.handlers, root.level)
    try:
        set_up_logging("warning")
        logging.getLogger("bot.x").info("too.quiet")
        logging.getLogger("bot.x").warning("loud.enough")
        logging.getLogger("asyncio").info("too quiet")
    finally:
        root.handlers, root.level = before
        for package in ("bot", "cards", "casework", "dialogs", "guideline"):
            logging.getLogger(package).setLevel(logging.NOTSET)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [json.loads(told)["event"] for told in captured.err.splitlines()] == ["loud.enough"]
