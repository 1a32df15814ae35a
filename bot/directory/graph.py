"""The people of a municipality as Microsoft Graph knows them: who leads them, and who is of HR/Jura.

Source: learn.microsoft.com, "Get user", "List manager", "List directReports", "List group transitive
members". What each answer means here, and how long it is kept: docs/directory.md.
"""

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from bot.directory.graph_answers import USER_FIELDS, GraphUser
from bot.directory.graph_mailboxes import GraphMailboxes
from bot.directory.graph_questions import GraphQuestions
from bot.directory.names import holds
from bot.directory.remembering import Keeping, Memory, Now
from casework.errors import DirectoryUnavailable
from casework.ports import Employee

log = logging.getLogger(__name__)

USERS = "User.Read.All"
MEMBERS = "GroupMember.Read.All"
"""The application permissions."""

_MINUTE, _HOUR = 60.0, 3600.0
STALE = 8 * _HOUR
"""So old may an answer be while Graph is away: a working day."""
PEOPLE_KEPT = Keeping(fresh=4 * _HOUR, nothing=5 * _MINUTE, stale=STALE)
GROUP_SECONDS = 30.0
"""A large group is many pages; they are read to the end, whoever waits for them."""
GROUP_KEPT = Keeping(fresh=5 * _MINUTE, nothing=_MINUTE, stale=STALE, most=1, patience=1.5)

_MOST_FOUND = 25
"""People whom a search brings at most; more than a few are told to write more of the name."""


class GraphDirectory:
    """The directory over Graph. `hr_group` is the id of the group whose members are HR/Jura; None: nobody.

    The group has calls of its own, so that one that may not be read, or is read slowly, hides no leader.
    """

    def __init__(
        self,
        graph: GraphQuestions,
        groups: GraphQuestions,
        mailboxes: GraphMailboxes,
        hr_group: str | None,
        now: Now = time.monotonic,
    ) -> None:
        self._graph = graph
        self._groups = groups
        self._hr_known = True
        self._mailboxes = mailboxes
        self._hr_group = hr_group
        self._users = Memory(self._ask_for_user, PEOPLE_KEPT, now)
        self._managers = Memory(self._ask_for_manager, PEOPLE_KEPT, now)
        self._leading = Memory(self._ask_whether_leading, PEOPLE_KEPT, now)
        self._members = Memory(self._ask_for_members, GROUP_KEPT, now)

    async def find(self, person_id: str) -> Employee | None:
        """Return who has this Entra object id; None for guests, strangers and whatever is no id.

        Raises:
            DirectoryUnavailable: Graph does not answer, or may not be asked.

        """
        key = _guid(person_id)
        if key is None:
            return None
        user, manager, hr = await asyncio.gather(
            self._users.get(key), self._managers.get(key), self._hr_members()
        )
        if user is None or not user.is_staff:
            return None
        return Employee(
            id=key,
            name=user.display_name or "",
            unit=user.department or "",
            leader=manager,
            hr=_is_in(hr, key) if user.works else False,
        )

    async def leads(self, person_id: str) -> bool:
        """Return whether somebody who works here has this person, who does too, as their nearest leader."""
        key = _guid(person_id)
        if key is None:
            return False
        user = await self._users.get(key)
        return user is not None and user.works and await self._leading.get(key)

    async def named(self, name: str, limit: int = 5) -> Sequence[Employee]:
        """Return whose name holds all words of this one, of those who can sign in."""
        written = name.casefold().split()
        words = re.findall(r"\w+", name.casefold())
        if not words:
            return ()
        users = await self._graph.search(_search_for(words), USERS)
        ids = [user.id for user in users if user.works and holds(user.display_name or "", written)]
        people = await asyncio.gather(*map(self.find, ids[:limit]))
        return tuple(person for person in people if person)

    async def seems_away(self, person_id: str) -> bool | None:
        """Return whether somebody's mail is answered automatically now; None where Graph does not say."""
        key = _guid(person_id)
        return await self._mailboxes.answers_by_itself(key) if key else None

    async def close(self) -> None:
        """Ask nothing more."""
        await self._mailboxes.close()
        for memory in (self._users, self._managers, self._leading, self._members):
            await memory.close()

    async def _hr_members(self) -> frozenset[str] | None:
        """Return who is of HR/Jura; None where Graph does not say. It never costs anybody their leader."""
        if not self._hr_group:
            return frozenset()
        try:
            members = await self._members.get(self._hr_group)
        except DirectoryUnavailable:
            if self._hr_known:  # told once, until it is known again
                log.warning("directory.hr_unknown", extra={"permission": MEMBERS})
            self._hr_known = False
            return None
        self._hr_known = True
        return members

    async def _ask_for_user(self, key: str) -> GraphUser | None:
        return await self._graph.user(f"users/{key}", USERS, {"$select": USER_FIELDS})

    async def _ask_for_manager(self, key: str) -> str | None:
        """Return the id of the manager who works here; Graph says 404 where there is none."""
        manager = await self._graph.user(f"users/{key}/manager", USERS, {"$select": USER_FIELDS})
        if manager is None or not manager.works:
            return None
        leader = manager.id.lower()
        self._users.keep(leader, manager)  # who asks for a leader asks for their name next
        return leader if leader != key else None

    async def _ask_whether_leading(self, key: str) -> bool:
        path, query = f"users/{key}/directReports", {"$select": USER_FIELDS}
        return _anybody_works(await self._graph.users(path, USERS, query, _anybody_works) or [])

    async def _ask_for_members(self, group: str) -> frozenset[str]:
        path, query = f"groups/{group}/transitiveMembers", {"$select": "id", "$top": "999"}
        members = await self._groups.users(path, MEMBERS, query)
        if members is None:
            log.error("directory.no_such_group")
        return frozenset(member.id.lower() for member in members or ())


def _is_in(members: frozenset[str] | None, key: str) -> bool | None:
    return None if members is None else key in members


def _anybody_works(users: Iterable[GraphUser]) -> bool:
    return any(user.works for user in users)


def _search_for(words: Sequence[str]) -> str:
    """Return the query for users with each word at the beginning of a part of their display name."""
    search = " AND ".join(f'"displayName:{word}"' for word in words)
    return (
        f"$search={quote(search, safe='')}&$select={USER_FIELDS}&$top={_MOST_FOUND}"
        f"&$filter={quote('accountEnabled eq true', safe='')}"
    )


def _guid(text: str) -> str | None:
    """Return an id in lower case; None for anything else, so that no name ever stands in an address."""
    lower = text.strip().lower()
    try:
        return lower if str(uuid.UUID(lower)) == lower else None
    except ValueError:
        return None
