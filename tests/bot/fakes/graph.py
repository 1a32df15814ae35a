"""Microsoft Graph's REST interface, as far as the directory uses it, with its own words for what fails."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from tests.bot.fakes.server import LoopbackServer

Json = dict[str, Any]
HR = "99999999-9999-4999-8999-999999999999"
PAGE = 2
"""People on a page: so few that a test's group has several."""


@dataclass
class Person:
    """Somebody in the tenant."""

    id: str
    name: str
    unit: str | None = None
    manager: str | None = None
    enabled: bool = True
    kind: str = "Member"
    replies: Json | None = None
    """The automatic replies; None: there is no mailbox."""

    def shown(self, fields: str) -> Json:
        everything = {
            "id": self.id,
            "displayName": self.name,
            "department": self.unit,
            "accountEnabled": self.enabled,
            "userType": self.kind,
            "mail": "somebody@example.dk",
        }
        return {"@odata.type": "#microsoft.graph.user"} | {
            name: everything[name] for name in fields.split(",")
        }


@dataclass
class Asked:
    """One request."""

    path: str
    line: str
    authorization: str | None


def problem(status: int, code: str, **headers: str) -> Callable[[], web.Response]:
    """An answer that is none."""
    error = {"code": code, "message": "Anna Agerholm must never stand in a log."}
    return lambda: web.json_response({"error": error}, status=status, headers=headers)


throttled = problem(429, "TooManyRequests")
denied = problem(403, "Authorization_RequestDenied")
not_found = problem(404, "Request_ResourceNotFound")


@dataclass
class FakeGraph(LoopbackServer):
    """A tenant. `answers` holds what is said first, `always` what is said at paths that hold a word."""

    people: list[Person] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    token: str | None = None
    """What must come as the bearer; None: nothing needs to."""

    def __post_init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: list[Callable[[], web.Response]] = []
        self.always: dict[str, Callable[[], web.Response]] = {}
        self.slow: dict[str, asyncio.Event] = {}
        """What is answered at paths that hold a word only once its event has come."""
        self.is_asked = asyncio.Event()
        self.let_through = asyncio.Event()
        self.let_through.set()
        self.next_pages_at: str | None = None

    def routes(self) -> list[web.RouteDef]:
        v1 = "/v1.0"
        return [
            web.get(f"{v1}/users/{{id}}", self._guarded(self._user)),
            web.get(f"{v1}/users/{{id}}/manager", self._guarded(self._manager)),
            web.get(f"{v1}/users/{{id}}/directReports", self._guarded(self._reports)),
            web.get(
                f"{v1}/users/{{id}}/mailboxSettings/automaticRepliesSetting", self._guarded(self._replies)
            ),
            web.get(f"{v1}/groups/{{id}}/transitiveMembers", self._guarded(self._members)),
            web.post(f"{v1}/$batch", self._guarded(self._batch)),
        ]

    def paths(self) -> list[str]:
        """Return what was asked for, below the version."""
        return [asked.path.removeprefix("/v1.0") for asked in self.asked]

    def _guarded(self, answer: Any) -> Any:
        async def guarded(request: web.Request) -> web.Response:
            given = request.headers.get("Authorization")
            self.asked.append(Asked(request.path, request.raw_path, given))
            self.is_asked.set()
            await self.let_through.wait()
            for word, come in self.slow.items():
                if word in request.path:
                    await come.wait()
            if self.token is not None and given != f"Bearer {self.token}":
                return problem(401, "InvalidAuthenticationToken")()
            if self.answers:
                return self.answers.pop(0)()
            for word, said in self.always.items():
                if word in request.path:
                    return said()
            response: web.Response = await answer(request)
            return response

        return guarded

    def _one(self, person_id: str | None) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    async def _user(self, request: web.Request) -> web.Response:
        return self._shown(self._one(request.match_info["id"]), request)

    async def _manager(self, request: web.Request) -> web.Response:
        person = self._one(request.match_info["id"])
        return self._shown(self._one(person.manager) if person else None, request)

    def _shown(self, person: Person | None, request: web.Request) -> web.Response:
        return web.json_response(person.shown(request.query["$select"])) if person else not_found()

    async def _reports(self, request: web.Request) -> web.Response:
        leader = request.match_info["id"]
        if self._one(leader) is None:
            return not_found()
        return self._list([p for p in self.people if p.manager == leader], request)

    async def _replies(self, request: web.Request) -> web.Response:
        person = self._one(request.match_info["id"])
        if person is None or person.replies is None:
            return problem(404, "MailboxNotEnabledForRESTAPI")()
        return web.json_response(person.replies | {"internalReplyMessage": "Jeg er syg."})

    async def _members(self, request: web.Request) -> web.Response:
        if request.match_info["id"] != HR:
            return not_found()
        return self._list([p for p in self.people if p.id in self.members], request)

    def _list(self, people: list[Person], request: web.Request) -> web.Response:
        start = int(request.query.get("$skiptoken", 0))
        value = [person.shown(request.query["$select"]) for person in people[start : start + PAGE]]
        page: Json = {"value": value}
        if start + PAGE < len(people):
            host = self.next_pages_at or self.url
            page["@odata.nextLink"] = f"{host}{request.rel_url.update_query({'$skiptoken': start + PAGE})}"
        return web.json_response(page)

    async def _batch(self, request: web.Request) -> web.Response:
        (asked,) = (await request.json())["requests"]
        query = parse_qs(urlsplit(asked["url"]).query)
        if asked["headers"].get("ConsistencyLevel") != "eventual":  # Graph refuses $search without it
            body: Json = {"error": {"code": "Request_UnsupportedQuery"}}
            return web.json_response({"responses": [{"id": asked["id"], "status": 400, "body": body}]})
        words = [term.strip('"').removeprefix("displayName:") for term in query["$search"][0].split(" AND ")]
        found = [p for p in self.people if all(word in p.name.casefold() for word in words)]
        body = {"value": [person.shown(query["$select"][0]) for person in found]}
        return web.json_response({"responses": [{"id": asked["id"], "status": 200, "body": body}]})
