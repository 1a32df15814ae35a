"""The request as whoever decides sees it, and those who had it before."""

from cards.words import typed_words
from casework.refusal.form import LONGEST_TEXT
from casework.refusal.request import State
from casework.refusal.transitions import Role
from dialogs.moments import say_clock, say_meeting, say_moment
from dialogs.refusal.telling import (
    awaits_confirmation,
    consulted,
    conversation,
    earlier_decisions,
    kept,
    list_way,
    not_the_nearest,
    outside_the_named,
    settled,
    situation,
    weighing,
    when_and_why,
    written_way,
)
from dialogs.refusal.view import View
from dialogs.sheet import Ask, Block, Heading, Presses, Sheet, Small, Warned
from dialogs.shown import Choice, Entry, Field, Way
from dialogs.ways import Line


def leader_sheet(view: View, *, ask: str = "") -> Sheet:
    """Return the card of somebody who decides. `ask`: the deed that what is typed next is the reason for."""
    return _to_decide(view, ask) if view.is_open else _settled(view)


def former_sheet(view: View) -> Sheet:
    """Return the card of a leader who handed it on."""
    t = view.t
    if not view.is_open:
        return _settled(view)
    leader = view.names(view.refusal.leader)
    return Sheet(
        title=t("former.title", leader=leader),
        intro=[Line(t("former.text"))],
        blocks=[when_and_why(view), Presses([list_way(view, "waiting")])],
    )


def _to_decide(view: View, ask: str) -> Sheet:
    it, t = view.refusal, view.t
    who = {"who": view.names(it.asked_by), "unit": it.unit or view.names.unit(it.asked_by) or "–"}
    approve, deny = _decisions(view)
    text = "refusal.leader_confirms" if view.unconfirmed else "refusal.leader_decides"
    entries = {"approve": Entry(approve, "reason"), "deny": Entry(deny, "reason")}
    return Sheet(
        title=t("decide.confirm_title" if view.unconfirmed else "decide.title", **who),
        tone="accent",
        intro=[Line(view.law(text), view.references(text)), Line(_by_when(view))],
        blocks=[
            *awaits_confirmation(view),
            *_waits_for_answer(view),
            *_acting_for(view),
            *_agreed_with(view),
            when_and_why(view),
            *not_the_nearest(view),
            *outside_the_named(view),
            Heading(t("decide.situation")),
            situation(view),
            Heading(t("decide.weighing")),
            *weighing(view),
            *conversation(view),
            *consulted(view),
            *(earlier_decisions(view.book, view.figures, view.lang) if view.figures else []),
            *_question_of_belongings(view),
            Ask(_reason(view)),
            Presses([approve, deny], inputs=True),
            Heading(t("decide.else")),
            Presses(_other_ways(view)),
            *_typing(view),
            kept(view),
        ],
        whole=written_way(view),
        entry=entries.get(ask),
        more_ways=_without_belongings(view),
        summary=_summary(view, who),
    )


def _summary(view: View, who: dict[str, str]) -> str:
    """Return the whole matter for whoever reads no card."""
    it, t = view.refusal, view.t
    meeting, interest = say_meeting(it, view.now, view.lang), it.municipal_interest
    key = "decide.confirm_summary" if view.unconfirmed else "decide.summary"
    return t(key, meeting=meeting, interest=interest[:300], **who)


def _by_when(view: View) -> str:
    return view.t("decide.by", when=say_moment(view.refusal.expires, view.lang), left=view.left)


def _waits_for_answer(view: View) -> list[Block]:
    if view.refusal.state is not State.ASKED:
        return []
    return [Warned(view.t("decide.asked", who=view.names(view.refusal.asked_by)))]


def _acting_for(view: View) -> list[Block]:
    it, t = view.refusal, view.t
    if it.stands_in_for and view.person_id == it.leader:
        return [Small(t("decide.for", leader=view.names(it.stands_in_for)))]
    if view.person_id == it.escalated_to:
        return [Small(t("decide.escalated", leader=view.names(it.leader)))]
    return []


def _confirms_for_another(view: View) -> bool:
    """Whether the reader is asked to confirm a call that they did not take themselves."""
    return view.unconfirmed and view.person_id != view.refusal.leader


def _agreed_with(view: View) -> list[Block]:
    if not _confirms_for_another(view):
        return []
    return [Small(view.t("decide.agreed_with", leader=view.names(view.refusal.leader)))]


