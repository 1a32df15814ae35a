"""A request for access: what is kept about somebody or a case, found and handed over as one package."""

import asyncio
import uuid
from dataclasses import dataclass, replace

from cards.words import words
from casework.errors import UserError
from casework.oversight.access import look_for, take_out
from casework.oversight.subject import Subject
from casework.ports import Employee, SearchableDirectory
from dialogs import file_cards
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.inputs import text_in
from dialogs.matching import plain
from dialogs.oversight.access_card import OFFER, form_sheet, found_sheet, nothing_sheet
from dialogs.oversight.access_package import package_file
from dialogs.oversight.guard import for_hr
from dialogs.refusal.people import SeveralLeadersError
from dialogs.saying import sentence
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.turn import FileContent, FileOffer, Turn

ZIP = "application/zip"
A_ROW, AN_EMPTY_PACKAGE = 700, 40_000
"""Bytes, about: the client shows a size before the file is made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, read anew from each press."""

    written: str
    """As it was written."""
    subject: Subject
    employee: Employee | None
    withhold: bool


@for_hr
async def begin(_desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Ask whom or what it is about."""
    if not turn.personal:
        return file_cards.elsewhere(asked.known.lang)
    return _form(asked, asked.hint)


@for_hr
async def offer(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Look for it, and offer what is found as a file."""
    lang = asked.known.lang
    if not turn.personal:
        return file_cards.elsewhere(lang)
    try:
        wanted = await _wanted(desk, asked)
        look = await look_for(desk.casework, turn.person_id, wanted.subject)
    except UserError as error:
        return _form(asked, _sentence(error, lang))
    if not look.number:
        return sheet_card(nothing_sheet(wanted.written, wanted.employee, lang), lang, asked.hint)
    sheet = found_sheet(look, wanted.written, wanted.employee, lang, withhold=wanted.withhold)
    data = {**_carried(asked, withhold=wanted.withhold), "look": look.id}
    size = AN_EMPTY_PACKAGE + A_ROW * look.number
    name = words(lang)("access.file_name", id=look.id[:8])
    file = FileOffer(name, words(lang)("access.file_about"), size, OFFER, data)
    return replace(sheet_card(sheet, lang, asked.hint), offer=file)


@for_hr
async def make_file(desk: Desk, asked: Asked, turn: Turn) -> FileContent | Shown:
    """Make the package, of what is kept now."""
    lang = asked.known.lang
    try:
        wanted = await _wanted(desk, asked)
        package = await take_out(
            desk.casework, turn.person_id, wanted.subject, _look(asked), withhold=wanted.withhold
        )
    except UserError as error:
        return _form(asked, _sentence(error, lang))
    about = wanted.employee.name if wanted.employee else wanted.written
    content = await asyncio.to_thread(package_file, desk.book, package, about, lang)
    return FileContent(words(lang)("access.file_name", id=package.id[:8]), ZIP, content)


async def _wanted(desk: Desk, asked: Asked) -> Wanted:
    """Return what is looked for: an employee by id or name, and the name or reference in texts."""
    written = " ".join(text_in(asked.data, "about").split())
    employee = await _employee(desk, written)
    withhold = asked.data.get("withhold") != "no"
    if employee:
        return Wanted(written, Subject(employee.id, employee.name), employee, withhold)
    if _is_id(written):  # somebody whom the directory no longer knows
        return Wanted(written, Subject(person=written.lower()), None, withhold)
    return Wanted(written, Subject(written=written), None, withhold)


async def _employee(desk: Desk, written: str) -> Employee | None:
    """Return the employee with this id or this full name; None for what may be somebody or something else.

    Raises:
        SeveralLeadersError: several have the name, or it is a part of theirs.

    """
    found = await desk.directory.find(written) if written else None
    if found or not written or not isinstance(desk.directory, SearchableDirectory):
        return found
    people = await desk.directory.named(written)
    exact = [one for one in people if plain(one.name) == plain(written)]
    if len(exact) != 1 and people:
        raise SeveralLeadersError(exact or people)
    return exact[0] if exact else None


def _form(asked: Asked, hint: str | None) -> Shown:
    lang = asked.known.lang
    sheet = form_sheet(text_in(asked.data, "about"), lang, withhold=asked.data.get("withhold") != "no")
    return sheet_card(sheet, lang, hint)


def _sentence(error: UserError, lang: str) -> str:
    if isinstance(error, SeveralLeadersError):
        return words(lang)("access.several", names=", ".join(person.name for person in error.people))
    return sentence(error, lang)


def _carried(asked: Asked, *, withhold: bool) -> dict[str, object]:
    about = text_in(asked.data, "about")
    return {"about": about, "withhold": "yes" if withhold else "no", "lang": asked.known.lang}


def _look(asked: Asked) -> str:
    """Return the id of the look that a file follows, or a new one where an offer carries none of ours."""
    carried = text_in(asked.data, "look")
    return carried if _is_id(carried) else str(uuid.uuid4())


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
