"""Makes the database, and the bot's role in it, before the bot starts.

Run by the init container of `modules/app.bicep`, in the bot's image, as an administrator whom the bot cannot
become. Doing it again changes nothing.

The bot's role may connect to its own database and make tables there, for it brings its schema up to date
itself; nothing else on the server is open to it. Source of `pgaadauth_create_principal_with_oid`:
learn.microsoft.com, "Manage Microsoft Entra roles in Azure Database for PostgreSQL".
"""

import asyncio
import os

import asyncpg
from azure.identity.aio import ManagedIdentityCredential

DATABASE_SCOPE = "https://ossrdbms-aad.database.windows.net/.default"


async def main() -> None:
    """Make what is missing, as the identity SETUP_CLIENT_ID."""
    async with ManagedIdentityCredential(client_id=os.environ["SETUP_CLIENT_ID"]) as credential:
        password = (await credential.get_token(DATABASE_SCOPE)).token
    options = {
        "host": os.environ["DATABASE_HOST"],
        "user": os.environ["SETUP_ROLE"],
        "password": password,
        "ssl": "verify-full",
    }
    await prepare(os.environ["DATABASE_NAME"], os.environ["BOT_ROLE"], os.environ["BOT_OBJECT_ID"], **options)


async def prepare(database: str, role: str, object_id: str, **options: str) -> None:
    """Make the database and the role that are missing, and give the role what it needs and no more."""
    server = await asyncpg.connect(database="postgres", timeout=20, **options)
    try:
        await _make_role(server, role, object_id)
        await _make_database(server, database, role)
    finally:
        await server.close()
    inside = await asyncpg.connect(database=database, timeout=20, **options)
    try:
        await inside.execute(f"GRANT USAGE, CREATE ON SCHEMA public TO {_quoted(role)}")
    finally:
        await inside.close()


async def _make_role(server: asyncpg.Connection, role: str, object_id: str) -> None:
    if await server.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
        return
    await server.execute(
        "SELECT * FROM pgaadauth_create_principal_with_oid($1, $2, 'service', false, false)", role, object_id
    )


async def _make_database(server: asyncpg.Connection, database: str, role: str) -> None:
    if not await server.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
        await server.execute(f"CREATE DATABASE {_quoted(database)}")
    await server.execute(f"REVOKE ALL ON DATABASE {_quoted(database)} FROM PUBLIC")
    await server.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {_quoted(database)} TO {_quoted(role)}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    asyncio.run(main())