def _question_of_belongings(view: View) -> list[Block]:
    if not view.offers_belongings:
        return []
    t, text = view.t, view.book.text("refusal.belongings_ask")
    choices = tuple(
        Choice(value, t(f"belongings.{value}"), t(f"belongings.{value}"), ()) for value in ("true", "false")
    )
    answer = view.written.get("belongings_outside", "false")
    field = Field(
        id="belongings_outside",
        ask=text.text[view.lang],
        choices=choices,
        why=text.lines[0][view.lang],
        references=text.references,
        answer=answer,
        required=False,
    )
    return [Ask(field)]


def _without_belongings(view: View) -> tuple[Way, ...]:
    """Return the words that approve and keep belongings outside, for whoever presses nothing."""
    if not view.offers_belongings:
        return ()
    title, data = view.t("action.approve_outside"), view.data(belongings_outside=True)
    return (Way(title, "refusal.approve", data, typed_words("typed.approve_outside"), takes="reason"),)


def _typing(view: View) -> list[Block]:
    t = view.t
    hint = Small(t("decide.confirm_typing" if view.unconfirmed else "decide.typing"))
    return [hint, Small(t("decide.typing_outside"))] if view.offers_belongings else [hint]


def _reason(view: View) -> Field:
    key = "field.confirm_reason" if view.unconfirmed else "field.reason"
    return Field(
        id="reason",
        ask=view.t(key),
        kind="text",
        max_length=LONGEST_TEXT,
        why=view.t("field.reason_why"),
        references=view.book.cites.leader_decides,
        required=False,
        answer=view.written.get("reason"),
    )


def _decisions(view: View) -> tuple[Way, Way]:
    """Return the two presses, always in this order."""
    names = ("confirm", "dispute") if view.unconfirmed else ("approve", "deny")
    of_another = "_for" if _confirms_for_another(view) else ""
    yes, no = (view.t(f"action.{name}{of_another}") for name in names)
    said = typed_words("typed.approve"), typed_words("typed.deny")
    return (
        Way(yes, "refusal.approve", view.data(), said[0], takes="reason"),
        Way(no, "refusal.deny", view.data(), said[1], takes="reason"),
    )


def _other_ways(view: View) -> list[Way]:
    t, who = view.t, view.names(view.refusal.asked_by)
    can_ask = view.refusal.state is State.WAITING
    ask = Way(
        t("action.return", who=who),
        "refusal.return",
        view.data(),
        typed_words("typed.return"),
        takes="question",
    )
    consult = Way(
        t("action.consult"), "refusal.consult", view.data(), typed_words("typed.consult"), takes="question"
    )
    hand = Way(
        t("action.reassign"), "refusal.reassign", view.data(), typed_words("typed.reassign"), takes="leader"
    )
    return [*([ask] if can_ask else []), consult, hand, list_way(view, "waiting")]


_TITLES: dict[State, str] = {
    State.APPROVED: "outcome.approved",
    State.NOTED: "outcome.approved",
    State.DENIED: "outcome.denied",
    State.DISPUTED: "outcome.disputed",
    State.REVOKED: "outcome.revoked",
    State.WITHDRAWN: "outcome.withdrawn",
    State.EXPIRED: "outcome.expired",
}


def _settled(view: View) -> Sheet:
    it, t = view.refusal, view.t
    refused = it.state in (State.APPROVED, State.NOTED)
    revoke = Way(
        t("action.revoke"), "refusal.revoke", view.data(), typed_words("typed.revoke"), takes="reason"
    )
    revocable = view.can_be_taken_back and view.person_id in it.deciders
    others, nobody = "refusal.others_still_weighed", "refusal.nobody_answered"
    weigh = it.state is State.EXPIRED and view.others_are_left_to_weigh
    still = [Warned(view.law(others), view.references(others))] if weigh else []
    return Sheet(
        title=t(_TITLES[it.state]),
        tone="good" if refused else "accent",
        intro=[Line(t("outcome.of", who=view.names(it.asked_by)))],
        blocks=[
            *settled(view),
            *([Small(view.law(nobody), view.references(nobody))] if it.state is State.EXPIRED else []),
            *still,
            when_and_why(view),
            *([Small(t("outcome.noted"))] if it.state is State.NOTED else []),
            *([Small(_until_when(view))] if revocable else []),
            kept(view),
            Presses([*([revoke] if revocable else []), list_way(view, "waiting")]),
        ],
        whole=None if Role.FORMER in view.roles else written_way(view),
    )


def _until_when(view: View) -> str:
    """Return until when a no can be taken back."""
    it, t, lang = view.refusal, view.t, view.lang
    if it.meeting_is_now:
        return t("outcome.revocable_now", when=say_clock(it.held_until, lang))
    return t("outcome.revocable", when=say_moment(it.held_until, lang))
