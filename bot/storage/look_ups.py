"""What all look-ups outside a unit share."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select

from bot.storage.database import Database


class LookUps:
    """Reads on a connection of its own each time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        async with self._database.engine.connect() as connection:
            return (await connection.execute(query)).all()
