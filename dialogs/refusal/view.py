"""A request as one reader sees it: the present state, the names, and what the reader may do."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cards.words import Words, words
from casework.desk import Desk as CaseworkDesk
from casework.errors import DirectoryUnavailable
from casework.ports import Directory
from casework.refusal import leaders, refusals
from casework.refusal.equal_treatment import Figures
from casework.refusal.procedure import seen_by
from casework.refusal.request import OPEN, REFUSED, Refusal, State
from casework.refusal.transitions import Role
from dialogs.book import Book
from dialogs.moments import say_left
from dialogs.people import Names, names_of, reads_as_hr
from dialogs.refusal.people import people_in
from dialogs.shown import Data


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a card is drawn from. Cards are pure functions of it."""

    book: Book
    refusal: Refusal
    person_id: str | None
    """Who reads it; None for the HR/Jura channel."""
    hr: bool
    """Whether who reads it is of HR/Jura, as the directory says."""
    lang: str
    names: Names
    now: datetime.datetime
    """When the card was drawn."""
    left: str
    """How long there was until it expires, when the card was drawn; empty once it is settled."""
    figures: Figures | None = None
    leader_away: bool = False
    """Whether the leader is away, and nobody but the requester would stand in for them."""
    hr_reads: bool = True
    """Whether HR/Jura has a channel that the bot can write to."""
    from_below: bool = False
    """Whether the leader asked works below the requester, above whom the directory names nobody."""
    above: str = ""
    """The name of the leader of whoever decided a no; empty where there is none, or nobody knows."""
    version: int
    """The version that the card's buttons carry: the one that its reader saw first."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What the reader wrote already, by input, where the card comes back."""

    @property
    def t(self) -> Words:
        """The interface's words."""
        return words(self.lang)

    @property
    def roles(self) -> frozenset[Role]:
        """What the reader is to the request."""
        if self.person_id is None:
            return frozenset({Role.HR})
        return seen_by(self.refusal, self.person_id, hr=self.hr)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.refusal.state in OPEN

    @property
    def unconfirmed(self) -> bool:
        """Whether it was agreed by phone and awaits the leader's confirmation."""
        return self.refusal.state is State.UNCONFIRMED

    @property
    def can_be_taken_back(self) -> bool:
        """Whether its leader can still revoke the no: until the meeting, or for an hour of one under way."""
        return self.refusal.state in REFUSED and self.now < self.refusal.held_until

    @property
    def others_are_left_to_weigh(self) -> bool:
        """Whether others' matters are still to come up; what was agreed by phone lapses after its meeting."""
        over = self.refusal.agreed_by_phone and self.refusal.state is State.EXPIRED
        return self.book.law.discusses_others(self.refusal.facts) and not over

    @property
    def offers_belongings(self) -> bool:
        """Whether belongings may be kept out of the room on this ground."""
        return self.refusal.ground in self.book.law.belongings

    @property
    def decider(self) -> str:
        """The name of whoever settled it last; of whoever is asked, where nobody has."""
        return self.names(_decider(self.refusal))

    @property
    def questioner(self) -> str:
        """The name of whoever sent it back with a question, the deputy or their leader included."""
        return self.names(questioner(self.refusal))

    def data(self, **more: object) -> Data:
        """Return what a button of the card carries."""
        return {"refusal": self.refusal.id, "version": self.version, "lang": self.lang, **more}

    def in_language(self, lang: str) -> "View":
        """Return the same for words in another language than the reader's."""
        return replace(self, lang=lang, names=self.names.in_language(lang))

    def law(self, name: str) -> str:
        """Return one of the pack's texts."""
        return self.book.text(name).text[self.lang]

    def references(self, name: str) -> tuple[str, ...]:
        """Return the paragraphs of one of the pack's texts."""
        return self.book.text(name).references


def questioner(refusal: Refusal) -> str:
    """Return the id of whoever asked the requester last; of whoever is to decide, where nobody has."""
    asked = [said.by for said in refusal.thread if said.what == "question"]
    return asked[-1] if asked else refusal.leader


async def look(
    book: Book,
    casework: CaseworkDesk,
    refusal: Refusal,
    person_id: str | None,
    lang: str,
    *,
    version: int | None = None,
    written: Mapping[str, str] | None = None,
) -> View:
    """Return a request as a person sees it now.

    Raises:
        DirectoryUnavailable: nobody can say whether a reader who is nothing else to it is of HR/Jura.

    """
    seen = person_id is not None and bool(seen_by(refusal, person_id))
    hr = await reads_as_hr(casework, person_id, otherwise=seen)
    names = await names_of(casework.directory, lang, person_id, *people_in(refusal))
    deciding = refusal.state in OPEN and person_id in refusal.deciders
    figures = await refusals.earlier_decisions(casework, refusal.ground, refusal.facts) if deciding else None
    now = casework.clock.now()
    return View(
        book=book,
        refusal=refusal,
        person_id=person_id,
        hr=hr,
        lang=lang,
        names=names,
        now=now,
        left=say_left(refusal.expires, now, lang) if refusal.state in OPEN else "",
        figures=figures,
        leader_away=await _is_away(casework, refusal),
        hr_reads=await casework.store.queries.hr_channel() is not None if _tells_hr(refusal) else True,
        from_below=refusal.nearest_leader is None
        and await leaders.works_below(casework, refusal.leader, refusal.asked_by),
        above=await _above(casework.directory, refusal, names),
        version=refusal.version if version is None else version,
        written=written or {},
    )


async def _is_away(casework: CaseworkDesk, refusal: Refusal) -> bool:
    if not (refusal.leader_unreachable and refusal.state in OPEN):
        return False
    absence = await casework.store.queries.absence(refusal.leader)
    return absence is not None and absence.holds(casework.clock.now())


def _tells_hr(refusal: Refusal) -> bool:
    """Whether HR/Jura is told of what a request came to."""
    lapsed = refusal.state is State.EXPIRED and refusal.agreed_by_phone
    return lapsed or refusal.state is State.DISPUTED


def _decider(refusal: Refusal) -> str:
    return refusal.last_word.by if refusal.last_word else refusal.leader


async def _above(directory: Directory, refusal: Refusal, names: Names) -> str:
    """Return whom to turn to about a no besides those who said it, as far as the directory knows."""
    if refusal.state not in REFUSED | {State.UNCONFIRMED}:
        return ""
    above = names.leader_of(_decider(refusal))
    if above is None or above == refusal.asked_by:
        return ""
    try:
        person = await directory.find(above)
    except DirectoryUnavailable:
        return ""
    return person.name if person else ""
