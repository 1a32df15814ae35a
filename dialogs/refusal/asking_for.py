"""From the advice to a request: the form is drawn, filled in, sent, and comes back where it must change."""

from collections.abc import Mapping, Sequence

from cards.words import words
from casework.errors import SentAlready, UserError
from casework.ports import AwayDirectory, Employee
from casework.refusal import leaders, refusals
from casework.refusal.errors import MustSayWhatDiffers, WeighingIsShort
from casework.refusal.request import Refusal
from dialogs import problems
from dialogs.asked import Asked
from dialogs.desk import Desk
from dialogs.inputs import key_of, new_key
from dialogs.interview import card_for
from dialogs.people import names_of
from dialogs.refusal.card import request_card
from dialogs.refusal.drafting import answers_in, keep_form
from dialogs.refusal.filled import as_form, filled_in
from dialogs.refusal.form import form_sheet
from dialogs.refusal.form_view import FormView, Whom, chosen_ground
from dialogs.refusal.people import SeveralLeadersError, leader_written
from dialogs.refusal.view import look
from dialogs.saying import sentence
from dialogs.sheet import sheet_card
from dialogs.shown import Shown
from dialogs.stepping import kept
from dialogs.turn import Turn
from guideline.answers import Answer
from guideline.decide import Ask, decide


