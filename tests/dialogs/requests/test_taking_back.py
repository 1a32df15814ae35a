"""A leader can take a no back until its meeting, and cards say until when and offer it no longer then."""

import datetime

from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_stories import at, buttons

NOW = {"meeting_date": "", "meeting_time": ""}
TAKE_BACK = "Tag beslutningen tilbage"


async def test_about_a_conversation_under_way_the_hour_is_said(anna: Colleague, lone: Colleague) -> None:
    await anna.asks(**NOW)
    await lone.receives("approval")
    card = await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
    assert TAKE_BACK in buttons(card)
    assert "Samtalen er i gang. Du kan tage beslutningen tilbage indtil kl. 14.00." in card.words
    words = (await anna.receives("refusal_approved")).words
    assert "Lederen kan tage det tilbage indtil kl. 14.00." in words
    assert "indtil den begynder" not in words


async def test_before_a_planned_meeting_its_beginning_is_said(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.receives("approval")
    card = await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
    assert "indtil samtalen begynder (torsdag den 26. november kl. 10.00)" in card.words
    assert "indtil den begynder" in (await anna.receives("refusal_approved")).words


async def test_when_the_meeting_has_begun_nothing_offers_it(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    for filled_in, over in ((NOW, at(23, 14)), ({}, at(26, 10))):
        office.world.moment = at(23, 13)
        await anna.asks(**filled_in, case_ref=f"{over:%d}")
        await lone.receives("approval")
        await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
        opened = lone.card.button(TAKE_BACK)
        still = {"refusal": opened.data["refusal"]}

        office.world.moment = over - datetime.timedelta(seconds=1)
        assert TAKE_BACK in buttons(await lone.sends("refusal.show", still))
        office.world.moment = over
        card = await lone.sends("refusal.show", still)
        assert TAKE_BACK not in buttons(card)
        assert "tage beslutningen tilbage" not in card.words
        card = await anna.sends("refusal.show", still)
        assert "tage det tilbage" not in card.words
        assert "Det gælder kun denne samtale." in card.words
        assert "for sent" in (await lone.sends(opened.verb, {**opened.data, "reason": "Fortrudt."})).words


async def test_a_no_confirmed_after_the_meeting_cannot_be_taken_back(
    office: Office, anna: Colleague, lone: Colleague
) -> None:
    await anna.asks(agreed_by_phone="true", **NOW)
    await office.time_passes_until(at(24, 9))
    await lone.receives("confirmation")
    card = await lone.presses("Bekræft")
    assert card.title == "I siger nej til optagelsen"
    assert TAKE_BACK not in buttons(card)
