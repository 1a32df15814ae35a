"""HR/Jura's cases from both ends, as Anna, Lone and Hanne of HR/Jura live them in Teams."""

import datetime
from typing import Any

import pytest

from bot.logging import JsonLines
from bot.stage.actor import Actor
from bot.stage.card import Card
from casework.workdays import next_working_morning
from tests.scenarios.test_refusal import asks
from tests.scenarios.town import Town

CHANNEL = "HR/Jura"
REPORT: dict[str, Any] = {
    "what_happened": "Et klip fra samtalen ligger på en side med trusler mod en kollega.",
    "where": "https://example.org/opslag/17",
    "case_ref": "2026-31",
}


async def chooses_the_channel(town: Town) -> Actor:
    """Let Hanne make the channel HR/Jura's, and return her in it."""
    hanne = town.person("Hanne").in_channel(CHANNEL)
    await hanne.opens()
    await hanne.types("hr")
    await hanne.receives("er nu HR/Juras kanal")
    return hanne


async def reports(anna: Actor, **filled_in: Any) -> Card:
    """Let Anna report a misuse from the start card."""
    await anna.opens()
    await anna.types("hej")
    await anna.receives(verb="interview.start")
    await anna.presses("En optagelse er blevet misbrugt")
    await anna.presses("misuse.begin")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    return await anna.presses("misuse.submit", **{"seen_on": today, **REPORT, **filled_in})


