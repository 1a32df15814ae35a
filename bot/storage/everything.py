"""Every row about somebody or something, in whichever table; one that is new is looked through too."""

import asyncio
import datetime
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import (
    advice_counts,
    advice_totals,
    cases,
    conversations,
    decision_counts,
    decision_totals,
    metadata,
    refusals,
    schema_floor,
    seal_heads,
    seals,
    unsealed,
    waiting,
)
from casework.oversight.ports import Stored
from casework.oversight.subject import Subject
from casework.register import moment_text

ABOUT_NOBODY = frozenset(
    table.name
    for table in (
        *(advice_counts, advice_totals, decision_counts, decision_totals),
        *(seals, seal_heads, unsealed),  # digests of what stands in the register itself
        schema_floor,
        waiting,  # who may decide stands in the request itself
    )
)

_BATCH = 100
"""Rows that are looked through before others get their turn: a few milliseconds."""


class Everything:
    """Looks through the tables on one connection, those first whose ids the others refer to."""

    def __init__(self, connection: AsyncConnection, subject: Subject) -> None:
        self._connection = connection
        self._subject = subject
        self._related: set[str] = set()
        """What rows found so far are called where others refer to them."""

    async def batches(self) -> AsyncIterator[Sequence[Stored]]:
        """Return what is found, a batch at a time, some of them empty."""
        for table in _tables():
            async for rows in self._rows(table):
                yield [
                    Stored(table.name, values) for values in map(_plain, rows) if self._take(table, values)
                ]
                await asyncio.sleep(0)

    def _take(self, table: Table, values: Mapping[str, object]) -> bool:
        """Whether a row is about the subject; what it is called then leads to others."""
        if not self._subject.is_in(values, self._related):
            return False
        self._related.update(_called(table, values))
        return True

    async def _rows(self, table: Table) -> AsyncIterator[Sequence[Row[*tuple[Any, ...]]]]:
        query = select(table).order_by(*table.primary_key)
        result = await self._connection.stream(query.execution_options(yield_per=_BATCH))
        async for rows in result.partitions():
            yield rows


def _tables() -> list[Table]:
    """Return the tables to look through: requests, cases and chats before what refers to them."""
    first = [refusals.name, cases.name, conversations.name]
    others = [name for name in sorted(metadata.tables) if name not in first]
    return [metadata.tables[name] for name in (*first, *others) if name not in ABOUT_NOBODY]


def _called(table: Table, values: Mapping[str, object]) -> Sequence[str]:
    if table is conversations:
        return [str(values["conversation_id"])]
    kind = {refusals.name: "refusal", cases.name: "case"}.get(table.name)
    return [str(values["id"]), f"{kind}:{values['id']}"] if kind else []


def _plain(row: Row[*tuple[Any, ...]]) -> dict[str, object]:
    values: dict[str, object] = {name: _json(value) for name, value in row._mapping.items()}  # noqa: SLF001  # public
    return {**values, "details": _details(values["details"])} if "details" in values else values


def _details(text: object) -> object:
    """Return an event's details as what their JSON says; as they are where somebody broke it."""
    try:
        return msgspec.json.decode(str(text))
    except msgspec.DecodeError:
        return text


def _json(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, datetime.date) else value
