"""Every message becomes a card of the present state, in its language, with no more than its reader needs."""

import pytest

from casework.about import About
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, Message
from casework.refusal.telling import KINDS
from dialogs.outgoing import Outgoing
from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague, Office

READERS = ("anna", "lone", "dorte", HR_CHANNEL)


def message(office: Office, kind: str, to: str) -> Message:
    return Message(kind, to, office.only_request.about, f"{kind}:{to}")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("language", ["da", "en"])
async def test_every_kind_becomes_a_card_for_everyone_who_may_get_it(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague, kind: str, language: str
) -> None:
    await anna.asks()
    await office.time_passes_until(office.only_request.expires.replace(hour=8))
    outgoing = Outgoing(pack(), office.world.desk)
    for to in READERS:
        person = None if to == HR_CHANNEL else to
        reply = await outgoing.card_for(message(office, kind, to), person, language)
        assert reply is not None, (kind, to)
        card = Card(reply.card)
        check_card(card)
        assert card.lang == language
        assert reply.summary.strip()
        assert reply.about == (None if kind == CARDS_GONE else office.only_request.about) or person is None


async def test_a_changed_card_is_the_one_that_its_reader_pressed(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    await lone.receives("approval")
    pressed = await lone.presses("Godkend", reason="Ja.")
    changed = await office.card_of(message(office, CARDS_CHANGED, ALL_CARDS), "lone")
    assert changed == pressed


async def test_a_decision_is_short_and_leads_to_the_reasons_and_the_note(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks()
    await lone.receives("approval")
    await lone.presses("Godkend", reason="Ja.")
    card = await anna.receives("refusal_approved")
    assert [button.title for button in card.buttons[:4]] == [
        "Vis begrundelsen til personen",
        "Få begrundelsen på papir",
        "Vis notatet til sagen",
        "Begrundelsen er givet og noteret",
    ]
    assert "Vi har lagt vægt på" not in card.words
    assert "Vi har lagt vægt på" in (await anna.presses("Vis begrundelsen")).words
    await anna.presses("Tilbage")
    assert "Kommunens interesse: De andre" in (await anna.presses("Vis notatet")).words


async def test_news_that_are_over_are_not_told(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types("afvis En pause er nok.")
    card = await office.card_of(message(office, "reminder", "lone"))
    assert card is not None
    assert "Husk" not in card.words


async def test_strangers_and_what_is_no_more_get_nothing(
    office: Office, anna: Colleague, bo: Colleague
) -> None:
    await anna.asks()
    assert await office.card_of(message(office, "reminder", "bo")) is None
    gone = Message("reminder", "anna", About("refusal", "gone"), "k")
    assert await office.card_of(gone) is None
    card = await office.card_of(Message(CARDS_GONE, ALL_CARDS, About("refusal", "gone"), "k"), "anna")
    assert card is not None
    assert "slettet" in card.title


async def test_whoever_reads_no_card_hears_that_an_agreed_no_awaits_its_leader(
    office: Office, anna: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    heard = [anna.summary]
    await office.time_passes_until(office.only_request.expires.replace(hour=8))
    reply = await office.outgoing.card_for(message(office, "escalated", "anna"), "anna", "da")
    assert reply is not None
    for summary in (*heard, reply.summary):
        assert "Lone Lind" in summary
        assert "skal bekræfte" in summary
        assert "må gerne optage, indtil" not in summary


async def test_the_channel_sees_nothing_of_the_case(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.asks(agreed_by_phone="true", case_ref="hemmelig-17")
    await lone.types("afvis Vi talte ikke sammen.")
    for kind in ("refusal_disputed", "refusal_expired", "nobody_answers"):
        card = await office.card_of(message(office, kind, HR_CHANNEL))
        assert card is not None
        for part in ("hemmelig", "helbred", "talte ikke", "notater"):
            assert part not in str(card.json)
