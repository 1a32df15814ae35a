"""Calls to Microsoft Graph's REST interface, version 1.0, for two seconds a question at most.

Source: learn.microsoft.com, "Microsoft Graph throttling guidance" (429 and `Retry-After`), "Microsoft Graph
error responses". The token goes to Graph's own address alone: redirects are not followed, and no proxy of the
environment is used.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import msgspec
from yarl import URL

from bot.answers import start_of
from bot.directory.graph_answers import code_in
from bot.directory.graph_errors import GraphAwayError, GraphRefusedError, MissingPermissionError
from bot.directory.remembering import Now, seen
from bot.observing import signals
from bot.retry_after import retry_after

log = logging.getLogger(__name__)

QUESTION_SECONDS = 2.0
"""A question with all its pages and further tries, so that an invoke stays below three seconds."""
TRY_SECONDS = 1.2
TRIES = 3
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 1.0
"""A longer `Retry-After` is not waited for: the question is given up, and Graph left alone meanwhile."""
AWAY_SECONDS = 5.0
"""For so long Graph is not asked after it could not be reached, or refused the token."""
LONGEST_HOLD = 300.0
LARGEST_ANSWER = 4 * 1024 * 1024
"""Bytes; a page of a group's members takes below 200 KB."""
DENIED_SECONDS = 60.0
"""For so long nothing is asked that needs a permission which was refused."""

NOT_FOUND = "Request_ResourceNotFound"
PASSES = frozenset({429, 500, 502, 503, 504})

Token = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """What came back. A call that nobody answered has status 504."""

    status: int
    body: bytes
    retry_after: float | None = None


class GraphCalls:
    """Calls Graph, and leaves it alone where it asks for that. `token` None: a stand-in on this machine."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        url: str,
        token: Token | None,
        now: Now = time.monotonic,
        seconds: float | None = None,
    ) -> None:
        """`seconds` is how long a question may take; None: so long that somebody can wait for it."""
        self._session = session
        self._seconds = seconds
        self._base = URL(f"{url}/v1.0")
        self._token = token
        self._now = now
        self._held_until = float("-inf")
        self._denied_until: dict[str, float] = {}

    def at(self, path: str, query: Mapping[str, str]) -> URL:
        """Return an address of Graph's."""
        return (self._base / path).with_query(query)

    def next_page(self, link: str) -> URL:
        """Return the address of a next page, or raise GraphRefusedError where it is not Graph's."""
        try:
            url = URL(link, encoded=True)
            if url.origin() == self._base.origin():
                return url
        except ValueError:
            pass
        log.error("directory.strange_next_page")
        raise GraphRefusedError

    @asynccontextmanager
    async def question(self, permission: str) -> AsyncIterator[None]:
        """Bound a question in time, and leave Graph alone where it was away or refused a moment ago."""
        if self._now() < self._held_until:
            raise GraphAwayError
        if self._now() < self._denied_until.get(permission, float("-inf")):
            raise MissingPermissionError(permission)
        try:
            with signals.span("directory", permission=permission):
                async with asyncio.timeout(self._seconds or QUESTION_SECONDS):
                    yield
        except TimeoutError:
            raise self._away("TimeoutError", AWAY_SECONDS) from None
        except (msgspec.MsgspecError, ValueError):
            log.error("directory.unreadable_answer")  # noqa: TRY400  # its text may hold personal data
            raise GraphRefusedError from None

    async def call(self, method: str, url: URL, body: bytes | None = None) -> GraphAnswer:
        """Call until the answer is one that another try would not change; raises GraphAwayError."""
        answer = await self._call_once(method, url, body)
        for attempt in range(1, TRIES):
            pause = answer.retry_after if answer.retry_after is not None else _backoff(attempt)
            if answer.status not in PASSES or pause > LONGEST_PAUSE:
                break
            await asyncio.sleep(pause)
            answer = await self._call_once(method, url, body)
        return answer

    def read(self, answer: GraphAnswer, permission: str) -> bytes | None:
        """Return the body; None where Graph knows no such thing. Raises DirectoryUnavailable."""
        if answer.status == 200:
            return answer.body
        code = code_in(answer.body)
        if answer.status == 404 and code == NOT_FOUND:
            return None
        if answer.status in PASSES:
            raise self._away(str(answer.status), answer.retry_after or AWAY_SECONDS)
        if answer.status == 403:
            raise self._denied(permission)
        if answer.status == 401:
            self._held_until = self._now() + AWAY_SECONDS
        log.error("directory.refused", extra={"status": answer.status, "code": code})
        raise GraphRefusedError

    async def _call_once(self, method: str, url: URL, body: bytes | None) -> GraphAnswer:
        headers = {"Accept": "application/json", **await self._authorization()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        limit = aiohttp.ClientTimeout(total=TRY_SECONDS)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, allow_redirects=False, timeout=limit
            ) as response:
                pause = retry_after(response.headers.get("Retry-After", ""))
                return GraphAnswer(response.status, await start_of(response, LARGEST_ANSWER), pause)
        except (aiohttp.ClientError, OSError, TimeoutError):
            return GraphAnswer(504, b"")

    async def _authorization(self) -> dict[str, str]:
        if self._token is None:
            return {}
        fetching = asyncio.ensure_future(self._token())
        fetching.add_done_callback(seen)
        try:  # a token that comes too late for this question is there for the next one
            return {"Authorization": "Bearer " + await asyncio.shield(fetching)}
        except Exception as error:  # whichever the identity's library raises
            log.error("directory.no_token", exc_info=error)  # noqa: TRY400  # told without its text
            self._held_until = self._now() + AWAY_SECONDS
            raise GraphAwayError from None

    def _denied(self, permission: str) -> MissingPermissionError:
        if self._now() >= self._denied_until.get(permission, float("-inf")):
            log.error("directory.missing_permission", extra={"permission": permission})
        self._denied_until[permission] = self._now() + DENIED_SECONDS
        return MissingPermissionError(permission)

    def _away(self, kind: str, seconds: float) -> GraphAwayError:
        if self._now() >= self._held_until:
            log.warning("directory.away", extra={"kind": kind})
        self._held_until = max(self._held_until, self._now() + min(seconds, LONGEST_HOLD))
        return GraphAwayError()


def _backoff(attempt: int) -> float:
    return FIRST_PAUSE * 3.0 ** (attempt - 1) * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load
