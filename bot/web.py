"""The HTTP application: its routes, and whether it lives and is ready."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.teams.endpoint import LARGEST_BODY, let_body_come

Check = Callable[[], Awaitable[bool]]
"""Says whether a part of the program works."""

NO_STORE = {"Cache-Control": "no-store"}


def make_web(
    messages: Handler | None, checks: Mapping[str, Check], public: Iterable[web.RouteDef] = ()
) -> web.Application:
    """Return the application. `checks` are the parts that /readyz tells of, by name; `public` the open pages.

    Without `messages` nothing is heard from Teams, as in a process that only delivers.
    """
    app = web.Application(client_max_size=LARGEST_BODY)
    if messages:
        app.router.add_post("/api/messages", messages, expect_handler=let_body_come)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz(checks))
    app.add_routes(public)
    return app


async def _healthz(_request: web.Request) -> web.Response:
    return web.Response(text="ok", headers=NO_STORE)


def _readyz(checks: Mapping[str, Check]) -> Handler:
    async def readyz(_request: web.Request) -> web.Response:
        parts = {name: "ok" if await check() else "away" for name, check in checks.items()}
        ready = all(state == "ok" for state in parts.values())
        return web.Response(
            status=200 if ready else 503,
            body=msgspec.json.encode({"ready": ready, **parts}),
            content_type="application/json",
            headers=NO_STORE,
        )

    return readyz
