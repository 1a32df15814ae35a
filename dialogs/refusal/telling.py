"""The parts that many cards of a request share."""

from collections.abc import Iterator

from cards.words import typed_words, words
from casework.law import OTHER
from casework.refusal.equal_treatment import Figures, Tally
from casework.refusal.request import Said, State
from casework.refusal.transitions import Role
from casework.workdays import local_day
from dialogs.book import Book, known_of
from dialogs.latest import latest
from dialogs.moments import say_day, say_meeting, say_moment
from dialogs.refusal.view import View
from dialogs.sheet import Block, Facts, Heading, Quote, Small, Told, Warned
from dialogs.shown import Way
from dialogs.ways import Line
from guideline.model import ASK_MILDER, ASK_NEED


def ground_text(book: Book, ground: str, lang: str) -> str:
    """Return a ground as a sentence, or the one for a ground outside those named."""
    named = book.grounds.get(ground)
    return (named or book.text("refusal.other_ground")).text[lang]


def ground_words(book: Book, ground: str) -> tuple[str, ...]:
    """Return what may be typed to choose a ground."""
    if ground == OTHER:
        return typed_words("typed.ground_other")
    return tuple(word for words_ in book.grounds[ground].words.values() for word in words_)


def when_and_why(view: View) -> Facts:
    """Return the meeting, the ground and the case's reference."""
    it, t = view.refusal, view.t
    pairs = [
        (t("request.meeting"), say_meeting(it, view.now, view.lang)),
        (t("request.ground"), ground_text(view.book, it.ground, view.lang)),
        (t("request.case"), it.case_ref),
    ]
    return Facts(pairs)


def situation(view: View) -> Facts:
    """Return the facts of the advice, as the interview names them."""
    known = known_of(view.book, view.refusal.facts, view.lang)
    pairs = [
        (view.book.label(known, fact), view.book.answer_text(known, fact, value))
        for fact, value in known.items
        if view.book.questions[fact].ask is not None
    ]
    return Facts(pairs or [(view.t("request.situation"), view.t("oversight.not_said"))])


def weighing(view: View) -> Iterator[Quote]:
    """Return the weighing, each side in the requester's words."""
    it, t = view.refusal, view.t
    cites = view.book.cites
    yield Quote(_interest(view), it.municipal_interest, _of_ground(view))
    yield Quote(t("weighing.need"), need_text(view), cites.need)
    yield Quote(t("weighing.milder"), milder_text(view), cites.milder_means)
    yield Quote(t("weighing.differs"), it.deviation_reason, cites.equal_treatment)


def _interest(view: View) -> str:
    """Return what the ground puts on the scales."""
    ground = view.book.grounds.get(view.refusal.ground)
    return ground.weighs[view.lang] if ground and ground.weighs else view.t("weighing.other")


def _of_ground(view: View) -> tuple[str, ...]:
    return view.book.text_of_ground("refusal.ask_interest", view.refusal.ground).references


def need_text(view: View, to: str = "said") -> str:
    """Return why the person wants to record, as far as they told it: `said` of them, or to `you`.

    The choices are told in the reader's language; what staff wrote in their own words is quoted.
    """
    need = view.refusal.recorder_need
    said = [_need(view, choice, to) for choice in need.choices]
    if need.text:
        said.append(need.text if not said and to == "said" else view.t(f"need.own.{to}", text=need.text))
    return " ".join(said)


def _need(view: View, choice: str, to: str) -> str:
    found = view.book.choice(ASK_NEED, choice)
    said = found and ((found.to_person if to == "you" else None) or found.said)
    return said[view.lang] if said else f"{choice_text(view.book, ASK_NEED, choice, view.lang)}."


def choice_text(book: Book, question: str, choice: str, lang: str) -> str:
    """Return a ready answer as on the form. A request outlives the guideline whose answer was chosen."""
    found = book.choice(question, choice)
    return found.text[lang] if found else words(lang)("request.choice_gone")


def milder_text(view: View) -> str:
    """Return which milder means were considered: choices in the reader's language, then staff's own words."""
    it = view.refusal
    chosen = [f"{choice_text(view.book, ASK_MILDER, choice, view.lang)}." for choice in it.milder_choices]
    return " ".join(filter(None, [*chosen, it.milder_means]))


def conversation(view: View) -> list[Block]:
    """Return the latest questions and answers between those who work on it."""
    return latest(all_said(view), view.lang, all_of_it=written_way(view))


def consulted(view: View) -> list[Block]:
    """Return what HR/Jura was asked last, and what they answered."""
    return latest(all_consulted(view), view.lang, all_of_it=written_way(view))


def all_said(view: View) -> list[Quote]:
    """Return every question and answer between those who work on it."""
    return [_said(view, said, f"thread.{said.what}") for said in view.refusal.thread]


