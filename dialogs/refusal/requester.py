"""The request as whoever asked for it sees it, in every state."""

from cards.words import typed_words
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import State
from dialogs.moments import say_moment
from dialogs.refusal.handing import anyway
from dialogs.refusal.requester_settled import settled_sheet
from dialogs.refusal.requester_ways import open_ways
from dialogs.refusal.telling import (
    awaits_confirmation,
    consulted,
    conversation,
    kept,
    not_the_nearest,
    when_and_why,
    written_way,
)
from dialogs.refusal.view import View
from dialogs.sheet import Ask, Block, Presses, Sheet, Small, Warned
from dialogs.shown import Entry, Field, Way
from dialogs.ways import Line


def requester_sheet(view: View) -> Sheet:
    """Return the card."""
    if view.refusal.state is State.ASKED:
        return _question(view)
    return _waiting(view) if view.is_open else settled_sheet(view)


def _waiting(view: View) -> Sheet:
    it, t, leader = view.refusal, view.t, view.names(view.refusal.leader)
    by_phone = view.unconfirmed
    said = "refusal.agreed" if by_phone else "refusal.until_decided"
    return Sheet(
        title=_title(view),
        tone="warning" if it.leader_unreachable else "accent",
        intro=[Line(view.law(said), view.references(said))],
        blocks=[
            *_unreachable(view),
            *awaits_confirmation(view),
            when_and_why(view),
            *not_the_nearest(view),
            *_expiry(view),
            *_call(view),
            *_also_asked(view),
            *conversation(view),
            *consulted(view),
            *(anyway(view) if by_phone else []),
            kept(view),
            Presses(open_ways(view)),
        ],
        whole=written_way(view),
        summary=" ".join([t("status.summary", leader=leader), view.law(said), _silence(view)]),
    )


def _question(view: View) -> Sheet:
    t, leader = view.t, view.questioner
    send = Way(t("action.answer"), "refusal.answer", view.data(), typed_words("typed.answer"), takes="answer")
    field = Field(
        id="answer",
        ask=t("field.answer"),
        kind="text",
        max_length=LONGEST_TEXT,
        why=t("form.no_names"),
        answer=view.written.get("answer"),
    )
    asked = view.refusal.thread[-1].text if view.refusal.thread else ""
    return Sheet(
        title=t("status.asked", leader=leader),
        tone="warning",
        intro=[
            Line(t("status.asked_text")),
            Line(view.law("refusal.until_decided"), view.book.cites.leader_decides),
        ],
        blocks=[
            *conversation(view),
            Ask(field),
            Presses([send], inputs=True, style="positive"),
            when_and_why(view),
            *not_the_nearest(view),
            *_expiry(view),
            *consulted(view),
            kept(view),
            Presses(open_ways(view)),
        ],
        whole=written_way(view),
        entry=Entry(send, "answer"),
        summary=t("status.asked_summary", leader=leader, question=asked),
    )


def _unreachable(view: View) -> list[Block]:
    if not view.refusal.leader_unreachable:
        return []
    said = "status.away" if view.leader_away else "status.unreachable"
    return [Warned(view.t(said, leader=view.names(view.refusal.leader)), tone="attention")]


def _title(view: View) -> str:
    if view.leader_away:
        said = "status.waiting_away"
    elif view.refusal.leader_unreachable:
        said = "status.waiting_unreachable"
    else:
        said = "status.unconfirmed" if view.unconfirmed else "status.waiting"
    return view.t(said, leader=view.names(view.refusal.leader))


def _expiry(view: View) -> list[Block]:
    return [Small(_silence(view), view.references(_of_silence(view)))]


def _silence(view: View) -> str:
    """Return what holds where nobody answers, and when."""
    return view.law(_of_silence(view)).format(when=say_moment(view.refusal.expires, view.lang))


def _of_silence(view: View) -> str:
    return "refusal.silence_agreed" if view.unconfirmed else "refusal.silence"


def _call(view: View) -> list[Block]:
    """Return the advice to call where there is no time for chat."""
    if view.unconfirmed or not view.refusal.meeting_is_now:
        return []
    return [Warned(view.t("status.call", leader=view.names(view.refusal.leader)))]


def _also_asked(view: View) -> list[Block]:
    it, t = view.refusal, view.t
    found: list[Block] = []
    if it.stands_in_for:
        who = {"deputy": view.names(it.leader), "leader": view.names(it.stands_in_for)}
        found.append(Small(t("status.deputy", **who)))
    if it.escalated_to:
        found.append(Small(t("status.escalated", who=view.names(it.escalated_to))))
    return found
