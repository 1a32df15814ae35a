"""A network between the bot and PostgreSQL that can begin to swallow what is sent over it."""

import asyncio
from asyncio import StreamReader, StreamWriter
from types import TracebackType
from typing import Self


class SilentNetwork:
    """Carries bytes to a server. New connections work at any time, old ones until it falls silent."""

    def __init__(self, url: str) -> None:
        user, _, host = url.partition("@/postgres?host=")
        self._user, self._socket = user, f"{host}/.s.PGSQL.5432"
        self._times = 0
        """How often it fell silent: what was connected before is dead."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[StreamWriter] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in self._writers:
            writer.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        """The address of the database through this network."""
        host, port = self._server.sockets[0].getsockname()
        return f"{self._user}@{host}:{port}/postgres"

    def falls_silent(self) -> None:
        """Swallow what comes over the connections that there are, and break none of them."""
        self._times += 1

    async def _carry(self, from_bot: StreamReader, to_bot: StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self._socket)
        self._writers += [to_bot, to_server]
        for reader, writer in ((from_bot, to_server), (from_server, to_bot)):
            task = asyncio.create_task(self._pass_on(reader, writer, self._times))
            self._tasks.add(task)

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter, made_after: int) -> None:
        while data := await reader.read(65536):
            if made_after == self._times:
                writer.write(data)
                await writer.drain()
        if made_after == self._times:
            writer.close()