def all_consulted(view: View) -> list[Quote]:
    """Return everything that HR/Jura was asked and answered."""
    keys = {"answer": "thread.advised", "question": "thread.consulted"}
    return [_said(view, said, keys[said.what]) for said in view.refusal.consulted]


def _said(view: View, said: Said, key: str) -> Quote:
    label = view.t(key, who=view.names(said.by), when=say_moment(said.at, view.lang))
    return Quote(label, said.text)


def earlier_decisions(book: Book, figures: Figures, lang: str) -> list[Block]:
    """Return how the like was decided, as counts and dates, and what these cannot tell."""
    t = words(lang)
    told = [
        _count(lang, outcome, tally)
        for outcome, tally in (
            ("refused", figures.refused),
            ("allowed", figures.allowed),
            ("lapsed", figures.lapsed),
        )
        if tally.number
    ] or [t("equal.none")]
    advised = t("equal.advised", advised=figures.advised, permitted=figures.permitted)
    lines = [Line(told[0], book.cites.equal_treatment), *(Line(text) for text in told[1:]), Line(advised)]
    cannot = " ".join(t(sentence) for sentence in figures.cannot_tell)
    return [Heading(t("equal.title")), Told(lines), Small(cannot)]


def _count(lang: str, outcome: str, tally: Tally) -> str:
    t = words(lang)
    latest = say_day(tally.latest, lang) if tally.latest else ""
    return t(f"equal.{outcome}", number=tally.number, latest=latest)


def awaits_confirmation(view: View) -> list[Block]:
    """Return the line that stands on everything until the leader confirms what was agreed by phone."""
    if not view.unconfirmed:
        return []
    return [Warned(view.t("request.awaits", leader=view.names(view.refusal.leader)))]


def outside_the_named(view: View) -> list[Block]:
    """Return the mark of a ground that the guideline does not name, or that the facts do not bear out."""
    if view.refusal.ground_is_named:
        return []
    return [Warned(view.law("refusal.other_ground_mark"), view.references("refusal.other_ground_mark"))]


def not_the_nearest(view: View) -> list[Block]:
    """Return the mark of a request that is not decided by the nearest leader."""
    if not (view.refusal.passes_the_nearest or view.from_below):
        return []
    return [Warned(not_the_nearest_text(view), view.book.cites.leader_decides)]


def not_the_nearest_text(view: View) -> str:
    """Return the mark as words; of a leader who works below the requester, that they do."""
    if view.from_below:
        who = view.names(view.refusal.asked_by)
        return view.t("request.from_below", leader=view.names(view.refusal.leader), who=who)
    return view.t("request.not_the_nearest", nearest=view.names(view.refusal.nearest_leader))


def kept(view: View) -> Small:
    """Return what is kept of it, why and until when."""
    until = say_day(local_day(view.refusal.keep_until), view.lang)
    open_ = view.is_open or view.refusal.state is State.APPROVED
    return Small(view.t("request.kept_open" if open_ else "request.kept", until=until))


def settled(view: View) -> list[Quote | Small]:
    """Return who decided, when and why."""
    it, t = view.refusal, view.t
    found: list[Quote | Small] = []
    for key, word in (("decided", it.decision), ("revoked", it.revocation)):
        if word and it.state not in (State.EXPIRED, State.WITHDRAWN):
            who, when = view.names(word.by), say_moment(word.at, view.lang)
            label = t(f"settled.{key}", who=who, when=when)
            found.append(Quote(label, word.reason) if word.reason else Small(label))
    return found


def show_way(view: View, title: str, part: str, typed: str, *, page: int = 0) -> Way:
    """Return the press that shows a part of the request, or a page of it."""
    data = view.data(part=part, **({"page": page} if page else {}))
    return Way(view.t(title), "refusal.show", data, typed_words(typed), numbered=not page)


def written_way(view: View) -> Way:
    """Return the press that leads to all that was written."""
    mine = Role.STAFF in view.roles
    return show_way(view, "action.written" if mine else "action.all_written", "written", "typed.written")


def back(view: View) -> Way:
    """Return the press that leads back to the request."""
    return Way(view.t("action.back_to_request"), "refusal.show", view.data(), typed_words("typed.back"))


def page_ways(view: View, part: str, page: int, number: int) -> list[Way]:
    """Return the presses that turn the pages of a part that does not fit on one card."""
    forth = [show_way(view, "action.next_page", part, "typed.next_page", page=page + 1)]
    to_last = [show_way(view, "action.earlier_page", part, "typed.earlier_page", page=page - 1)]
    return [*(forth if page < number else []), *(to_last if page > 1 else [])]


def list_way(view: View, verb: str) -> Way:
    """Return the press that leads to the reader's list."""
    return Way(view.t(f"action.{verb}"), f"list.{verb}", {"lang": view.lang}, typed_words(f"typed.{verb}"))
