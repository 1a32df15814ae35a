"""The request as HR/Jura sees it: little in the channel, where many read, and all to one who opens it."""

from dataclasses import replace

from cards.words import typed_words
from casework.refusal.request import State
from dialogs.moments import say_meeting
from dialogs.refusal.leader import former_sheet
from dialogs.refusal.telling import (
    awaits_confirmation,
    consulted,
    conversation,
    ground_text,
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
from dialogs.sheet import Block, Facts, Heading, Presses, Sheet, Small
from dialogs.shown import Way
from dialogs.ways import Line

_WHY = {
    "refusal_disputed": "channel.disputed",
    "refusal_expired": "channel.expired",
    "nobody_answers": "channel.nobody",
}


def channel_sheet(view: View, kind: str) -> Sheet:
    """Return the card in the HR/Jura channel: who needs what, and nothing of the case itself."""
    it, t = view.refusal, view.t
    who = view.names(it.asked_by)
    status = t("channel.open" if view.is_open else f"channel.{_over(it.state)}")
    pairs = [
        (t("channel.who"), f"{who}, {it.unit}" if it.unit else who),
        (t("request.ground"), ground_text(view.book, it.ground, view.lang)),
        (t("request.meeting"), say_meeting(it, view.now, view.lang)),
        (t("channel.status"), status),
    ]
    show = Way(t("action.open"), "refusal.show", {"refusal": it.id, "lang": view.lang})
    return Sheet(
        title=t(_WHY.get(kind, "hr.title"), who=who),
        tone="accent" if view.is_open else "default",
        intro=[Line(view.law("refusal.hr_helps"), view.references("refusal.hr_helps"))],
        blocks=[
            Facts(pairs),
            Small(t("channel.only_hr")),
            Presses([show]),
        ],
    )


def _over(state: State) -> str:
    return "refused" if state in (State.APPROVED, State.NOTED) else "allowed"


def hr_sheet(view: View) -> Sheet:
    """Return the whole request to somebody of HR/Jura who opened it."""
    return _to_help(view) if view.is_open else _decided(view)


def _decided(view: View) -> Sheet:
    """Return what a request came to, with all that it rested on."""
    outcome = former_sheet(view)
    rested_on = [*consulted(view), *not_the_nearest(view), *outside_the_named(view), *_weighed(view)]
    *told, presses = outcome.blocks
    return replace(outcome, blocks=[*told, *rested_on, presses], whole=written_way(view))


def _weighed(view: View) -> list[Block]:
    return [
        Heading(view.t("decide.situation")),
        situation(view),
        Heading(view.t("decide.weighing")),
        *weighing(view),
        *conversation(view),
    ]


def _to_help(view: View) -> Sheet:
    it, t = view.refusal, view.t
    hand = Way(
        t("action.reassign"), "refusal.reassign", view.data(), typed_words("typed.reassign"), takes="leader"
    )
    return Sheet(
        title=t("hr.title", who=view.names(it.asked_by)),
        tone="accent",
        intro=[
            Line(view.law("refusal.hr_helps"), view.references("refusal.hr_helps")),
            Line(t("hr.waits", leader=view.names(it.leader))),
        ],
        blocks=[
            *awaits_confirmation(view),
            *consulted(view),
            when_and_why(view),
            *not_the_nearest(view),
            *outside_the_named(view),
            *_weighed(view),
            *settled(view),
            kept(view),
            Presses([hand, list_way(view, "waiting")]),
        ],
        whole=written_way(view),
    )
