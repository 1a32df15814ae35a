"""The files of the page, served from this folder: nothing comes from elsewhere when it runs."""

import re
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
MODULES = PAGE / "node_modules"
VENDOR = {
    "adaptivecards.min.js": MODULES / "adaptivecards" / "dist" / "adaptivecards.min.js",
    "markdown-it.min.js": MODULES / "markdown-it" / "dist" / "markdown-it.min.js",
}
OWN_FILE = re.compile(r"[a-z-]+\.(js|css|html|json|svg)")
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
HEADERS = {
    # Pictures on cards are the bot's: it is on this machine too, at a port of its own.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: http://127.0.0.1:*; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def are_installed() -> bool:
    """Say whether the libraries that the page renders with are there."""
    return all(path.is_file() for path in VENDOR.values())


def routes() -> list[web.RouteDef]:
    """Return the routes of the page's files."""
    return [
        web.get("/", _index),
        web.get("/page/{name}", _own),
        web.get("/vendor/{name}", _vendor),
    ]


async def _index(_: web.Request) -> web.StreamResponse:
    return _file(PAGE / "index.html")


async def _own(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    path = PAGE / name
    if not OWN_FILE.fullmatch(name) or not path.is_file():
        raise web.HTTPNotFound
    return _file(path)


async def _vendor(request: web.Request) -> web.StreamResponse:
    path = VENDOR.get(request.match_info["name"])
    if path is None:
        raise web.HTTPNotFound
    return _file(path)


def _file(path: Path) -> web.StreamResponse:
    return web.FileResponse(path, headers={**HEADERS, "Content-Type": f"{TYPES[path.suffix]}; charset=utf-8"})
