"""The card that explains an advice: what was answered, what that met, and what would change it."""

from collections.abc import Iterator

from cards.render import render
from cards.words import words
from casework.ports import Place
from dialogs import problems
from dialogs.about import short_hash
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.known import Known
from dialogs.shown import Shown
from dialogs.turn import Turn
from dialogs.ways import Line, known_lines, return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.explain import Change, GroundTrace, Outcome, Trace, explain
from guideline.model import Conclusion


async def show(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the trace of the present advice."""
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer):
        return problems.not_here(desk.book, asked)
    return why_card(desk.book, asked.known, answer, asked.hint)


def why_card(book: Book, known: Known, answer: Answer, hint: str | None = None) -> Shown:
    """Return the card for an answer."""
    t, lang, trace = words(known.lang), known.lang, explain(book.pack, known.facts)
    rule = book.pack.rules.rules[trace.outcome.rule]
    headline = ((rule.self_headline if known.for_self else None) or rule.headline)[lang]
    met = _met(book, answer)
    back = return_way(book, known)
    card = render(
        "why",
        lang,
        title=t("why.title"),
        headline=headline,
        known=known_lines(book, known),
        met=[Line(rule.because[lang], trace.references), *(Line(c.text[lang], c.references) for c in met)],
        unmet=[] if known.for_self else list(_unmet(book, known, trace)),
        otherwise=list(_otherwise(book, known, trace)),
        more=[] if known.for_self else list(_more(book, known, answer)),
        paragraphs=_paragraphs(book, lang, {*trace.references, *(r for c in met for r in c.references)}),
        pack=_pack_line(book, lang),
        back=back,
        hint=hint,
    )
    return Shown(
        card,
        t("why.summary", verdict=headline),
        Place("advice.why", known.data()),
        ways=(back,),
    )


def _met(book: Book, answer: Answer) -> list[Conclusion]:
    """Return the grounds and marks that hold."""
    rules = book.pack.rules
    marked = [mark for mark in rules.marks if answer.marks[mark.id]]
    return [ground for ground in rules.grounds if ground.id in answer.grounds] + marked


def _unmet(book: Book, known: Known, trace: Trace) -> Iterator[Line]:
    """Tell each named ground for a refusal that does not hold, and what it lacks."""
    t = words(known.lang)
    for ground in trace.grounds:
        if ground.met:
            continue
        text, contrary = _ground_text(book, known, ground), _contrary(book, known, ground)
        said = t("why.lacks", ground=text, facts=contrary) if contrary else t("why.untold", ground=text)
        yield Line(said, ground.references)


def _ground_text(book: Book, known: Known, ground: GroundTrace) -> str:
    return next(g.text[known.lang] for g in book.pack.rules.grounds if g.id == ground.id)


def _contrary(book: Book, known: Known, ground: GroundTrace) -> str:
    """Return what was answered that speaks against a ground; what was not told speaks neither way."""
    against = (r for r in ground.requirements if not r.met and r.known is not None)
    return "; ".join(_said(book, known, requirement.fact) for requirement in against)


def _said(book: Book, known: Known, fact: str) -> str:
    return f"{book.label(known, fact)}: {book.answer_text(known, fact, known.facts[fact])}"


def _otherwise(book: Book, known: Known, trace: Trace) -> Iterator[Line]:
    for change in trace.changes:
        # What only leads to another question changes nothing yet.
        if isinstance(change.leads_to, Outcome):
            yield Line(_changed(book, known, change, change.leads_to))
    if not known.for_self:
        yield from _if_a_ground_held(book, known, trace)


def _changed(book: Book, known: Known, change: Change, outcome: Outcome) -> str:
    t = words(known.lang)
    answers = [t("why.quoted", answer=book.answer_text(known, change.fact, value)) for value in change.values]
    label, answer = book.label(known, change.fact), t("why.or").join(answers)
    return t("why.if", fact=label, answer=answer, outcome=_short(book, known, outcome))


def _if_a_ground_held(book: Book, known: Known, trace: Trace) -> Iterator[Line]:
    """Tell where a ground would lead that lacks more than one answer; one answer is told by itself."""
    for ground in trace.grounds:
        if sum(not requirement.met for requirement in ground.requirements) < 2:
            continue
        met = {requirement.fact: requirement.needed for requirement in ground.requirements}
        outcome = explain(book.pack, {**known.facts, **met}).outcome
        text = _ground_text(book, known, ground)
        said = words(known.lang)("why.if_ground", ground=text, outcome=_short(book, known, outcome))
        yield Line(said, ground.references)


def _short(book: Book, known: Known, outcome: Outcome) -> str:
    return book.pack.rules.rules[outcome.rule].short[known.lang]


def _more(book: Book, known: Known, answer: Answer) -> Iterator[Line]:
    for duty in map(book.pack.duties.__getitem__, answer.duties):
        if duty.more:
            yield Line(f"{duty.text[known.lang]} {duty.more[known.lang]}", duty.references)


def _paragraphs(book: Book, lang: str, named: set[str]) -> list[Line]:
    return [Line(p.gist[lang], (p.id,)) for p in book.pack.paragraphs if p.id in named]


def _pack_line(book: Book, lang: str) -> str:
    manifest = book.pack.manifest
    return words(lang)(
        "why.pack", title=manifest.title[lang], version=manifest.version, hash=short_hash(book)
    )
