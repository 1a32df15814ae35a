"""HR/Jura's look-ups with 10,000 open cases, beside a thousand closed ones and a million, on both databases.

As in `bench.casework`: what is measured is the product's own code, and only the filling is done by the
database itself, from one case that went through the store. As many cases are open in both sizes.

`python -m bench.cases 1000 100000` measures other sizes.
"""

import asyncio
import datetime
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator

from sqlalchemy import (
    BigInteger,
    Insert,
    String,
    case,
    cast,
    insert,
    literal,
    null,
    select,
    true,
    type_coerce,
)

from bench.casework import servers
from bench.measurement import Measurement, table
from bot.clock import SystemClock
from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.storage.tables import cases
from casework.about import PackMark
from casework.cases import procedure, timing
from casework.cases.case import Case, CasePlace
from casework.cases.form import CaseForm
from casework.cases.moving import BACKLOG, MANY

SIZES = (1_000, 1_000_000)
OPEN = 10_000
STAFF, OWNERS = 2_000, 40
ROUNDS = 100
"""Each look-up this many times; the median counts."""

MINUTE = 60_000_000
"""In microseconds: how much longer each case waits than the one before."""

LINK = "https://example.org/posts/17"


def measure(sizes: Iterable[int] = SIZES) -> Iterator[Measurement]:
    """Fill databases of each size, and time the look-ups in them."""
    with servers() as new_database:
        for name, new in new_database.items():
            first: dict[str, float] = {}
            for size in sizes:
                for what, seconds in asyncio.run(_timed(new(), size)).items():
                    first.setdefault(what, seconds)
                    ratio = f"{seconds / first[what]:.2f} times the first"
                    yield Measurement(f"{what}, {name}, {size:,} closed", seconds * 1000, "ms", ratio)


async def _timed(url: str, size: int) -> dict[str, float]:
    database, now = await open_database(url), SystemClock().now()
    try:
        queries = SqlStore(database, SystemClock()).queries
        await _fill(database, _template(now), size)
        half = CasePlace(now - datetime.timedelta(minutes=OPEN // 2), "")
        look_ups: dict[str, Callable[[], Awaitable[object]]] = {
            "open cases": queries.open_cases,
            "open cases from the middle on": lambda: queries.open_cases(after=half),
            "how many in each state": queries.open_case_counts,
            "overdue": lambda: queries.overdue_cases(*timing.overdue(now)),
            "mine": lambda: queries.cases_reported_by("staff-7"),
            "what I have": lambda: queries.cases_owned_by("owner-7"),
            "the same link": lambda: queries.cases_with_link(LINK),
            "what time must do": lambda: queries.due_cases(now),
            "what is to be posted": lambda: queries.unposted_cases(now, BACKLOG),
            "what another channel lacks": lambda: queries.cases_without_card("19:another", MANY + 1),
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


def _template(now: datetime.datetime) -> Case:
    form = CaseForm(
        key="template",
        kind="misuse",
        text="Optagelsen af mødet ligger åbent på en side, som mange læser. " * 4,
        where=LINK,
        seen_on=now.date(),
        case_ref="2026-17",
        facts={"recorder": "citizen", "situation": "recording_misused"},
        pack=PackMark("1", "a" * 64),
    )
    return procedure.report(form, "template", "staff-0", "Jobcenter", now).after


async def _fill(database: Database, template: Case, size: int) -> None:
    async with SqlStore(database, SystemClock()).unit() as unit:
        await unit.cases.add(template)
    async with database.writing() as connection:
        await connection.execute(_copies(size))
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("ANALYZE" if database.on_sqlite else "VACUUM ANALYZE")


def _copies(size: int) -> Insert:
    """Return what makes the database copy the case, for other people, other links and earlier moments."""
    numbers = select(literal(1).label("i")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.i + 1).where(numbers.c.i < size + OPEN))
    i, was = numbers.c.i, cases.alias("was")
    is_open, number, earlier = i <= OPEN, cast(i, String), type_coerce(i, BigInteger) * MINUTE
    other = {
        "id": literal("c") + number,
        "key": literal("k") + number,
        "reported_by": literal("staff-") + cast(i % STAFF, String),
        "owner": literal("owner-") + cast(i % OWNERS, String),
        "state": case((is_open, literal("claimed")), else_=literal("closed")),
        "link": literal("link-") + number,
        "created": type_coerce(was.c.created, BigInteger) - earlier,
        "waiting_since": type_coerce(was.c.waiting_since, BigInteger) - earlier,
        "keep_until": type_coerce(was.c.keep_until, BigInteger) + 2 * size * MINUTE - earlier,
        "wake_at": case(
            (is_open, null()),
            else_=type_coerce(was.c.keep_until, BigInteger) + 2 * (size + OPEN) * MINUTE - earlier,
        ),
    }
    columns = [other.get(column.name, was.c[column.name]) for column in cases.c]
    copied = select(*columns).select_from(numbers.join(was, true())).where(was.c.id == "template")
    return insert(cases).from_select([column.name for column in cases.c], copied)


if __name__ == "__main__":
    sys.stdout.write(table(measure([int(size) for size in sys.argv[1:]] or SIZES)))
