"""The tables of a database beside those that the program expects, as Alembic compares them."""

from collections.abc import Iterator, Sequence
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, String, inspect

from bot.storage.migrate import VERSIONS
from bot.storage.tables import metadata


def differences(connection: Connection) -> Sequence[str]:
    """Return what is missing or otherwise, as `the index x is missing`; more may be there."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
    found: Sequence[Any] = compare_metadata(context, metadata)
    steps = (step for one in found for step in (one if isinstance(one, list) else [one]))
    return [*(said for step in steps for said in _said(*step)), *_too_short(connection)]


def _too_short(connection: Connection) -> Iterator[str]:
    """Tell of columns that take less text than the program writes: Alembic compares none without a length."""
    for (_, name), columns in inspect(connection).get_multi_columns(filter_names=[*metadata.tables]).items():
        for column in columns:
            ours = metadata.tables[name].columns.get(column["name"])
            is_text = ours is not None and isinstance(ours.type, String) and ours.type.length is None
            if is_text and getattr(column["type"], "length", None) is not None:
                yield f"{name}.{column['name']} is of another kind"


def _said(kind: str, *what: Any) -> Iterator[str]:
    """Say one of the steps that would make the tables as they are to be."""
    match kind, *what:
        case "add_table", table:
            yield f"the table {table.name} is missing"
        case "add_column", _, table, column:
            yield f"the column {table}.{column.name} is missing"
        case "remove_column", _, table, column if not column.nullable and column.server_default is None:
            yield f"{table}.{column.name} must be filled, and this program does not know it"
        case "modify_type" | "modify_nullable", _, table, column, *_:
            yield f"{table}.{column} is of another kind"
        case "add_index", index:
            yield f"the index {index.name} is missing"
        case "add_constraint", key:
            columns = " and ".join(column.name for column in key.columns)
            yield f"the unique key of {key.table.name} over {columns} is missing"
        case "add_fk", key:
            yield f"a foreign key of {key.parent.name} is missing"
