"""The bot under the fuzzer: the real app over HTTP, a real database, and matters in every state.

What an example did to the database is undone after it, so that each begins with the same town.
"""

import asyncio
import datetime
import logging
import sqlite3
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from aiohttp import web

from bot.app import open_bot
from bot.environment import Secret
from bot.logging import JsonLines
from bot.settings import Settings
from bot.stage.people import TENANT, Json, read_people
from bot.storage import writer
from bot.storage.database import Database, open_database
from tests.bot.fakes.activities import BOT
from tests.proof.mailbox import CHAT, Mailbox
from tests.scenarios.town import PEOPLE

PERSONS = {person.name.split()[0]: person for person in read_people(PEOPLE)}
GUEST = "99999999-9999-4999-8999-999999999999"
"""Somebody of the tenant whom the directory does not know."""

SECRET = "kortspil"  # noqa: S105  # a word, no password
"""A word in every text of the town's matters: who has no part in a matter must never read it."""

CHANNEL = "19:hr@thread.tacv2"
TYPED_SECONDS = 10
WRITE_SECONDS = 0.01
"""What is kept in memory is stored within this, so that what an example stores is seen before the next."""
MANY = 1_000_000.0
"""Requests a second: the fuzzer is no flood."""

Rows = dict[str, list[tuple[Any, ...]]]


class Lines(logging.Handler):
    """Every log line as production writes it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.errors: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        if record.levelno >= logging.ERROR:
            self.errors.append(line)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear everything that is logged meanwhile."""
        root = logging.getLogger()
        before, root.level = root.level, logging.INFO
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
            root.setLevel(before)


@dataclass(frozen=True)
class Answer:
    """What came of one activity."""

    status: int
    body: bytes
    delivered: Json | None = None
    """The message that replied to it, where it was a message."""


