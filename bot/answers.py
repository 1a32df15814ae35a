"""What others answer over HTTP, read no further than it can be of use."""

import aiohttp


async def start_of(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Return an answer's body, of a longer one so many bytes; the connection is closed behind the rest."""
    body = bytearray()
    while len(body) < most and (piece := await response.content.read(most - len(body))):
        body += piece
    return bytes(body)
