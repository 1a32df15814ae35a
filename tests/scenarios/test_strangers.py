"""People who try what they should not, as far as no other scenario tells of it."""

from bot.stage.actor import Actor
from bot.stage.people import Person
from tests.cards.markdown import read_as_markdown
from tests.scenarios.test_cases import REPORT
from tests.scenarios.test_refusal import WEIGHING, asks
from tests.scenarios.town import Town

LINK = "[Tryk her](https://evil.example) **fed** <at>Lone Lind</at> <b>x</b>"
FACTS = {
    "recorder": "citizen",
    "situation": "wants_to_record",
    "medium": "audio",
    "only_about_recorder": False,
}
FORM = {
    "facts": FACTS,
    "recorder_need": "notes",
    "meeting_date": "2099-01-01",
    "meeting_time": "10:00",
    **WEIGHING,
}


async def test_a_guest_whom_the_directory_does_not_know_gets_advice_and_nothing_else(town: Town) -> None:
    guest = await _arrives(town)
    advice = await guest.invokes("interview.answer", {"facts": {**FACTS, "only_about_recorder": True}})
    assert advice.card
    for verb, data in (
        ("refusal.submit", {**FORM, "key": "1"}),
        ("misuse.submit", {**REPORT, "seen_on": "2026-01-01", "key": "2"}),
        ("hr.ask", {"question": "Hvad gælder?", "key": "3"}),
        ("absence.set", {"deputy": "Lone Lind", "until": "2099-01-01"}),
    ):
        assert (await guest.invokes(verb, data)).card, "told, not silent"
    rows = await town.stored()
    assert [rows[name] for name in ("refusals", "cases", "absences", "events", "outbox")] == [[]] * 5


async def test_what_somebody_wrote_is_text_to_its_reader_and_no_link(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30, municipal_interest=LINK, milder_means=LINK, case_ref=LINK[:40])
    read = await lone.receives(verb="refusal.approve")
    assert LINK in read.text
    assert not [text for text in read_as_markdown(read.json) if "evil.example" in text]


async def _arrives(town: Town) -> Actor:
    """Let somebody of the tenant open the bot who is in no directory."""
    guest = Person("99999999-9999-4999-8999-999999999999", "Gæst Gæstesen")
    chat = town.person("Anna").chat
    arrived = Actor(town.teams.deeds, guest, chat)
    town.teams.world.people[guest.id] = guest
    town.teams.world.locale[guest.id] = "da-DK"
    await arrived.opens()
    await arrived.receives()
    return arrived