@dataclass
class FuzzedTown:
    """The bot, whoever writes to it, and what stands in its database."""

    url: str
    file: Path
    mailbox: Mailbox
    session: aiohttp.ClientSession
    database: Database
    """For looks of the fuzzer's own."""
    log: Lines
    refusals: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    example: int = 0
    sent: int = 0
    _before: Rows = field(default_factory=dict)

    async def sends(self, body: bytes, expects: str | None = None) -> Answer:
        """Post a body; `expects` is the id of a message whose reply is waited for once it is accepted."""
        arrives = self.mailbox.expects(expects) if expects else None
        headers = {"Content-Type": "application/json"}
        async with self.session.post(f"{self.url}/api/messages", data=body, headers=headers) as response:
            answer = Answer(response.status, await response.read())
        if arrives is None or answer.status != web.HTTPAccepted.status_code:
            return answer
        async with asyncio.timeout(TYPED_SECONDS):
            return Answer(answer.status, answer.body, await arrives)

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return what stands in the database now."""
        with closing(sqlite3.connect(self.file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query)]

    def everything(self) -> str:
        """Return every row of every table as one text."""
        with closing(sqlite3.connect(self.file)) as connection:
            return str(_all_rows(connection))

    async def begins(self) -> None:
        """Undo what the example before did, and give everybody a chat that nobody has written in yet."""
        self.example += 1
        await asyncio.to_thread(
            self._restore
        )  # not on the loop: the bot may be in a transaction that it waits for
        self.log.lines.clear()
        self.log.errors.clear()

    def _restore(self) -> None:
        with closing(sqlite3.connect(self.file, timeout=30, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for table, rows in self._before.items():
                connection.execute(f'DELETE FROM "{table}"')  # noqa: S608  # names of our own tables
                if rows:
                    marks = ",".join("?" * len(rows[0]))
                    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
            connection.execute("COMMIT")

    async def has_written(self) -> None:
        """Wait until what is kept in memory is in the database."""
        await asyncio.sleep(WRITE_SECONDS * 4)

    def chat_of(self, sender: str) -> str:
        """Return the id of somebody's chat in this example."""
        return f"{CHAT}{sender}-{self.example}"

    def next_id(self) -> str:
        """Return an id for an activity."""
        self.sent += 1
        return f"f:{self.sent}"

    def press(self, who: str, verb: str, **data: Any) -> Json:
        """Return the press of somebody who lives here, as a client sends it."""
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
        more = {"name": "adaptiveCard/action", "value": value}
        return {"type": "invoke", **self.envelope(PERSONS[who].account), **more}

    def envelope(self, sender: Json) -> Json:
        """Return what all activities have in common, from somebody's own chat."""
        chat = self.chat_of(str(sender.get("aadObjectId") or sender.get("id")))
        return {
            "id": self.next_id(),
            "channelId": "msteams",
            "serviceUrl": self.mailbox.url,
            "from": sender,
            "recipient": BOT,
            "conversation": {"id": chat, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "locale": "da-DK",
        }

    async def prepares(self) -> None:
        """Bring matters into every state, and remember how everything stands."""
        await self._chooses_the_channel()
        for deed in (None, "deny", "approve", "return", "withdraw"):
            await self._request(deed)
        for deeds in ((), ("claim",), ("claim", "assess", "reply"), ("claim", "close")):
            await self._case(deeds)
        await asyncio.sleep(0.5)  # what is kept in memory is written meanwhile
        with closing(sqlite3.connect(self.file)) as connection:
            self._before = _all_rows(connection)

    async def _chooses_the_channel(self) -> None:
        hanne = self.envelope(PERSONS["Hanne"].account)
        place = {"team": {"id": "19:team@thread.tacv2"}, "channel": {"id": CHANNEL}}
        channel = {
            "conversation": {
                "id": CHANNEL,
                "conversationType": "channel",
                "isGroup": True,
                "tenantId": TENANT,
            },
            "channelData": {"tenant": {"id": TENANT}, **place},
        }
        await self._done({"type": "message", **hanne, **channel, "text": f"<at>{BOT['name']}</at> hr"})

    async def _request(self, deed: str | None) -> None:
        day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
        facts = {"recorder": "citizen", "situation": "wants_to_record", "medium": "audio"}
        form: Json = {
            "facts": {**facts, "only_about_recorder": False}, "key": str(uuid.uuid4()),
            "municipal_interest": f"De andre fortæller om deres {SECRET}.",
            "milder_means": f"En pause er ikke nok til {SECRET}.", "recorder_need": "notes",
            "deviation_reason": f"Nu er {SECRET} med.", "case_ref": "2026-17",
            "meeting_date": day.isoformat(), "meeting_time": "10:00",
        }  # fmt: skip
        await self._done(self.press("Anna", "refusal.submit", **form))
        (made,) = {row["id"] for row in self.rows("SELECT id FROM refusals")} - set(self.refusals)
        self.refusals.append(made)
        if deed:
            who = "Anna" if deed == "withdraw" else "Lone"
            said = {"reason": f"Om {SECRET}.", "question": f"Hvad med {SECRET}?"}
            await self._done(self.press(who, f"refusal.{deed}", refusal=made, version=1, **said))

    async def _case(self, deeds: tuple[str, ...]) -> None:
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        form = {"what_happened": f"Et klip om {SECRET}.", "where": "https://example.org/17", "seen_on": today}
        await self._done(self.press("Anna", "misuse.submit", key=str(uuid.uuid4()), **form))
        (made,) = {row["id"] for row in self.rows("SELECT id FROM cases")} - set(self.cases)
        self.cases.append(made)
        said = {"text": f"Vi ser på {SECRET}.", "police_report": "no", "reason": f"{SECRET} er væk."}
        for number, deed in enumerate(deeds, 1):
            await self._done(self.press("Hanne", f"case.{deed}", case=made, version=number, **said))

    async def _done(self, activity: Json) -> None:
        expects = activity["id"] if activity["type"] == "message" else None
        answer = await self.sends(msgspec.json.encode(activity), expects)
        if answer.status not in (200, 202):
            raise RuntimeError(f"the town cannot be prepared: {answer}")


def _all_rows(connection: sqlite3.Connection) -> Rows:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name != 'alembic_version'"
    )
    named = [name for (name,) in tables]
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in named}  # noqa: S608


@asynccontextmanager
async def fuzzed_town(folder: Path) -> AsyncIterator[FuzzedTown]:
    """Start the bot as `serve` does but for delivery, which would change the database between two looks."""
    file, log = folder / "fuzz.db", Lines()
    chosen: dict[str, Any] = {
        "app_type": "None",
        "database_url": Secret(f"sqlite+aiosqlite:///{file}"),
        "directory": str(PEOPLE),
        "request_rate": MANY,
        "request_rate_per_user": MANY,
    }
    async with AsyncExitStack() as stack:
        stack.callback(setattr, writer, "PAUSE", writer.PAUSE)
        writer.PAUSE = WRITE_SECONDS
        stack.enter_context(log.listening())
        mailbox = await stack.enter_async_context(Mailbox())
        app = await stack.enter_async_context(open_bot(Settings(**chosen), deliver=False))
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        session = await stack.enter_async_context(aiohttp.ClientSession())
        url = "http://{}:{}".format(*runner.addresses[0][:2])
        database = await open_database(f"sqlite+aiosqlite:///{file}")
        stack.push_async_callback(database.close)
        town = FuzzedTown(url, file, mailbox, session, database, log)
        await town.prepares()
        yield town
