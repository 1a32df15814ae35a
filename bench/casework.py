"""The look-ups behind a card, with a thousand decided requests and with a million, on both databases.

What is measured is the product's own code: equal treatment, `mine` and `venter`. Only the filling is done by
the database itself, from one request that went through the store: a million turns would take an hour. As many
requests are open in both, since what is decided is what adds up over the years.

`python -m bench.casework 1000 100000` measures other sizes.
"""

import asyncio
import datetime
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Insert,
    String,
    Table,
    case,
    cast,
    insert,
    literal,
    select,
    true,
    type_coerce,
)

from bench.measurement import Measurement, table
from bot.clock import SystemClock
from bot.directory.empty import EmptyDirectory
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.tables import advice_totals, decision_counts, decision_totals, refusals, waiting
from casework.about import PackMark
from casework.desk import Desk
from casework.law import case_law
from casework.policy import Policy
from casework.refusal import procedure
from casework.refusal.equal_treatment import month_of
from casework.refusal.form import RefusalForm
from casework.refusal.refusals import earlier_decisions
from casework.refusal.request import Asked, Refusal, State
from casework.refusal.timing import scheduled
from casework.workdays import local_day
from guideline.load import built_in, load_pack
from tests.bot.fakes.postgres import running_postgres

SIZES = (1_000, 1_000_000)
STAFF, LEADERS, UNITS = 200, 40, 30
"""The same for any number of requests, so that a person has a thousand times as many of them."""

OPEN = 400
"""Requests that wait for a leader, in either size."""

ROUNDS = 300
"""Each look-up this many times; the median counts."""

MONTHS = 24
FACTS: dict[str, str | bool] = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}
"""Of the look-up; the stored requests are of every kind, evenly."""


_GROUNDS = ("others_present", "harassment", "other")
_RECORDERS = ("citizen", "employee", "authority", "third_party")
_MEDIUMS = ("audio", "video")
_OUTCOMES = ("refused", "allowed", "lapsed")
_ADVICE = (("allowed", ""), ("weigh_interests", "others_present"), ("refusal_possible", "harassment"))


def measure(sizes: Iterable[int] = SIZES) -> Iterator[Measurement]:
    """Fill databases of each size, and time the look-ups in them."""
    with servers() as new_database:
        for name, new in new_database.items():
            first: dict[str, float] = {}
            for size in sizes:
                for what, seconds in asyncio.run(_timed(new(), size)).items():
                    first.setdefault(what, seconds)
                    ratio = f"{seconds / first[what]:.2f} times the first"
                    yield Measurement(f"{what}, {name}, {size:,} decided", seconds * 1000, "ms", ratio)


