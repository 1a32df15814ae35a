"""The request as whoever asked for it sees it, in every state."""

from collections.abc import Callable

from cards.words import typed_words
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import State
from casework.workdays import local_day
from dialogs.refusal.handing import hand_over
from dialogs.refusal.moments import say_clock, say_day, say_moment
from dialogs.refusal.requester_ways import (
    advice_ways,
    back,
    confirm,
    handover_way,
    open_ways,
    written_way,
)
from dialogs.refusal.telling import (
    awaits_confirmation,
    consulted,
    conversation,
    kept,
    list_way,
    not_the_nearest,
    settled,
    weighing,
    when_and_why,
)
from dialogs.refusal.view import View
from dialogs.sheet import Ask, Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.shown import Entry, Field, Way
from dialogs.ways import Line, text_lines


def requester_sheet(view: View, *, full: bool) -> Sheet:
    """Return the card. `full` brings all that is handed over after a no; else a button leads to it."""
    if view.refusal.state is State.ASKED:
        return _question(view)
    if view.is_open:
        return _waiting(view, full=full)
    if view.refusal.state is State.APPROVED:
        return _approved(view, full=full)
    return _SETTLED[view.refusal.state](view)


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
        blocks=[*awaits_confirmation(view), *hand_over(view), Presses([*confirm(view), back(view)])],
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
        summary=t("status.summary", leader=leader, when=say_moment(it.expires, view.lang)),
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
        intro=[Line(t("status.asked_text")), Line(view.law("refusal.until_decided"), ("B2",))],
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


def _approved(view: View, *, full: bool) -> Sheet:
    t, leader = view.t, view.decider
    confirmed = view.refusal.agreed_by_phone
    parts: list[Block] = hand_over(view) if full else []
    ways = confirm(view) if full else [handover_way(view), *confirm(view)]
    outside: list[Block] = (
        [Warned(view.law("refusal.belongings"), ("B1",))] if view.refusal.belongings_outside else []
    )
    return Sheet(
        title=t("status.confirmed" if confirmed else "status.approved", leader=leader),
        tone="good",
        intro=[Line(view.law("refusal.approved_now"), view.references("refusal.approved_now"))],
        blocks=[
            *settled(view),
            when_and_why(view),
            *not_the_nearest(view),
            *outside,
            *parts,
            Presses(ways, style="positive" if full else "default"),
            Small(_how_long(view)),
            kept(view),
            Presses([written_way(view), list_way(view, "mine")]),
        ],
    )


def _how_long(view: View) -> str:
    """Return what a no holds for, and until when its leader can still change it."""
    if not view.can_be_taken_back:
        return view.t("status.this_meeting")
    if not view.refusal.meeting_is_now:
        return view.t("status.until_meeting")
    return view.t("status.until_clock", when=say_clock(view.refusal.held_until, view.lang))


def _noted(view: View) -> Sheet:
    day = say_day(local_day(view.refusal.noted), view.lang) if view.refusal.noted else ""
    return Sheet(
        title=view.t("status.noted"),
        tone="good",
        intro=[Line(view.t("status.noted_text", day=day))],
        blocks=[
            *settled(view),
            when_and_why(view),
            *not_the_nearest(view),
            kept(view),
            Presses([handover_way(view), list_way(view, "mine")]),
        ],
    )


def _denied(view: View) -> Sheet:
    return _allowed(view, "status.denied", "refusal.denied_now", thanks=True)


def _disputed(view: View) -> Sheet:
    return _allowed(view, "status.disputed", "refusal.disputed_now")


def _revoked(view: View) -> Sheet:
    return _allowed(view, "status.revoked", "refusal.revoked_now")


def _withdrawn(view: View) -> Sheet:
    return _allowed(view, "status.withdrawn", "refusal.default_stands")


def _expired(view: View) -> Sheet:
    if view.refusal.agreed_by_phone:
        return _allowed(view, "status.lapsed", "refusal.lapsed_now")
    return _allowed(view, "status.expired", "refusal.default_stands")


def _allowed(view: View, title: str, law: str, *, thanks: bool = False) -> Sheet:
    """Return the card of a request that ended in a yes to recording, and what to do now."""
    t, leader = view.t, view.decider
    text = view.book.text(law)
    others = "refusal.others_still_weighed"
    still: list[Block] = (
        [Warned(view.law(others), view.references(others))] if view.others_are_left_to_weigh else []
    )
    return Sheet(
        title=t(title, leader=leader),
        tone="accent",
        intro=[Line(text.text[view.lang], text.references)],
        blocks=[
            *settled(view),
            *still,
            *_what_now(view, law),
            *([Small(t("status.thanks"))] if thanks else []),
            when_and_why(view),
            kept(view),
            Presses([*advice_ways(view), written_way(view), list_way(view, "mine")]),
        ],
    )


def _what_now(view: View, law: str) -> list[Block]:
    text = view.book.text(law)
    if not text.lines:
        return []
    return [Heading(view.t("status.now")), Told(text_lines(text, view.lang))]


_SETTLED: dict[State, Callable[[View], Sheet]] = {
    State.NOTED: _noted,
    State.DENIED: _denied,
    State.DISPUTED: _disputed,
    State.REVOKED: _revoked,
    State.WITHDRAWN: _withdrawn,
    State.EXPIRED: _expired,
}


def _unreachable(view: View) -> list[Block]:
    if not view.refusal.leader_unreachable:
        return []
    leader = view.names(view.refusal.leader)
    return [Warned(view.t("status.unreachable", leader=leader), tone="attention")]


def _expiry(view: View) -> list[Block]:
    by_phone, moment = view.unconfirmed, say_moment(view.refusal.expires, view.lang)
    key = "status.confirm_by" if by_phone else "status.answer_by"
    return [Small(view.t(key, when=moment), ("B2",) if by_phone else ("A2",))]


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
