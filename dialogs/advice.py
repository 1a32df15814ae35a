"""The advice card: what holds, what to say now, what to do, and the ways on."""

from dataclasses import dataclass

from cards.render import render
from cards.words import typed_words, words
from casework.ports import Place
from dialogs.book import Book
from dialogs.known import Known
from dialogs.shown import Data, Shown, Way
from dialogs.ways import Line, NamedLine, change_ways, join, known_lines, lawful_line
from guideline.answers import Answer
from guideline.explain import explain, spoken
from guideline.model import Facts, Rule

REPORT = "report_misuse"
"""The step that goes with words on what is no misuse: nobody should report lawful recording."""

VERBS = {
    "show_recorder_text": "advice.recorder_text",
    "copy_case_note": "advice.case_note",
    "consider_refusal": "interview.answer",
    "request_refusal": "refusal.begin",
    "report_misuse": "misuse.begin",
    "ask_hr_legal": "hr.ask",
    "new_wish": "interview.start",
}

FOR_SELF = ("show_recorder_text", "report_misuse", "new_wish", "ask_hr_legal")
"""The ways on that are for whoever records as well, and not for staff who answer them."""

WORDED_FOR_SELF = ("show_recorder_text", "new_wish")
"""The ways on that read differently to whoever records."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The tinted block at the top."""

    id: str
    tone: str
    headline: str
    references: tuple[str, ...]


def advice_card(book: Book, known: Known, answer: Answer, hint: str | None = None) -> Shown:
    """Return the card with the guideline's answer, for staff or for the employee who records."""
    lang, trace = known.lang, explain(book.pack, known.facts)
    rule = book.pack.rules.rules[trace.outcome.rule]
    headline = ((rule.self_headline if known.for_self else None) or rule.headline)[lang]
    why = Way(words(lang)("action.why"), "advice.why", known.data(), typed_words("typed.why"))
    actions = tuple(advice_step(book, known, step) for step in _steps(known, answer))
    card = render(
        "advice",
        lang,
        verdict=Verdict(f"verdict.{answer.verdict}", rule.tone, headline, trace.references),
        only_sound=_with_verdict(book, lang, answer),
        why=why,
        noted=lawful_line(book, lang) if REPORT in answer.next else None,
        known=known_lines(book, known),
        actions=actions,
        hint=hint,
        **(_for_self(book, known, answer, rule) if known.for_self else _for_staff(book, known, answer)),
    )
    place = Place("interview.answer", known.data())
    back = Way("", "interview.back", known.data(), typed_words("typed.back"))
    ways = (*actions, why, back, *change_ways(book, known))
    return Shown(card, _summary(book, known, headline), place, ways=ways, advice=answer)


def said_aloud(book: Book, known: Known) -> str:
    """Return what staff say now, word for word."""
    return join(text[known.lang] for text in spoken(book.pack, known.facts))


def _for_staff(book: Book, known: Known, answer: Answer) -> Data:
    lang, unasked = known.lang, book.roles.cards.unasked
    apart = (book.roles.cards.weighed, unasked)
    return {
        "say": said_aloud(book, known),
        "explain": None,
        "weigh": _weigh(book, lang, answer) if answer.grounds else None,
        "duties": [_duty(book, lang, duty) for duty in answer.duties if duty not in apart],
        "unasked": _unasked(book, lang, unasked) if unasked in answer.duties else None,
        "notices_title": words(lang)("advice.tell"),
        "notices": [_notice(book, lang, notice) for notice in answer.notices],
        "refusing": _refusing(book, lang, answer) if answer.if_refusing else None,
    }


def _for_self(book: Book, known: Known, answer: Answer, rule: Rule) -> Data:
    """Return what an employee who records is told: their own text, nothing of what staff do."""
    lang = known.lang
    return {
        "say": None,
        "explain": rule.self_explain[lang] if rule.self_explain else None,
        "weigh": None,
        "duties": [],
        "unasked": None,
        "notices_title": words(lang)("advice.tell_self"),
        "notices": [_own_notice(book, lang, notice) for notice in answer.notices],
        "refusing": None,
    }


def _with_verdict(book: Book, lang: str, answer: Answer) -> str | None:
    """Return the mark that stands with the verdict: a yes to sound must not read as a yes to images."""
    name = book.roles.cards.with_verdict
    if name is None or not answer.marks.get(name):
        return None
    return next(mark.text[lang] for mark in book.pack.rules.marks if mark.id == name)


def _steps(known: Known, answer: Answer) -> tuple[str, ...]:
    if not known.for_self:
        return answer.next
    own = [step for step in answer.next if step in FOR_SELF]
    return tuple(own) if "ask_hr_legal" in own else (*own, "ask_hr_legal")


def advice_step(book: Book, known: Known, step: str) -> Way:
    """Return the press that takes one of an answer's next steps."""
    own = known.for_self and step in WORDED_FOR_SELF
    title = words(known.lang)(f"next.own.{step}" if own else f"next.{step}")
    data = known.data(**_adds(book, step, own=own))
    return Way(title, VERBS[step], data, typed_words(f"typed.{step}"), numbered=True)


def _adds(book: Book, step: str, *, own: bool) -> Facts:
    """Return what a way on adds to what is known. A misuse is a history, and a new wish is a new question."""
    if step == "consider_refusal":
        return {book.roles.refusing.considered: True}
    if step == "new_wish":
        return book.roles.new_wish.own if own else book.roles.new_wish.staff
    return {}


def _duty(book: Book, lang: str, duty: str) -> NamedLine:
    entry = book.pack.duties[duty]
    return NamedLine(f"duty.{duty}", entry.text[lang], entry.references)


def _notice(book: Book, lang: str, notice: str) -> NamedLine:
    entry = book.pack.notices[notice]
    return NamedLine(f"notice.{notice}", entry.short[lang], entry.references)


def _own_notice(book: Book, lang: str, notice: str) -> NamedLine:
    entry = book.pack.notices[notice]
    return NamedLine(f"notice.{notice}", (entry.employee_text or entry.text)[lang], entry.references)


def _weigh(book: Book, lang: str, answer: Answer) -> Data:
    """Return what is weighed before anything is refused, ground by ground."""
    weighed = book.roles.cards.weighed
    texts = [book.text(f"weigh.{side}") for side in (*answer.grounds, "both_sides")]
    return {
        "duty": _duty(book, lang, weighed) if weighed in answer.duties else None,
        "how": [Line(line[lang], text.references) for text in texts for line in text.lines],
    }


def _unasked(book: Book, lang: str, duty: str) -> Data:
    texts = (book.text(name) for name in ("unasked.can", "unasked.cannot"))
    return {
        "duty": _duty(book, lang, duty),
        "lists": [join([text.text[lang], *(line[lang] for line in text.lines)]) for text in texts],
    }


def _refusing(book: Book, lang: str, answer: Answer) -> Data:
    entries = ((duty, book.pack.duties[duty]) for duty in answer.if_refusing)
    return {
        "intro": book.text("refusing.intro").text[lang],
        "duties": [NamedLine(f"refusing.{duty}", e.text[lang], e.references) for duty, e in entries],
    }


def _summary(book: Book, known: Known, headline: str) -> str:
    if known.for_self:
        return headline
    sentence = headline if headline.endswith((".", "!", "?")) else f"{headline}."
    return words(known.lang)("advice.summary", verdict=sentence, say=said_aloud(book, known))
