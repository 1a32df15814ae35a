"""A request knows which words the person got, and how; the note names them, and no card becomes old by it."""

import msgspec

from casework.about import PackMark
from casework.refusal.request import State
from dialogs.conversation import Conversation
from dialogs.edition import edition
from tests.cards.reading import Card
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague
from tests.dialogs.requests.test_note import AGREED
from tests.dialogs.requests.test_on_paper import accepts
from tests.dialogs.requests.test_turned import turned, turned_again

MARK = edition(pack())
NOTED = f"Teksten til personen: udgave {MARK.version}, aftryk {MARK.hash[:12]}."


def got(who: Colleague) -> list[tuple[str, PackMark]]:
    """Return how the person got the reasons, and in which edition."""
    return [(showing.how, showing.text) for showing in who.office.only_request.shown]


async def note_of(who: Colleague) -> Card:
    it = who.office.only_request
    return await who.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "note"})


async def test_what_is_turned_towards_the_person_is_kept_once(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    version = anna.office.only_request.version
    await turned_again(anna)
    assert got(anna) == [("screen", MARK)]
    assert anna.office.only_request.version == version
    assert NOTED in (await note_of(anna)).words


async def test_what_becomes_a_document_is_kept_when_it_is_made(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    it = anna.office.only_request
    await anna.sends("refusal.document", {"refusal": it.id, "version": it.version})
    assert got(anna) == [("screen", MARK)]
    await accepts(anna)
    await accepts(anna)
    assert got(anna) == [("screen", MARK), ("paper", MARK)]


async def test_what_is_read_aloud_before_the_leader_confirms_is_kept(anna: Colleague) -> None:
    await anna.asks(**AGREED)
    assert "Teksten til personen" not in (await note_of(anna)).words
    await turned_again(anna)
    assert got(anna) == []
    it = anna.office.only_request
    card = await anna.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "handover"})
    assert f"aftryk {MARK.hash[:12]}" in card.words
    assert got(anna) == [("aloud", MARK)]
    assert NOTED in (await note_of(anna)).words


async def test_the_register_has_it_as_a_deed_with_the_words(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    last = anna.world.store.tables.chains[anna.office.only_request.about][-1]
    assert (last.event, last.actor) == ("refusal.show", "anna")
    assert f'"text_hash":"{MARK.hash}"' in last.details
    assert f'"text_version":"{MARK.version}"' in last.details


async def test_cards_that_were_there_before_still_act(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    it = anna.office.only_request
    await anna.sends("refusal.confirm_noted", {"refusal": it.id, "version": it.version - 1})
    assert anna.office.only_request.noted is not None
    await lone.sends("refusal.revoke", {"refusal": it.id, "version": it.version - 1, "reason": "Ikke mere."})
    assert anna.office.only_request.state is State.REVOKED


async def test_only_what_awaits_its_leader_says_so(anna: Colleague, lone: Colleague) -> None:
    """Agreed by phone, reasons may be said and are not written yet; once there is a yes in Teams they may."""
    await anna.asks(**AGREED)
    it = anna.office.only_request
    data = {"refusal": it.id, "version": it.version}
    waits = "har ikke bekræftet det endnu. Giv den først på skrift, når det er bekræftet."
    assert waits in (await anna.sends("refusal.show", {**data, "part": "handover"})).words
    await lone.receives("confirmation")
    await lone.presses("Bekræft")
    confirmed = await anna.sends("refusal.show", data)
    assert "vend skærmen, eller giv den på papir" in confirmed.words
    assert "bekræftet det endnu" not in confirmed.words


async def test_nobody_elses_look_is_a_showing(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    await turned_again(lone)
    assert got(anna) == []


async def test_the_note_names_what_was_shown_and_not_what_is_loaded_by_then(
    anna: Colleague, lone: Colleague
) -> None:
    await turned(anna, lone)
    newer = msgspec.structs.replace(pack(), hash="f" * 64)
    world = anna.world
    anna.bot = Conversation(newer, world, world, world.desk, world.drafts, None)
    it = anna.office.only_request
    await anna.sends("refusal.confirm_noted", {"refusal": it.id, "version": it.version})
    assert got(anna) == [("screen", MARK)]
    words = (await note_of(anna)).words
    assert NOTED in words
    assert edition(newer).hash[:12] not in words
    await turned_again(anna)
    assert got(anna) == [("screen", MARK), ("screen", edition(newer))]
