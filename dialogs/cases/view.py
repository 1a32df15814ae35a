"""A case as one reader sees it: the present state, the names, and what the reader may do."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cards.words import Words, words
from casework.cases import cases, timing
from casework.cases.case import OWNED, Case
from casework.cases.procedure import seen_by
from casework.cases.transitions import Role
from casework.desk import Desk as CaseworkDesk
from casework.errors import DirectoryUnavailable
from casework.ports import Employee
from dialogs.book import Book
from dialogs.people import Names, names_of, reads_as_hr
from dialogs.shown import Data

SHORT_DIGEST = 12
"""Signs of a digest that people compare by eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What a card is drawn from. Cards are pure functions of it."""

    book: Book
    case: Case
    person_id: str | None
    """Who reads it; None for the HR/Jura channel."""
    hr: bool
    """Whether who reads it is of HR/Jura, as the directory says."""
    lang: str
    names: Names
    version: int
    """The version that the card's buttons carry: the one that its reader saw first."""
    now: datetime.datetime
    posted: bool = True
    """Whether HR/Jura can see it in their channel."""
    owner_left: bool = False
    """Whether who has it is of HR/Jura no more."""
    alike: Sequence[Case] = ()
    """Other cases about the same link."""
    chosen: bool = False
    """Whether its reader chose it from a list, so that typed words mean it."""
    candidates: Sequence[Employee] = ()
    """Several people with the name that was written, to choose from."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What the reader wrote already, by input, where the card comes back."""

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.lang)

    @property
    def roles(self) -> frozenset[Role]:
        """What the reader is to the case."""
        if self.person_id is None:
            return frozenset({Role.HR})
        return seen_by(self.case, self.person_id, hr=self.hr)

    @property
    def is_overdue(self) -> bool:
        """Whether it waits too long for HR/Jura's next step."""
        return timing.is_overdue(self.case, self.now)

    def data(self, **more: object) -> Data:
        """Return what a button of the card carries."""
        kept: Data = {"chosen": True} if self.chosen else {}
        return {"case": self.case.id, "version": self.version, "lang": self.lang, **kept, **more}

    def law(self, name: str) -> str:
        """Return one of the pack's texts."""
        return self.book.text(name).text[self.lang]

    def references(self, name: str) -> tuple[str, ...]:
        """Return the paragraphs of one of the pack's texts."""
        return self.book.text(name).references


async def look(
    book: Book,
    casework: CaseworkDesk,
    case: Case,
    person_id: str | None,
    lang: str,
    *,
    version: int | None = None,
    chosen: bool = False,
    written: Mapping[str, str] | None = None,
) -> CaseView:
    """Return a case as a person sees it now.

    Raises:
        DirectoryUnavailable: nobody can say whether a reader who is nothing else to it is of HR/Jura.

    """
    seen = person_id is not None and bool(seen_by(case, person_id))
    hr = await reads_as_hr(casework, person_id, otherwise=seen)
    names = await names_of(casework.directory, lang, person_id, *people_in(case))
    return CaseView(
        book=book,
        case=case,
        person_id=person_id,
        hr=hr,
        lang=lang,
        names=names,
        version=case.version if version is None else version,
        now=casework.clock.now(),
        posted=not case.unposted and await cases.channel_is_there(casework),
        owner_left=await owner_left(casework, case),
        alike=await _alike(casework, case, hr=hr and person_id is not None),
        chosen=chosen,
        written=written or {},
    )


def people_in(case: Case) -> tuple[str | None, ...]:
    """Return everybody who is named on a case's cards."""
    said = [entry.by for entry in case.thread]
    parts = (case.assessment, case.closing, *case.earlier_assessments, *case.earlier_closings)
    settled = [part.by for part in parts if part]
    return (case.reported_by, case.owner, *settled, *said)


async def owner_left(casework: CaseworkDesk, case: Case) -> bool:
    """Whether the directory says that the owner is of HR/Jura no more; when it is silent, they still are."""
    if case.owner is None or case.state not in OWNED:
        return False
    try:
        return not await cases.is_hr(casework, case.owner)
    except DirectoryUnavailable:
        return False


async def _alike(casework: CaseworkDesk, case: Case, *, hr: bool) -> Sequence[Case]:
    found = await casework.store.queries.cases_with_link(case.where) if hr and case.where else ()
    return [other for other in found if other.id != case.id]
