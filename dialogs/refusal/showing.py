"""That the person gets the reasons, and in which edition of the words: noted as they are drawn."""

from dataclasses import replace

from casework.refusal import refusals
from casework.refusal.request import ShownHow
from casework.refusal.transitions import Role
from dialogs.desk import Desk
from dialogs.edition import edition
from dialogs.refusal.requester_ways import can_be_shown
from dialogs.refusal.view import View


async def as_shown(desk: Desk, view: View, part: str) -> View:
    """Note what a part of the card brings to the person, if it is one that does, for whoever asked alone."""
    if Role.STAFF not in view.roles:
        return view
    if part == "reasons" and can_be_shown(view):
        return await shown(desk, view, "screen")
    return await shown(desk, view, "aloud") if part == "handover" and view.unconfirmed else view


async def shown(desk: Desk, view: View, how: ShownHow) -> View:
    """Note it, and return the request as it stands then."""
    by, text = view.refusal.asked_by, edition(view.book.pack)
    done = await refusals.show(desk.casework, view.refusal.id, by, how, text)
    return replace(view, refusal=done, version=done.version)
