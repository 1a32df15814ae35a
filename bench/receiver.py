"""A receiver of messages that does next to nothing: takes each post, gives an id, counts.

Prints its address, and when its input ends, as JSON, how many posts came, how large the last one was, and the
seconds from the first to the last.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import cast

import uvloop

ANSWER = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


class Receiver:
    """Counts."""

    def __init__(self) -> None:
        self.posts = 0
        self.size = 0
        self.first = self.last = 0.0

    def take(self, _head: bytes, body: bytes) -> bytes:
        """Take one post, and return the answer."""
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.posts += 1
        self.size = len(body)
        told = b'{"id":"%d"}' % self.posts
        return ANSWER % (len(told), told)


class Line(asyncio.Protocol):
    """One connection, on which requests follow one another. `take` answers a request's head and body."""

    def __init__(self, take: Callable[[bytes, bytes], bytes]) -> None:
        self._take = take
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come whole."""
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._read[:end])
            whole = end + 4 + length(head.lower())
            if len(self._read) < whole:
                return
            body = bytes(self._read[end + 4 : whole])
            del self._read[:whole]
            self._transport.write(self._take(head, body))


def length(head: bytes) -> int:
    """Return the bytes of the body that follows a head in lower case."""
    return int(head.partition(b"content-length:")[2].partition(b"\r")[0] or 0)


async def main() -> None:
    """Receive until the input ends."""
    receiver = Receiver()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(receiver.take), "127.0.0.1", 0)
    sys.stdout.write("http://{}:{}/\n".format(*server.sockets[0].getsockname()))
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    spent = receiver.last - receiver.first
    told = {"posts": receiver.posts, "size": receiver.size, "seconds": spent}
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main())
