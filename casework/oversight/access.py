"""Access to what is kept about somebody or a case (the General Data Protection Regulation, article 15).

Each look is an event of the register: who looked, when, and how much there was; never what was looked for.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.about import About
from casework.desk import Desk
from casework.errors import DirectoryUnavailable, FormError
from casework.oversight.people import people_in
from casework.oversight.ports import Stored
from casework.oversight.rights import only_hr
from casework.oversight.subject import Subject
from casework.oversight.withholding import without_names
from casework.register import Entry

SHORTEST = 3
"""Letters of a name or a reference that is looked for in texts; a shorter one would be found everywhere."""


class TooShortError(FormError):
    """What is looked for would be found everywhere."""

    text = "errors.too_short_to_find"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything that is kept about a subject."""

    id: str
    """Names the events in the register."""
    subject: Subject
    at: datetime.datetime
    withheld: bool
    """Whether names in the log are left out."""
    stored: Mapping[str, Sequence[Stored]]
    """By table, in the order in which they were looked through."""
    people: Mapping[str, str]
    """The names of those whose ids stand in it, as far as the directory knows them."""

    @property
    def number(self) -> int:
        """How many rows there are."""
        return sum(len(rows) for rows in self.stored.values())


async def look_for(desk: Desk, by: str, subject: Subject) -> Package:
    """Look for what is kept, and record that somebody did.

    Raises:
        NotHr: only HR/Jura may.
        TooShortError: what is looked for is too short.

    """
    return await _gather(desk, by, subject, desk.new_id(), "search", withhold=False)


async def take_out(desk: Desk, by: str, subject: Subject, look: str, *, withhold: bool) -> Package:
    """Return what is kept, to hand it out, and record that somebody took it.

    `look` is the id of the look that it follows. `withhold` leaves out the names of employees in the log,
    but not of who decided: the Court of Justice's judgment of 22 June 2023, C-579/21, Pankki S, holds that
    article 15 gives a right to when and why data were consulted, but not to the names of the employees who
    did so on their employer's instructions, unless they are needed to use one's rights.

    Raises:
        NotHr: only HR/Jura may.
        TooShortError: what is looked for is too short.

    """
    return await _gather(desk, by, subject, look, "export", withhold=withhold)


async def _gather(desk: Desk, by: str, subject: Subject, look: str, deed: str, *, withhold: bool) -> Package:
    await only_hr(desk, by)
    if not subject.person and len(subject.written) < SHORTEST:
        raise TooShortError("about")
    stored = await _stored(desk, subject)
    if withhold:
        stored = without_names(stored, subject.person)
    at = desk.clock.now()
    package = Package(
        id=look,
        subject=subject,
        at=at,
        withheld=withhold,
        stored=stored,
        people=await _names(desk, stored),
    )
    async with desk.store.unit() as unit:
        await unit.register.record(_entry(desk, package, by, deed))
    return package


async def _stored(desk: Desk, subject: Subject) -> dict[str, list[Stored]]:
    found: dict[str, list[Stored]] = {}
    async for batch in desk.store.oversight.kept_about(subject):
        for row in batch:
            found.setdefault(row.table, []).append(row)
    return found


async def _names(desk: Desk, stored: Mapping[str, Sequence[Stored]]) -> dict[str, str]:
    ids = {person for rows in stored.values() for row in rows for person in people_in(row.values)}
    found: dict[str, str] = {}
    for person in sorted(ids):
        try:
            employee = await desk.directory.find(person)
        except DirectoryUnavailable:
            break  # the ids say enough to hand it out, and can be looked up later
        if employee:
            found[person] = employee.name
    return found


def _entry(desk: Desk, package: Package, by: str, deed: str) -> Entry:
    numbers = {table: str(len(rows)) for table, rows in package.stored.items()}
    withheld = {"names": "withheld"} if package.withheld else {}
    return Entry(
        about=About("access", package.id),
        event=f"access.{deed}",
        actor=by,
        at=package.at,
        pack=desk.pack,
        details={**numbers, **withheld},
    )
