"""What is asked of Microsoft Graph: one user, a list of users, a search.

Source: learn.microsoft.com, "Paging Microsoft Graph data in your app", "Combine multiple requests in one HTTP
call using JSON batching", "Use the $search query parameter".
"""

from collections.abc import Callable, Mapping

import msgspec

from bot.directory.graph_answers import Batch, GraphUser, Page
from bot.directory.graph_calls import GraphAnswer, GraphCalls
from bot.retry_after import retry_after

MOST_PAGES = 100


class GraphQuestions:
    """Asks; each question raises DirectoryUnavailable where there is no answer."""

    def __init__(self, calls: GraphCalls) -> None:
        self._calls = calls

    async def user(self, path: str, permission: str, query: Mapping[str, str]) -> GraphUser | None:
        """Return the user at a path; None where Graph knows none."""
        async with self._calls.question(permission):
            answer = await self._calls.call("GET", self._calls.at(path, query))
            body = self._calls.read(answer, permission)
            return msgspec.json.decode(body, type=GraphUser) if body else None

    async def users(
        self,
        path: str,
        permission: str,
        query: Mapping[str, str],
        enough: Callable[[list[GraphUser]], bool] = lambda _page: False,
    ) -> list[GraphUser] | None:
        """Return a list, read page by page until one is `enough`; None where Graph knows no such list."""
        found: list[GraphUser] = []
        url = self._calls.at(path, query)
        async with self._calls.question(permission):
            for _ in range(MOST_PAGES):
                body = self._calls.read(await self._calls.call("GET", url), permission)
                if body is None:
                    return None
                page = msgspec.json.decode(body, type=Page)
                found += page.value
                if page.next_link is None or enough(page.value):
                    break
                url = self._calls.next_page(page.next_link)
        return found

    async def search(self, query: str, permission: str) -> list[GraphUser]:
        """Return the users of a search. It travels in a body, as a batch of one: addresses are logged."""
        headers = {"ConsistencyLevel": "eventual"}
        request = {"id": "1", "method": "GET", "url": f"/users?{query}", "headers": headers}
        asked = msgspec.json.encode({"requests": [request]})
        async with self._calls.question(permission):
            answer = await self._calls.call("POST", self._calls.at("$batch", {}), asked)
            batch = msgspec.json.decode(self._calls.read(answer, permission) or b"", type=Batch)
            (inner,) = batch.responses
            pause = retry_after(inner.header("Retry-After"))
            body = self._calls.read(GraphAnswer(inner.status, bytes(inner.body), pause), permission)
            return msgspec.json.decode(body, type=Page).value if body else []
