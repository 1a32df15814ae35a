"""What must hold afterwards, each as a sentence and what speaks against it."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.stage.card import Card
from bot.storage.tables import cases, events, outbox, refusals
from tests.proof.chaos.installation import Installation
from tests.proof.chaos.life import Life
from tests.proof.serving import COMMAND, ROOT
from tests.proof.soak.flatness import sample

SETTLE_SECONDS = 120
LOOK_SECONDS = 0.5
MOST_MIB, MOST_HANDLES = 300, 300
DECISIONS = {"refusal.approve": "approve", "refusal.deny": "deny"}

DATABASE_AWAY = (
    "DBAPIError", "InternalError",
    "OperationalError", "InterfaceError", "TimeoutError", "ConnectionRefusedError", "OSError",
    "ConnectionDoesNotExistError", "CannotConnectNowError", "FileNotFoundError", "ConnectionResetError",
)  # fmt: skip
"""What a turn may have failed by while the database was gone; a fault of ours has another name."""


@dataclass(frozen=True)
class Promise:
    """Something that must hold. `against` is what does not fit; `note` is told either way."""

    sentence: str
    against: list[str]
    note: str = ""


async def promises(here: Installation, life: Life) -> AsyncIterator[Promise]:
    """Wait until everything is delivered, then look at all of it."""
    engine = create_async_engine(here.town.database_url)
    try:
        left = await _settled(engine)
        yield Promise("What is to be delivered is delivered, and nothing is given up", left)
        requests, done = await _rows(engine, refusals), await _rows(engine, events)
        for promise in _about_requests(here, life, requests, done):
            yield promise
        yield _no_card_asks(here, life, requests, await _rows(engine, outbox))
        yield _about_cases(here, life, await _rows(engine, cases))
    finally:
        await engine.dispose()
    yield _every_press_was_answered(here)
    yield await _the_register_verifies(here)
    yield _processes_are_sane(here)
    yield _log_is_clean(here)


def _about_requests(
    here: Installation, life: Life, requests: list[dict[str, Any]], done: list[dict[str, Any]]
) -> Iterator[Promise]:
    by_name = {name: [row for row in requests if _is_named(row, name)] for name in life.tried}
    wrong = [name for name in life.asked if len(by_name[name]) != 1]
    wrong += [name for name in life.tried if len(by_name[name]) > 1]
    yield Promise("Each request that was sent is there once", wrong, f"{len(life.asked)} requests")

    made = Counter(row["about"] for row in done if row["event"] in DECISIONS)
    outcomes = {
        name: [DECISIONS[row["event"]] for row in done if row["about"] == f"refusal:{rows[0]['id']}"
               and row["event"] in DECISIONS] for name, rows in by_name.items() if rows
    }  # fmt: skip
    several = [about for about, times in made.items() if times != 1]
    several += [name for name in life.decided if len(outcomes.get(name, [])) != 1]
    yield Promise("Each has one outcome, though both answers were pressed at once", several)

    right = {name: f"{name} {outcome[0]}" for name, outcome in outcomes.items() if len(outcome) == 1}
    shown = [
        f"{name}: shown {told or 'neither'!r}, but it is {right.get(name)!r}"
        for name, told in life.decided.items()
        if told != right.get(name)
    ]
    yield Promise("The leader was shown that outcome, and no other", shown)
    yield from _what_people_read(here, life, right)


def _what_people_read(here: Installation, life: Life, right: dict[str, str]) -> Iterator[Promise]:
    untold, contradicted, twice = [], [], 0
    leader = here.teams.person("Lone").cards()
    for name, who in life.asked.items():
        read = [card for card in here.teams.person(who).cards() if _shows(card, name)]
        true, wrong = (
            right.get(name, "?"),
            f"{name} {'deny' if right.get(name, '').endswith('approve') else 'approve'}",
        )
        told = sum(true in card.text for card in read)
        twice += told > MOST_TIMES_TOLD
        if not told:
            untold.append(name)
        if any(wrong in card.text for card in [*read, *leader]):
            contradicted.append(name)
    yield Promise("Who asked was told of it", untold, f"{twice} of them by a message that came twice")
    yield Promise("No card anywhere says the opposite", contradicted)


def _no_card_asks(
    here: Installation, life: Life, requests: list[dict[str, Any]], sent: list[dict[str, Any]]
) -> Promise:
    asking = [card.text for card in here.teams.person("Lone").cards() if card.action("refusal.approve")]
    against = [
        f"{name} on {sum(name in text for text in asking)} of its cards: {_history(name, requests, sent)}"
        for name in life.asked
        if any(name in text for text in asking)
    ]
    return Promise("No card of the leader's still asks", against)


def _history(name: str, requests: list[dict[str, Any]], sent: list[dict[str, Any]]) -> str:
    """Return what was sent about a request, in the order in which it was queued."""
    about = {row["id"] for row in requests if _is_named(row, name)}
    rows = sorted((row for row in sent if row["about_id"] in about), key=lambda row: int(row["id"]))
    return ", ".join(
        f"{row['kind']} {row['created_at']:%H:%M:%S.%f} to {row['to'][-12:]} {row['attempts']}x"
        f" done {row['done_at']:%H:%M:%S.%f}" for row in rows if row["done_at"]
    )  # fmt: skip


MOST_TIMES_TOLD = 2
"""On the receipt, which is kept up to date, and in a message of its own."""


def _about_cases(here: Installation, life: Life, rows: list[dict[str, Any]]) -> Promise:
    made = Counter(row["key"] for row in rows)
    wrong = [f"reported with the key {key}: {made[key]} cases" for key in life.reported if made[key] != 1]
    channel = here.teams.world.channel("HR/Jura")
    posted = {case for m in channel.messages if m.card for case in _cases_on(Card(m, m.card))}
    wrong += [
        f"{row['id']} stands in no channel; unposted: {row['unposted']}, state: {row['state']}"
        for row in rows
        if str(row["id"]) not in posted
    ]
    return Promise("Each report is one case, and stands in HR/Jura's channel", wrong, f"{len(rows)} cases")


def _every_press_was_answered(here: Installation) -> Promise:
    line = here.line
    against = [f"no answer after {it.seconds:.1f} s, after: {it.thrown}" for it in line.unanswered()]
    against += [f"HTTP {it.status}, after: {it.thrown}" for it in line.broken()]
    presses = [it for it in line.attempts if it.kind == "invoke"]
    cut = sum(it.status == 0 for it in presses) - len(line.unanswered())
    note = f"{len(presses)} presses; {cut} went to a process that was not there"
    return Promise("No press was left unanswered while its process was there", against, note)


async def _the_register_verifies(here: Installation) -> Promise:
    command = (*COMMAND, "register", "verify", "--database", here.town.database_url)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, errors = await process.communicate()
    told = (out + errors).decode().splitlines()
    return Promise("The register verifies", told if process.returncode else [], told[-1] if told else "")


def _processes_are_sane(here: Installation) -> Promise:
    held = [sample(served.pid, 0) for served in here.town.started if served.is_up]
    against = [
        f"{it.kib / 1024:.0f} MiB, {it.handles} handles"
        for it in held
        if it.kib > MOST_MIB * 1024 or it.handles > MOST_HANDLES
    ]
    most = f"at most {max(it.kib for it in held) / 1024:.0f} MiB, {max(it.handles for it in held)} handles"
    return Promise("Processes are no larger than they should be", against, most)


def _log_is_clean(here: Installation) -> Promise:
    errors = [line for line in here.town.lines if line["level"] in ("error", "critical")]
    told = Counter(f"{line['event']} {line.get('error', '')}".strip() for line in errors)
    ours = [line for line in errors if line["event"] in ("turn.failed", "library.line", "no.json")]
    against = [
        f"{line['event']}: {line.get('error')} at {line.get('at')}"
        for line in ours
        if line.get("error") not in DATABASE_AWAY
    ]
    note = ", ".join(f"{times} {event}" for event, times in told.most_common())
    return Promise("The log tells of no fault of ours", sorted(set(against)), note)


async def _settled(engine: AsyncEngine) -> list[str]:
    """Wait until nothing is left to deliver; return what is left all the same, or was given up."""
    waiting = select(func.count()).where(outbox.c.done_at.is_(None), outbox.c.failed_at.is_(None))
    loop = asyncio.get_running_loop()
    until = loop.time() + SETTLE_SECONDS
    async with engine.connect() as connection:
        while (await connection.execute(waiting)).scalar_one() and loop.time() < until:
            await connection.rollback()
            await asyncio.sleep(LOOK_SECONDS)
    await asyncio.sleep(LOOK_SECONDS * 4)  # a card is written anew a moment after its message was sent
    rows = await _rows(engine, outbox)
    return [f"{row['kind']}: {row['last_error']}" for row in rows if row["done_at"] is None]


async def _rows(engine: AsyncEngine, table: Table) -> list[dict[str, Any]]:
    async with engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]


def _is_named(row: dict[str, Any], name: str) -> bool:
    return f'"{name}"' in json.dumps(row["written"])


def _shows(card: Card, name: str) -> bool:
    return name in card.text


def _cases_on(card: Card) -> Iterator[str]:
    for action in card.actions():
        if "case" in action.data:
            yield str(action.data["case"])
