"""The database whose register is asked for: the one that `serve` would use, or another."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from bot.environment import Secret, read, whole
from bot.settings import read_settings, refuse_unknown_names
from bot.startup import StartError
from bot.storage.database import Database, Password, database_as_it_is, default_database, open_database
from bot.storage.limits import UNHURRIED
from casework.policy import Policy

_SQLITE, _POSTGRESQL = "sqlite+aiosqlite:///", "postgresql+asyncpg://"


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    """The settings that matter to the register. The bot's identity need not be there to read it."""

    database_url: Annotated[Secret | None, Secret] = None
    database_auth: str = "url"
    guideline: str = "albertslund"
    retention_days: Annotated[int, whole(1)] = Policy().retention_days


def read_database_settings() -> DatabaseSettings:
    """Read them, or raise StartError that names each wrong one, a misspelt one of the bot's too."""
    refuse_unknown_names(Path(".env"))
    return read(DatabaseSettings)


@asynccontextmanager
async def opened(given: str | None) -> AsyncIterator[Database]:
    """Open the database at this address, or else the one of the settings, up to date; raise StartError."""
    async with AsyncExitStack() as stack:
        database = await open_database(*_address(given, stack), UNHURRIED)
        stack.push_async_callback(database.close)
        yield database


@asynccontextmanager
async def opened_as_it_is(given: str | None) -> AsyncIterator[Database]:
    """Open the same without bringing its schema up to date; raise StartError."""
    async with AsyncExitStack() as stack:
        database = await database_as_it_is(*_address(given, stack))
        stack.push_async_callback(database.close)
        yield database


def _address(given: str | None, stack: AsyncExitStack) -> tuple[str | None, Password | None]:
    settings = read_database_settings()
    url = given or (settings.database_url.text if settings.database_url else None)
    _check(url)
    with_token = settings.database_auth == "entra" and given is None
    return url, _identity(stack) if with_token else None


def _check(url: str | None) -> None:
    """Raise StartError for what is no address, or a file that is not there: an empty one proves nothing."""
    if url is not None and not url.startswith((_SQLITE, _POSTGRESQL)):
        raise StartError(f"A database's address begins with {_SQLITE} or {_POSTGRESQL}.")
    if url is None or url.startswith(_SQLITE):
        path = Path(url.removeprefix(_SQLITE).partition("?")[0]) if url else default_database()
        if not path.is_file():
            raise StartError("There is no database at this address.")


def _identity(stack: AsyncExitStack) -> Password:
    from bot.teams.credentials import DATABASE_SCOPE, Token, credential_of

    credential = credential_of(read_settings())
    stack.push_async_callback(credential.close)
    return Token(credential, DATABASE_SCOPE)