@contextmanager
def servers() -> Iterator[dict[str, Callable[[], str]]]:
    """Start PostgreSQL, and return by name what makes the address of an empty database."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, running_postgres() as server:
        names = iter(range(1000))
        yield {
            "SQLite": lambda: f"sqlite+aiosqlite:///{Path(folder) / f'{next(names)}.db'}",
            "PostgreSQL": server.new_database,
        }


async def _timed(url: str, size: int) -> dict[str, float]:
    database = await open_database(url)
    try:
        desk = Desk(
            SqlStore(database, SystemClock()),
            EmptyDirectory(),
            SystemClock(),
            PackMark("1", "a" * 64),
            case_law(load_pack(built_in("albertslund"))),
        )
        await _fill(database, desk, size)
        look_ups: dict[str, Callable[[], Awaitable[object]]] = {
            "equal treatment": lambda: earlier_decisions(desk, _GROUNDS[0], FACTS),
            "mine": lambda: desk.store.queries.mine("staff-7"),
            "venter": lambda: desk.store.queries.waiting_for("leader-7"),
            "what time must do": lambda: desk.store.queries.due(desk.clock.now()),
        }
        return {what: await _median(look_up) for what, look_up in look_ups.items()}
    finally:
        await database.close()


async def _median(look_up: Callable[[], Awaitable[object]]) -> float:
    spent = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await look_up()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


async def _fill(database: Database, desk: Desk, size: int) -> None:
    template = _template(desk)
    async with desk.store.unit() as unit:
        await unit.refusals.add(template)
    async with database.writing() as connection:
        await connection.execute(_copies(template.id, size))
        await connection.execute(_WAITING)
        for counts, rows in _counted(desk.clock.now(), size).items():
            await connection.execute(insert(counts), rows)
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("ANALYZE" if database.on_sqlite else "VACUUM ANALYZE")


def _template(desk: Desk) -> Refusal:
    now = desk.clock.now()
    form = RefusalForm(
        key="template",
        facts=FACTS,
        verdict="weigh_interests",
        grounds=("others_present",),
        pack=desk.pack,
        ground="others_present",
        municipal_interest="De andre forældre taler om deres børns helbred. " * 4,
        recorder_need="notes,memory",
        milder_means="Pause, mens de andres forhold drøftes. " * 3,
        case_ref="2026-17",
        meeting=now + datetime.timedelta(days=1),
    )
    asked = procedure.submit(form, "template", "staff-0", Asked("Jobcenter", "leader-0", "leader-0"), now)
    approved = procedure.approve(asked.after, "leader-0", "Vurderet konkret. " * 5, now)
    return scheduled(replace(approved.after, version=1), Policy())


def _copies(template_id: str, size: int) -> Insert:
    """Return what makes the database copy a request, for other people and earlier moments."""
    numbers = select(literal(1).label("i")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.i + 1).where(numbers.c.i < size + OPEN))
    i, was = numbers.c.i, refusals.alias("was")
    age = (type_coerce(i, BigInteger) * (MONTHS * 30 * 86_400_000_000 // (size + OPEN))).label("age")
    other = {
        "id": _named("r", i),
        "key": _named("k", i),
        "asked_by": _named("staff-", i % STAFF),
        "leader": _named("leader-", i % LEADERS),
        "state": case((i <= OPEN, State.WAITING.value), else_=State.NOTED.value),
        "created": type_coerce(was.c.created, BigInteger) - age,
        "keep_until": type_coerce(was.c.keep_until, BigInteger) + i,
        "wake_at": type_coerce(was.c.keep_until, BigInteger) + i,
    }
    columns = [other.get(column.name, was.c[column.name]) for column in refusals.c]
    copied = select(*columns).select_from(numbers.join(was, true())).where(was.c.id == template_id)
    return insert(refusals).from_select([column.name for column in refusals.c], copied)


def _named(prefix: str, number: ColumnElement[int]) -> ColumnElement[str]:
    return literal(prefix) + cast(number, String)


_WAITING = insert(waiting).from_select(
    ["person", "refusal_id", "expires"],
    select(refusals.c.leader, refusals.c.id, refusals.c.expires).where(
        refusals.c.state == State.WAITING.value
    ),
)


def _counted(now: datetime.datetime, size: int) -> dict[Table, list[dict[str, Any]]]:
    """Return the counts that so many decisions of every kind leave, drawn evenly and always alike."""
    today = local_day(now)
    past = (divmod(today.year * 12 + today.month - 1 - ago, 12) for ago in range(MONTHS))
    months = [month_of(datetime.date(year, month + 1, 1)) for year, month in past]
    kinds = list(product(_GROUNDS, months, _RECORDERS, _MEDIUMS, _OUTCOMES, range(UNITS)))
    by_unit: Counter[tuple[Any, ...]] = Counter()
    for (*alike, outcome, unit), number in Counter(random.Random(1).choices(kinds, k=size)).items():  # noqa: S311
        for counted in ("asked", outcome):
            by_unit[*alike, counted, f"unit-{unit}"] += number
    totals: Counter[tuple[Any, ...]] = Counter()
    for (*alike, _), number in by_unit.items():
        totals[tuple(alike)] += number
    return {
        decision_counts: [{**_count_row(kind, number), "unit": kind[-1]} for kind, number in by_unit.items()],
        decision_totals: [_count_row(kind, number) for kind, number in totals.items()],
        advice_totals: [
            {"month": month, "verdict": verdict, "grounds": grounds, "count": size // MONTHS}
            for month, (verdict, grounds) in product(months, _ADVICE)
        ],
    }


def _count_row(kind: Sequence[Any], number: int) -> dict[str, Any]:
    ground, month, recorder, medium, outcome, *_ = kind
    latest = datetime.date.fromisoformat(f"{month}-01")
    others = ground == "others_present"
    return {
        "ground": ground,
        "month": month,
        "recorder": recorder,
        "medium": medium,
        "others": others,
        "outcome": outcome,
        "number": number,
        "latest": latest,
    }


if __name__ == "__main__":
    sys.stdout.write(table(measure([int(size) for size in sys.argv[1:]] or SIZES)))