async def begin(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show the form, with whatever is filled in already; once it was sent, the request that it became."""
    answer = offered(desk, asked)
    if answer is None:
        return _what_is_needed_first(desk, asked)
    if made := await became(desk, asked, turn):
        if not (asked.hint and filled_in(asked.data)):
            return await status(desk, made, turn, asked.known.lang, words(asked.known.lang)("form.is_sent"))
        asked = asked.anew()  # What was written since, and could not be taken as it is, is not lost.
    values = filled_in(asked.data) or answers_in(await kept(desk, asked, turn))
    view = await form_view(desk, asked, turn, answer, values)
    return await _form(desk, turn, view, asked.hint)


async def _form(desk: Desk, turn: Turn, view: FormView, hint: str | None, tone: str = "attention") -> Shown:
    """Return the form, and keep what it holds."""
    if view.values:
        await keep_form(desk, turn, view)
    return sheet_card(form_sheet(view), view.known.lang, hint, tone)


def _what_is_needed_first(desk: Desk, asked: Asked) -> Shown:
    """Return the interview where it stands for somebody who considers a no, if it can lead to one."""
    if asked.known.for_self or asked.damaged:
        return problems.not_here(desk.book, asked)
    facts = {**asked.known.facts, desk.book.roles.refusing.considered: True}
    known = desk.book.know(facts, asked.known.lang, for_self=False)
    if known.items == asked.known.items and not isinstance(decide(desk.book.pack, known.facts), Ask):
        return problems.not_here(desk.book, asked)
    return card_for(desk.book, known)


async def submit(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Send the request. The same form twice is one request; one that must change comes back filled in."""
    answer = offered(desk, asked)
    if answer is None:
        return problems.not_here(desk.book, asked)
    values = filled_in(asked.data)
    values.setdefault("ground", chosen_ground(desk.book, values, answer))
    if await _was_questioned(desk, asked, turn):
        values["short_is_meant"] = "true"
    if _drawn_for_another(desk, asked, values) and not await became(desk, asked, turn):
        view = await form_view(desk, asked, turn, answer, values)
        return await _form(desk, turn, view, view.t("form.another_ground"), "warning")
    try:
        made = await sent(desk, asked, turn, answer, values)
    except UserError as error:
        asked = asked.anew() if isinstance(error, SentAlready) else asked
        view = await form_view(desk, asked, turn, answer, values, error)
        tone = "warning" if isinstance(error, WeighingIsShort | SentAlready) else "attention"
        return await _form(desk, turn, view, sentence(error, asked.known.lang), tone)
    return await status(desk, made, turn, asked.known.lang)


async def _was_questioned(desk: Desk, asked: Asked, turn: Turn) -> bool:
    """Whether what is short on this form was asked about before: once is enough."""
    key = key_of(asked.data)
    draft = await desk.drafts.recall(turn.chat_id, key) if key else None
    return draft is not None and draft.texts.get("short_is_meant") == "true"


def _drawn_for_another(desk: Desk, asked: Asked, values: Mapping[str, str]) -> bool:
    """Whether the form asked about another ground than the one chosen on it.

    Its question, earlier decisions and HR/Jura's advice have not been seen then. A press that names no
    ground it was drawn for comes from no form, and is taken as it is.
    """
    drawn = asked.name("drawn")
    return drawn in desk.book.law.grounds and drawn != values["ground"]


async def became(desk: Desk, asked: Asked, turn: Turn) -> Refusal | None:
    """Return the request that this form became already, which an older press of it shows."""
    key = key_of(asked.data)
    return await desk.casework.store.queries.by_key(turn.person_id, key) if key else None


async def sent(desk: Desk, asked: Asked, turn: Turn, answer: Answer, values: Mapping[str, str]) -> Refusal:
    """Make the request and forget the draft, or raise UserError."""
    key = key_of(asked.data) or new_key()
    leader = await leader_written(desk.directory, values.get("leader", ""))
    form = as_form(key, asked.known, answer, values, leader, desk.clock)
    made = await refusals.submit(desk.casework, form, turn.person_id)
    await desk.drafts.forget(turn.chat_id, key)
    return made


async def status(desk: Desk, made: Refusal, turn: Turn, lang: str, hint: str | None = None) -> Shown:
    """Return the request as whoever asked for it sees it now."""
    view = await look(desk.book, desk.casework, made, turn.person_id, lang)
    return request_card(view, hint=hint, tone="warning")


def offered(desk: Desk, asked: Asked) -> Answer | None:
    """Return the advice, if it offers to ask for a no."""
    answer = decide(desk.book.pack, asked.known.facts)
    if not isinstance(answer, Answer) or asked.known.for_self or "request_refusal" not in answer.next:
        return None
    return answer


async def form_view(
    desk: Desk,
    asked: Asked,
    turn: Turn,
    answer: Answer,
    values: Mapping[str, str],
    error: UserError | None = None,
    chosen: str | None = None,
) -> FormView:
    """Return what the form is drawn from, as things stand now. `chosen`: the id of another leader."""
    lang = asked.known.lang
    if isinstance(error, WeighingIsShort):
        values = {**values, "short_is_meant": "true"}
    facts = asked.known.facts
    ground = chosen_ground(desk.book, values, answer)
    return FormView(
        book=desk.book,
        known=asked.known,
        answer=answer,
        key=key_of(asked.data) or new_key(),
        values=values,
        figures=await refusals.earlier_decisions(desk.casework, ground, facts),
        whom=await _whom(desk, turn, lang, chosen),
        candidates=_candidates(error),
        must_differ=isinstance(error, MustSayWhatDiffers),
        keep_days=desk.casework.policy.retention_days,
        now=desk.clock.now(),
    )


def _candidates(error: UserError | None) -> Sequence[Employee]:
    return error.people if isinstance(error, SeveralLeadersError) else ()


async def _whom(desk: Desk, turn: Turn, lang: str, chosen: str | None) -> Whom:
    """Return who will be asked, or why nobody is found."""
    try:
        found = await leaders.whom_to_ask(desk.casework, turn.person_id, chosen)
    except UserError as error:
        return Whom(problem=error.text)
    names = await names_of(desk.directory, lang, found.leader, found.stands_in_for, found.nearest)
    return Whom(
        names(found.leader),
        names(found.stands_in_for) if found.stands_in_for else None,
        names(found.nearest) if found.nearest else None,
        passes_nearest=found.nearest not in (None, found.leader, found.stands_in_for),
        away=found.away,
        seems_away=found.leader != turn.person_id and await _seems_away(desk, found.leader),
    )


async def _seems_away(desk: Desk, leader: str) -> bool:
    return isinstance(desk.directory, AwayDirectory) and await desk.directory.seems_away(leader) is True