async def test_a_misuse_is_reported_claimed_assessed_answered_and_closed(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    receipt = await reports(anna)
    assert "112" in receipt.text
    assert "Del det ikke videre" in receipt.text

    posted = await channel.receives(verb="case.claim")
    for secret in ("Anna", "trusler", "example.org", "2026-31"):
        assert secret not in str(posted.json)
    claimed = await channel.presses("case.claim", on=posted)
    assert "Hanne Holm har den" in claimed.text
    opened = await channel.presses("case.show", on=claimed)
    assert "trusler mod en kollega" in opened.text

    hanne = town.person("Hanne")
    await hanne.opens()
    await hanne.types("sager")
    await hanne.presses("case.show", on=await hanne.receives(verb="case.show"))
    await hanne.presses("case.sheet")
    await hanne.presses("case.assess", police_report="no", text="Klippet er fjernet, og ingen er truet.")
    await hanne.presses("case.reply")
    await hanne.presses("case.reply", text="Tak. Vi har talt med siden, og klippet er væk.")
    reply = await anna.receives("klippet er væk")
    assert "politi" not in reply.text.lower()
    await anna.presses("case.add", on=reply)
    await anna.presses("case.add", text="Det er lagt op igen i dag.")
    await hanne.receives("lagt op igen")
    await hanne.presses("case.close")
    await hanne.presses("case.close", reason="Fjernet for anden gang.")
    closed = await anna.receives("er lukket")
    assert "Fjernet for anden gang." not in closed.text


async def test_of_two_claims_one_wins_and_the_other_sees_who_has_it(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    await reports(anna)
    posted = await channel.receives(verb="case.claim")
    await channel.presses("case.claim", on=posted)
    other = next(p for p in town.teams.world.people.values() if p.hr and not p.name.startswith("Hanne"))
    late = town.person(other.name).in_channel(CHANNEL)
    assert "Hanne" in (await late.presses("case.claim", on=posted)).text
    rows = await town.stored()
    assert [row["event"] for row in rows["events"]].count("case.claim") == 1


async def test_a_colleague_outside_hr_learns_nothing_from_the_channels_card(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    await reports(anna)
    posted = await channel.receives(verb="case.show")
    emil = town.person("Emil").in_channel(CHANNEL)
    seen = await emil.presses("case.show", on=posted)
    assert "HR/Jura" in seen.text
    for secret in ("trusler", "example.org", "2026-31", "Anna"):
        assert secret not in str(seen.json)


async def test_without_a_channel_the_report_is_kept_and_posted_when_there_is_one(town: Town) -> None:
    anna = town.person("Anna")
    receipt = await reports(anna)
    assert "kanal kan ikke nås" in receipt.text
    channel = await chooses_the_channel(town)
    await channel.receives(verb="case.claim")


async def test_what_came_while_the_bot_was_out_of_the_team_is_posted_when_it_is_back(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    await channel.uninstalls()
    await reports(anna)
    await anna.receives("kanal kan ikke nås")
    await channel.opens()
    town.time_passes(hours=2)
    await channel.receives(verb="case.claim")


async def test_a_leader_asks_hr_and_has_the_answer_before_deciding(town: Town) -> None:
    anna, lone, channel = town.person("Anna"), town.person("Lone"), await chooses_the_channel(town)
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.consult")
    await lone.presses("refusal.consult", question="Er hensynet til de andre nok?")
    await channel.presses("case.claim", on=await channel.receives(verb="case.claim"))
    hanne = town.person("Hanne")
    await hanne.opens()
    await hanne.types("sager")
    await hanne.presses("case.show", on=await hanne.receives(verb="case.show"))
    await hanne.presses("case.reply")
    await hanne.presses("case.reply", text="Ja, men prøv en pause først.")
    told = await lone.receives("svarede for HR/Jura")  # on the request; the case says it in a card of its own
    await lone.presses("refusal.deny", on=told, reason="Vi prøver en pause.")
    await anna.receives("Vi prøver en pause.")


async def test_the_same_report_sent_twice_is_one_case(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.types("hej")
    await anna.receives(verb="interview.start")
    await anna.presses("En optagelse er blevet misbrugt")
    await anna.presses("misuse.begin")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    await anna.presses("misuse.submit", seen_on=today, times=3, **REPORT)
    rows = await town.stored()
    assert len(rows["cases"]) == 1


async def test_a_link_that_is_no_link_and_a_cpr_number_lose_nothing_typed(town: Town) -> None:
    anna = town.person("Anna")
    again = await reports(anna, where="på Facebook")
    assert "link" in again.text
    assert REPORT["what_happened"] in str(again.json)
    again = await anna.presses("misuse.submit", what_happened="Det er om 010190-1234.")
    assert "CPR" in again.text
    await anna.presses("misuse.submit", **REPORT)
    rows = await town.stored()
    assert len(rows["cases"]) == 1
    assert "010190" not in str(rows)


async def test_overdue_cases_come_up_in_one_message_in_the_morning(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    for number in range(3):
        await reports(anna, case_ref=f"2026-{number}")
        await channel.receives(verb="case.claim")
    now = datetime.datetime.now(datetime.UTC)
    morning = next_working_morning(now + datetime.timedelta(days=6)) + datetime.timedelta(minutes=5)
    town.time_passes(seconds=(morning - now).total_seconds())
    overdue = await channel.receives("ventet for længe")
    assert "3" in overdue.text


async def test_the_sheet_is_filed_as_a_document(town: Town) -> None:
    anna, channel = town.person("Anna"), await chooses_the_channel(town)
    await reports(anna)
    await channel.presses("case.claim", on=await channel.receives(verb="case.claim"))
    hanne = town.person("Hanne")
    await hanne.opens()
    await hanne.types("sager")
    await hanne.presses("case.show", on=await hanne.receives(verb="case.show"))
    await hanne.presses("case.sheet")
    await hanne.presses("case.assess", police_report="yes", text="Truslerne er alvorlige.")
    await hanne.presses("case.document")
    rows = await town.stored()
    assert [row["state"] for row in rows["cases"]] == ["assessing"]


async def test_where_the_channel_has_lost_the_app_the_administrator_reads_what_to_do(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    channel = await chooses_the_channel(town)
    town.teams.world.be_present(channel.chat, present=False)
    await reports(town.person("Anna"))
    await town.has_delivered()
    lines = [JsonLines().format(one) for one in caplog.records if one.msg == "delivery.app_not_installed"]
    assert ["Add the app to HR/Jura's team and channel again" in line for line in lines] == [True]
