"""The request as whoever asked for it sees it, in every state."""

from cards.words import typed_words
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import State
from dialogs.moments import say_moment
from dialogs.refusal.handing import hand_over
from dialogs.refusal.requester_settled import settled_sheet
from dialogs.refusal.requester_ways import back, confirm, open_ways, reasons_way
from dialogs.refusal.telling import (
    awaits_confirmation,
    consulted,
    conversation,
    kept,
    list_way,
    not_the_nearest,
    weighing,
    when_and_why,
)
from dialogs.refusal.view import View
from dialogs.sheet import Ask, Block, Presses, Sheet, Small, Warned
from dialogs.shown import Entry, Field, Way
from dialogs.ways import Line


def requester_sheet(view: View, *, full: bool) -> Sheet:
    """Return the card. `full` brings all that is handed over after a no; else a button leads to it."""
    if view.refusal.state is State.ASKED:
        return _question(view)
    if view.is_open:
        return _waiting(view, full=full)
    return settled_sheet(view, full=full)


def written_sheet(view: View) -> Sheet:
    """Return what the requester wrote, all of it."""
    return Sheet(
        title=view.t("written.title"),
        blocks=[
            *awaits_confirmation(view),
            when_and_why(view),
            *not_the_nearest(view),
            *weighing(view),
            *conversation(view),
            *consulted(view),
            kept(view),
            Presses([back(view), list_way(view, "mine")]),
        ],
    )


def handed_sheet(view: View) -> Sheet:
    """Return the reasons, the note, and what to do if the person records all the same."""
    return Sheet(
        title=view.t("handover.title"),
        blocks=[
            *awaits_confirmation(view),
            *hand_over(view),
            Presses([*reasons_way(view), *confirm(view), back(view)]),
        ],
    )


def _waiting(view: View, *, full: bool) -> Sheet:
    it, t, leader = view.refusal, view.t, view.names(view.refusal.leader)
    by_phone = view.unconfirmed
    said = "refusal.agreed" if by_phone else "refusal.until_decided"
    return Sheet(
        title=t("status.unconfirmed" if by_phone else "status.waiting", leader=leader),
        tone="accent",
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
            *(hand_over(view) if by_phone and full else []),
            kept(view),
            Presses([*open_ways(view, full=full)]),
        ],
        summary=t(
            "status.summary_agreed" if by_phone else "status.summary",
            leader=leader,
            when=say_moment(it.expires, view.lang),
        ),
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
            Presses(open_ways(view, full=False)),
        ],
        entry=Entry(send, "answer"),
        summary=t("status.asked_summary", leader=leader, question=asked),
    )


def _unreachable(view: View) -> list[Block]:
    if not view.refusal.leader_unreachable:
        return []
    leader = view.names(view.refusal.leader)
    return [Warned(view.t("status.unreachable", leader=leader), tone="attention")]


def _expiry(view: View) -> list[Block]:
    by_phone, moment = view.unconfirmed, say_moment(view.refusal.expires, view.lang)
    key = "status.confirm_by" if by_phone else "status.answer_by"
    cites = view.book.cites
    return [Small(view.t(key, when=moment), cites.leader_decides if by_phone else cites.starting_point)]


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
