"""What somebody asked for, and what waits for them."""

from collections.abc import Sequence

from cards.words import typed_words, words
from casework.ports import Place
from casework.refusal.request import OPEN, Refusal, State
from dialogs.asked import Asked
from dialogs.cases.own import cases_of
from dialogs.desk import Desk
from dialogs.moments import say_moment
from dialogs.people import Names, names_of
from dialogs.refusal.drafting import way_to_draft
from dialogs.refusal.view import questioner
from dialogs.sheet import Block, Presses, Sheet, Small, sheet_card
from dialogs.shown import Shown, Way, numbered
from dialogs.turn import Turn
from dialogs.ways import Line, restart_way

MOST = 10
"""Requests on one card."""


async def mine(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show the requests that somebody made, newest first, and the cases that they reported or have."""
    lang = asked.known.lang
    found = await desk.casework.store.queries.mine(turn.person_id, MOST + 1)
    unsent = await way_to_draft(desk, turn.chat_id, lang)
    return await _list(desk, asked, "mine", found, await cases_of(desk, turn.person_id, lang), unsent)


async def waiting(desk: Desk, asked: Asked, turn: Turn) -> Shown:
    """Show what waits for somebody's decision, what expires first on top."""
    found = await desk.casework.store.queries.waiting_for(turn.person_id, MOST + 1)
    return await _list(desk, asked, "waiting", found)


async def _list(
    desk: Desk,
    asked: Asked,
    which: str,
    found: Sequence[Refusal],
    cases: Sequence[Block] = (),
    unsent: Sequence[Way] = (),
) -> Shown:
    lang, t = asked.known.lang, words(asked.known.lang)
    shown = found[:MOST]
    people = [person for it in shown for person in (it.asked_by, it.leader, questioner(it))]
    names = await names_of(desk.directory, lang, *people)
    ways = [*unsent, *(_way(it, which, names, lang) for it in shown)]
    away = Way(t("action.absence"), "absence.set", {"lang": lang}, typed_words("typed.absence"))
    listed = [*ways, *(way for block in cases if isinstance(block, Presses) for way in block.ways)]
    intro = t(f"list.{which}_intro" if listed else f"list.{which}_none")
    sheet = Sheet(
        title=t(f"list.{which}"),
        intro=[Line(intro)],
        blocks=[
            Presses(ways),
            *([Small(t("list.more", number=MOST))] if len(found) > MOST else []),
            *cases,
            Presses([*([away] if which == "waiting" else []), restart_way(lang)]),
        ],
        place=Place(f"list.{which}", {"lang": lang}),
        summary=" ".join([t(f"list.{which}"), intro, numbered([way.title for way in listed])]).strip(),
    )
    return sheet_card(sheet, lang, asked.hint)


def _way(it: Refusal, which: str, names: Names, lang: str) -> Way:
    t = words(lang)
    who = names(it.asked_by if which == "waiting" else it.leader)
    state = t(f"state.{it.state}", who=names(questioner(it) if it.state is State.ASKED else it.leader))
    when = say_moment(it.meeting, lang)
    key = "list.waiting_item" if which == "waiting" else "list.mine_item"
    title = t(key, who=who, when=when, state=state, case=it.case_ref[:40])
    data: dict[str, object] = {"refusal": it.id, "lang": lang, "chosen": True}
    return Way(title, "refusal.show", data, numbered=True)


def is_active(it: Refusal) -> bool:
    """Whether something can still be done to a request."""
    return it.state in OPEN or it.state is State.APPROVED
