"""A request that is settled, as whoever asked for it sees it: what holds, and what to do now."""

from collections.abc import Callable

from casework.refusal.request import State
from casework.workdays import local_day
from dialogs.moments import say_clock, say_day
from dialogs.refusal.handing import anyway
from dialogs.refusal.requester_ways import advice_ways, confirm, note_way, reasons_ways
from dialogs.refusal.telling import kept, list_way, not_the_nearest, settled, when_and_why, written_way
from dialogs.refusal.view import View
from dialogs.sheet import Block, Heading, Presses, Sheet, Small, Told, Warned
from dialogs.ways import Line, text_lines


def settled_sheet(view: View) -> Sheet:
    """Return the card."""
    return _SHEETS[view.refusal.state](view)


def _approved(view: View) -> Sheet:
    """Return the card of a no: short, for it arrives in the middle of a conversation."""
    t, leader = view.t, view.decider
    confirmed = view.refusal.agreed_by_phone
    law = "refusal.belongings"
    outside: list[Block] = (
        [Warned(view.law(law), view.references(law))] if view.refusal.belongings_outside else []
    )
    return Sheet(
        title=t("status.confirmed" if confirmed else "status.approved", leader=leader),
        tone="good",
        intro=[Line(view.law("refusal.approved_now"), view.references("refusal.approved_now"))],
        blocks=[
            *settled(view),
            *outside,
            Presses([*reasons_ways(view), note_way(view), *confirm(view)], style="positive"),
            Small(t("handover.how"), view.references("refusal.reasons.procedural")),
            *anyway(view),
            when_and_why(view),
            *not_the_nearest(view),
            Small(view.law("refusal.note.procedural"), view.references("refusal.note.procedural")),
            Small(_how_long(view)),
            kept(view),
            Presses([written_way(view), list_way(view, "mine")]),
        ],
        whole=written_way(view),
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
            Presses([*reasons_ways(view), note_way(view), list_way(view, "mine")]),
        ],
        more_ways=(written_way(view),),
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
            *_hr(view),
            *_what_now(view, law),
            *([Small(t("status.thanks"))] if thanks else []),
            when_and_why(view),
            kept(view),
            Presses([*advice_ways(view), written_way(view), list_way(view, "mine")]),
        ],
    )


def _hr(view: View) -> list[Block]:
    """Return whether HR/Jura hears of a no that was not agreed or not confirmed."""
    lapsed = view.refusal.state is State.EXPIRED and view.refusal.agreed_by_phone
    if not (lapsed or view.refusal.state is State.DISPUTED):
        return []
    return [Small(view.t("status.hr_told"))] if view.hr_reads else [Warned(view.t("status.hr_not_told"))]


def _what_now(view: View, law: str) -> list[Block]:
    text = view.book.text(law)
    if not text.lines:
        return []
    return [Heading(view.t("status.now")), Told(text_lines(text, view.lang))]


_SHEETS: dict[State, Callable[[View], Sheet]] = {
    State.APPROVED: _approved,
    State.NOTED: _noted,
    State.DENIED: _denied,
    State.DISPUTED: _disputed,
    State.REVOKED: _revoked,
    State.WITHDRAWN: _withdrawn,
    State.EXPIRED: _expired,
}
