"""What the program needs of its database: each column of its tables, and the right to use it.

Asked of PostgreSQL's catalogue, and so of no table: whoever holds a table's lock does not hold this up.
"""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.migrate import VERSIONS
from bot.storage.tables import metadata

_RIGHTS = ["SELECT", "INSERT", "UPDATE", "DELETE"]

_TABLE_RIGHTS = text("""
    SELECT kind || ' on ' || name
    FROM unnest(CAST(:names AS text[])) AS name CROSS JOIN unnest(CAST(:kinds AS text[])) AS kind
    WHERE NOT has_table_privilege(to_regclass(quote_ident(name)), kind)
    ORDER BY name, kind
""")
"""A table that is not there gives NULL, and is left out."""

_SEQUENCE_RIGHTS = text("""
    SELECT 'USAGE on ' || sequence.relname
    FROM unnest(CAST(:names AS text[])) AS name
    JOIN pg_attrdef given ON given.adrelid = to_regclass(quote_ident(name))
    JOIN pg_depend takes ON takes.classid = 'pg_attrdef'::regclass AND takes.objid = given.oid
        AND takes.refclassid = 'pg_class'::regclass
    JOIN pg_class sequence ON sequence.oid = takes.refobjid
    WHERE CASE WHEN sequence.relkind = 'S' THEN NOT has_sequence_privilege(sequence.oid, 'USAGE, UPDATE') END
    ORDER BY sequence.relname
""")
"""Of the sequences that columns take their values from; either right will do (manual of PostgreSQL, 9.17)."""

_OTHERS_TABLES = text("""
    SELECT name FROM unnest(CAST(:names AS text[])) AS name
    JOIN pg_class ON pg_class.oid = to_regclass(quote_ident(name))
    WHERE NOT pg_has_role(relowner, 'USAGE')
    ORDER BY name
""")

_COLUMNS_ON_POSTGRES = text("""
    SELECT name, attname
    FROM unnest(CAST(:names AS text[])) AS name
    JOIN pg_attribute ON attrelid = to_regclass(quote_ident(name)) AND attnum > 0 AND NOT attisdropped
""")
_COLUMNS_ON_SQLITE = text("""
    SELECT made.name, one.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS one
    WHERE made.type = 'table'
""")


async def is_fit(connection: AsyncConnection) -> bool:
    """Whether all that is needed is there."""
    return not await missing_columns(connection) and not await missing_rights(connection)


async def missing_rights(connection: AsyncConnection) -> Sequence[str]:
    """Return which rights this user lacks to what there is, as `UPDATE on outbox`; SQLite knows none."""
    if connection.dialect.name == "sqlite":
        return ()
    names = sorted(metadata.tables)
    queries = (
        (_TABLE_RIGHTS, {"names": [VERSIONS], "kinds": _RIGHTS[:1]}),
        (_TABLE_RIGHTS, {"names": names, "kinds": _RIGHTS}),
        (_SEQUENCE_RIGHTS, {"names": names}),
    )
    return [right for query, given in queries for right in (await connection.scalars(query, given)).all()]


async def tables_of_others(connection: AsyncConnection) -> Sequence[str]:
    """Return the tables that another user owns, whose right it is alone to change them (PostgreSQL)."""
    names = [VERSIONS, *sorted(metadata.tables)]
    return (await connection.scalars(_OTHERS_TABLES, {"names": names})).all()


async def missing_columns(connection: AsyncConnection) -> Sequence[str]:
    """Return the tables that are not there, by name, and the columns, as `refusals.key`."""
    on_sqlite = connection.dialect.name == "sqlite"
    query, given = (
        (_COLUMNS_ON_SQLITE, {}) if on_sqlite else (_COLUMNS_ON_POSTGRES, {"names": sorted(metadata.tables)})
    )
    there = {(table, column) for table, column in await connection.execute(query, given)}
    tables = {table for table, _ in there}
    return [
        lacking
        for name, table in sorted(metadata.tables.items())
        for lacking in (
            [f"{name}.{one.name}" for one in table.columns if (name, one.name) not in there]
            if name in tables
            else [name]
        )
    ]
