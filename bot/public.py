"""The pages for the public: what holds, its QR code, what is stored, terms of use. None knows of a case."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from io import BytesIO

from aiohttp import web

from bot.loopback import is_loopback
from dialogs.edition import edition, short
from guideline.model import Pack
from pages.info import Wanted, info_page, wanted
from pages.languages import LANGUAGES, nearest
from pages.privacy import Kept, privacy_page
from pages.render import policy_of
from pages.terms import terms_page

MOST_PAGES = 256
"""Pages that are kept drawn, some five megabytes. Odd addresses push each other out, and fill no memory."""

MOST_A_SECOND = 100
"""Requests from one address, which may be a whole town hall's."""

MOST_ADDRESSES = 10_000

SCALE, BORDER = 8, 4
"""Pixels of a module of the QR code, and modules around it (ISO/IEC 18004 asks for four)."""

LONGEST_ORIGIN = 300
"""Characters of a scheme, a host's name (253 at most, RFC 1035) and a port."""

NO_ADDRESS = "The Host header names no address."

FORWARDED = "X-Forwarded-For"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
}


@dataclass(slots=True)
class Turnstile:
    """Lets an address in so many times a second."""

    limit: int = MOST_A_SECOND
    clock: Callable[[], float] = time.monotonic
    _seen: OrderedDict[str, tuple[int, int]] = field(default_factory=OrderedDict)

    def lets_in(self, address: str) -> bool:
        """Whether this is not one request too many in the present second."""
        second = int(self.clock())
        at, times = self._seen.pop(address, (second, 0))
        times = times + 1 if at == second else 1
        self._seen[address] = second, times
        if len(self._seen) > MOST_ADDRESSES:
            self._seen.popitem(last=False)
        return times <= self.limit


class PublicPages:
    """The handlers of the public routes, over one pack."""

    def __init__(
        self,
        pack: Pack,
        public_url: str | None,
        kept: Kept,
        *,
        drafts: bool,
        turnstile: Turnstile | None = None,
    ) -> None:
        self._pack = pack
        self._public_url = public_url
        self._kept = kept
        self._drafts = drafts
        self._turnstile = turnstile or Turnstile()
        self._info = lru_cache(MOST_PAGES)(self._draw_info)
        self._mark = short(edition(pack))
        self._privacy = lru_cache(64)(partial(privacy_page, pack, kept, mark=self._mark))
        self._terms = lru_cache(64)(partial(terms_page, pack, mark=self._mark))
        self._qr = lru_cache(MOST_PAGES)(_qr_code)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/info", self._answer_info),
            web.get("/info/qr", self._answer_qr),
            web.get("/privacy", self._answer_privacy),
            web.get("/terms", self._answer_terms),
        ]

    async def _answer_info(self, request: web.Request) -> web.Response:
        self._let_in(request)
        return _html("info", self._info(self._wanted(request)))

    async def _answer_qr(self, request: web.Request) -> web.Response:
        self._let_in(request)
        base = self._public_url or _origin(request)
        picture = self._qr(f"{base}/info?{self._wanted(request).query()}")
        return web.Response(body=picture, content_type="image/png", headers=HEADERS)

    async def _answer_privacy(self, request: web.Request) -> web.Response:
        self._let_in(request)
        return _html("prose", self._privacy(_language(request.query.get("lang"))))

    async def _answer_terms(self, request: web.Request) -> web.Response:
        self._let_in(request)
        return _html("prose", self._terms(_language(request.query.get("lang"))))

    def _wanted(self, request: web.Request) -> Wanted:
        query = request.query
        lang, notices, reader = (query.get(name, "") for name in ("lang", "notices", "reader"))
        return wanted(self._pack, lang, notices, reader, drafts=self._drafts)

    def _draw_info(self, asked: Wanted) -> str:
        qr = f"info/qr?{asked.query()}"
        return info_page(self._pack, asked, drafts=self._drafts, qr=qr, mark=self._mark)

    def _let_in(self, request: web.Request) -> None:
        if not self._turnstile.lets_in(visitor_of(request.remote, request.headers.getall(FORWARDED, ()))):
            raise web.HTTPTooManyRequests(
                text="Too many requests. Wait a second.", headers={"Retry-After": "1"}
            )


def visitor_of(peer: str | None, forwarded: Sequence[str]) -> str:
    """Return the address that a request counts for.

    A proxy on this machine writes whom it speaks for last; what stands before that, and anything that comes
    from another machine, is anybody's to write.
    """
    last = forwarded[-1].rpartition(",")[2].strip() if forwarded else ""
    if peer is None or not is_loopback(peer):
        return peer or ""
    try:
        return str(ipaddress.ip_address(last))
    except ValueError:
        return peer


def _origin(request: web.Request) -> str:
    """Return the address under which somebody asked, which is theirs to write."""
    try:
        origin = str(request.url.origin())
    except ValueError:
        raise web.HTTPBadRequest(text=NO_ADDRESS) from None
    if len(origin) > LONGEST_ORIGIN:
        raise web.HTTPBadRequest(text=NO_ADDRESS)
    return origin


def _language(asked: str | None) -> str:
    """Return a language that there is, so that odd addresses are one page to the cache."""
    return nearest(asked or "", LANGUAGES)


def _html(name: str, page: str) -> web.Response:
    headers = {**HEADERS, "Content-Security-Policy": policy_of(name)}
    return web.Response(text=page, content_type="text/html", headers=headers)


def _qr_code(address: str) -> bytes:
    """Return a PNG, which Teams' cards can show as well; SVG they cannot."""
    import segno

    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=SCALE, border=BORDER)
    return picture.getvalue()
