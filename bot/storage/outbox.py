"""The outbox as a worker sees it: messages are leased, and settled.

A lease lasts seconds and is renewed while its worker lives, so that what a worker that died held is free
again soon. On PostgreSQL the moments are the server's own, because workers on several machines never agree
to the second; on SQLite all of them run on this machine.
"""

import datetime
import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import update as update_of
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.model import ABOUT_CARDS, Hold, Leased, Settled
from bot.storage.database import Database
from bot.storage.missed import tell_what_they_missed
from bot.storage.sent_cards import forget_cards, note_cards
from bot.storage.tables import outbox, send_turns
from bot.storage.tables.outbox import PENDING
from casework.about import About
from casework.messages import Message

log = logging.getLogger(__name__)

LEASE_SECONDS = 5.0
KEPT = datetime.timedelta(days=30)
"""How long a settled message is kept, so that its key is known if it is put again."""
PAST_SECONDS = 3600.0
"""How long a turn is kept after it: the slowest rate that makes sense is one an hour."""
FUTURE_SECONDS = 86_400.0
"""A turn further away is a pause that nobody can mean: this program makes none longer than an hour."""
_PURGE_AT_ONCE = 10_000


class StoredOutbox:
    """One worker's view of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._me = secrets.token_hex(8)

    async def lease(self, limit: int) -> list[Leased]:
        """Lease messages whose turn it is.

        Of a lane only the first is leased. News about all cards waits while a message about the same is on
        its way, for that may have been drawn before the change and not be known as out yet.
        """
        hold_until = time.monotonic() + LEASE_SECONDS  # before it is asked for: never later than it ends
        async with self._database.writing() as connection:
            moment = _moment(connection)
            statement = (
                update_of(outbox)
                .where(outbox.c.id.in_(_next(moment, limit)))
                .values(
                    leased_until=moment + int(LEASE_SECONDS * 1e6),
                    leased_by=self._me,
                    attempts=outbox.c.attempts + 1,
                    begun_at=func.coalesce(outbox.c.begun_at, moment),
                )
                .returning(outbox)
            )
            rows = (await connection.execute(statement)).all()
        return [_leased(row, Hold(hold_until)) for row in sorted(rows, key=lambda row: int(row.id))]

    async def renew(self, leases: Sequence[Leased]) -> None:
        """Keep these for another while, but for those that this worker has lost.

        What it has leased and does not name runs out: it is not being delivered, whyever that is.
        """
        hold_until = time.monotonic() + LEASE_SECONDS
        named = self._mine().where(outbox.c.id.in_([leased.id for leased in leases]))
        # What is being settled at this moment needs no lease any more, and is not waited for.
        mine = named.with_for_update(skip_locked=True)
        async with self._database.writing() as connection:
            until = _moment(connection) + int(LEASE_SECONDS * 1e6)
            kept = update_of(outbox).where(outbox.c.id.in_(mine)).values(leased_until=until)
            renewed = set(await connection.scalars(kept.returning(outbox.c.id)))
        for leased in leases:
            if leased.id in renewed:
                leased.hold.until = hold_until

    async def release(self) -> None:
        """Let others have what this worker has leased, at once."""
        mine = self._mine().order_by(outbox.c.id).with_for_update()
        free = {"leased_until": None, "leased_by": None}
        async with self._database.writing() as connection:
            await connection.execute(update_of(outbox).where(outbox.c.id.in_(mine)).values(free))

    async def settle(self, settled: Sequence[Settled]) -> None:
        """Store what became of messages; doing it twice changes nothing.

        All or none are stored, unless the database refuses a value of one of them, such as an id with a zero
        byte: then each is stored alone, and that one without its cards and its error. Nobody waits for it.
        """
        try:
            await self._settle(settled)
        except (SQLAlchemyError, UnicodeError) as error:
            if not _is_about_a_value(error):
                raise
            if len(settled) > 1:
                for one in settled:
                    await self.settle([one])
                return
            log.error("delivery.unrecordable", exc_info=error)  # noqa: TRY400  # told without its values
            await self._settle([replace(one, written=(), gone=(), error="") for one in settled])

    async def _settle(self, settled: Sequence[Settled]) -> None:
        async with self._database.writing() as connection:
            for values, which in _settlings(settled, _moment(connection), self._me):
                await connection.execute(values, which or None)
            now = datetime.datetime.now(datetime.UTC)
            await note_cards(connection, [card for one in settled for card in one.written], now)
            gone = [(card.conversation_id, card.activity_id) for one in settled for card in one.gone]
            await forget_cards(connection, gone)
            await tell_what_they_missed(connection, settled)

    async def purge(self) -> None:
        """Remove messages that were settled long ago, and turns that are past or absurdly far away."""
        oldest = datetime.datetime.now(datetime.UTC) - KEPT
        old = select(outbox.c.id).where(outbox.c.created_at < oldest, ~PENDING).limit(_PURGE_AT_ONCE)
        async with self._database.writing() as connection:
            await connection.execute(delete(outbox).where(outbox.c.id.in_(old)))
            moment = _moment(connection)
            past, absurd = moment - int(PAST_SECONDS * 1e6), moment + int(FUTURE_SECONDS * 1e6)
            over = or_(send_turns.c.free_at < past, send_turns.c.free_at > absurd)
            await connection.execute(delete(send_turns).where(over))

    def _mine(self) -> Select[tuple[int]]:
        return select(outbox.c.id).where(outbox.c.leased_by == self._me, PENDING)


def _is_about_a_value(error: Exception) -> bool:
    """Say whether a statement failed by what it was to store; it would fail for ever.

    PostgreSQL's classes 22, "data exception", and 54, "program limit exceeded" (appendix A of its manual).
    """
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None))
    return isinstance(error, UnicodeError) or state[:2] in ("22", "54")


def _moment(connection: AsyncConnection) -> ColumnElement[int]:
    """Return the present moment as leases count it, in microseconds since 1970."""
    if connection.dialect.name == "postgresql":
        return cast(func.extract("epoch", func.clock_timestamp()) * literal(1_000_000), BigInteger)
    return literal(time.time_ns() // 1000, BigInteger)


def _next(moment: ColumnElement[int], limit: int) -> Select[tuple[int]]:
    free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until < moment)
    return (
        select(outbox.c.id)
        .where(PENDING, outbox.c.next_at <= moment, free, _first_in_lane(), ~_under_way(moment))
        .order_by(outbox.c.next_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _first_in_lane() -> ColumnElement[bool]:
    """Say whether nothing earlier of its lane is left.

    Asked of each row, by the lane's index, until there are enough rows. For NOT EXISTS PostgreSQL joins all
    that is pending with itself, each time.
    """
    first = outbox.alias("first")
    ids = select(first.c.id).where(
        first.c.lane == outbox.c.lane, first.c.done_at.is_(None), first.c.failed_at.is_(None)
    )
    return outbox.c.id == ids.order_by(first.c.id).limit(1).scalar_subquery()


def _under_way(moment: ColumnElement[int]) -> ColumnElement[bool]:
    """Say of news about all cards whether something about the same is being delivered."""
    other = outbox.alias("other")
    return and_(
        outbox.c.kind.in_(ABOUT_CARDS),
        exists().where(
            other.c.about_kind == outbox.c.about_kind,
            other.c.about_id == outbox.c.about_id,
            other.c.id != outbox.c.id,
            other.c.done_at.is_(None),
            other.c.failed_at.is_(None),
            other.c.leased_until >= moment,
        ),
    )


def _settlings(
    settled: Sequence[Settled], moment: ColumnElement[int], me: str
) -> Iterator[tuple[Update, list[dict[str, Any]]]]:
    """Return the statements that settle messages, each with its rows: delivered, given up, for later."""
    free: dict[str, Any] = {"leased_until": None, "leased_by": None}
    done = [one.id for one in settled if one.again_in is None and not one.given_up]
    if done:
        all_of_them = update_of(outbox).where(outbox.c.id.in_(sorted(done)), PENDING)
        yield all_of_them.values(done_at=moment, last_error=None, **free), []
    row = update_of(outbox).where(outbox.c.id == bindparam("message"), PENDING)
    free["last_error"] = bindparam("error")
    given_up = [_which(one) for one in settled if one.again_in is None and one.given_up]
    if given_up:
        yield row.values(failed_at=moment, **free), given_up
    later = [{**_which(one), "pause": int(one.again_in * 1e6)} for one in settled if one.again_in is not None]
    if later:
        again = moment + bindparam("pause", type_=BigInteger)
        # Whoever lost the lease has no say any more over when it is tried again.
        yield row.where(outbox.c.leased_by == me).values(next_at=again, **free), later


def _which(one: Settled) -> dict[str, Any]:
    return {"message": one.id, "error": one.error}


def _leased(row: Row[Any], hold: Hold) -> Leased:
    about = About(row.about_kind, row.about_id)
    leased_at = row.leased_until - datetime.timedelta(seconds=LEASE_SECONDS)
    tried_for = (leased_at - row.begun_at).total_seconds()
    message = Message(row.kind, row.to, about, row.key)
    return Leased(row.id, message, row.attempts, tried_for, leased_at, row.created_at, row.trace, hold)
