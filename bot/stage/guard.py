"""Only this machine may talk to the stage: else any page on the Internet could, through the browser."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

OWN_NAMES = ("127.0.0.1", "localhost", "::1")


@web.middleware
async def only_from_this_machine(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse another host's name (DNS rebinding) and another page's origin (forged requests)."""
    if URL(f"http://{request.host}").host not in OWN_NAMES:
        raise web.HTTPForbidden(text="The stage answers to this machine's own names only.")
    origin = request.headers.get("Origin")
    if origin is not None and URL(origin).authority != request.host:
        raise web.HTTPForbidden(text="The stage answers to its own page only.")
    return await handler(request)
