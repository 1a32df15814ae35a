"""A refusal from the advice to its end, as Anna, her leader Lone and Lone's leader Dorte live it in Teams."""

import datetime
from typing import Any

from bot.stage.actor import Actor
from bot.stage.card import Card
from tests.scenarios.town import Town

WEIGHING = {
    "municipal_interest": "De andre forældre fortæller om deres børns helbred.",
    "milder_means": "En pause er ikke nok, for det fylder hele mødet.",
    "case_ref": "2026-17",
}


async def asks(anna: Actor, *, in_days: int = 0, **filled_in: str) -> Card:
    """Go the way from the phone on the table to the request. Without days the meeting is now."""
    await anna.opens()
    await anna.types("hej")
    await anna.receives(verb="interview.start")
    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    await anna.presses("Nej, også om andres forhold")
    await anna.presses("refusal.begin")
    form: dict[str, Any] = {"recorder_need": "notes", **WEIGHING, **filled_in}
    if in_days:
        day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=in_days)
        form |= {"meeting_date": day.isoformat(), "meeting_time": "10:00"}
    return await anna.presses("refusal.submit", **form)


async def test_the_leader_says_no_with_anna_and_the_person_gets_the_reasons(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    assert "Personen må gerne optage" in (await asks(anna, in_days=30)).text

    approval = await lone.receives(verb="refusal.approve")
    assert "De andre forældre fortæller om deres børns helbred." in approval.text
    await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")

    told = await anna.receives("Lone Lind er enig")
    assert "procesbeslutning og ikke en afgørelse" in told.text
    await anna.presses("refusal.confirm_noted", on=told)
    await anna.types("mine")
    assert "2026-17" in str((await anna.receives("Dine anmodninger")).json)


async def test_of_two_devices_one_decides_and_the_other_sees_who_when_and_why(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    approval = await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.deny", on=approval, reason="En pause er nok.")
    late = await lone.presses("refusal.approve", on=approval, reason="Enig.")

    assert "Lone Lind svarede allerede" in late.text
    assert "En pause er nok." in late.text
    assert "En pause er nok." in (await anna.receives("En pause er nok.")).text


async def test_a_double_click_and_teams_own_resend_make_one_request(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.deny", reason="En pause er nok.", times=3)
    await anna.receives("En pause er nok.")
    rows = await town.stored()
    assert [row["state"] for row in rows["refusals"]] == ["denied"]
    assert [row["event"] for row in rows["events"]].count("refusal.deny") == 1


async def test_all_of_it_can_be_typed(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.types("spørg Har I prøvet en pause?")
    await anna.receives("Har I prøvet en pause?")
    await anna.types("Ja, sidste gang.")
    await lone.receives("Anna Agerholm har svaret")
    await town.has_delivered()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    await anna.receives("Lone Lind er enig")
    await anna.types("noteret")
    await anna.receives("Begrundelsen er givet og noteret")


async def test_with_a_phone_on_the_table_it_is_agreed_by_phone_and_confirmed_afterwards(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    card = await asks(anna, agreed_by_phone="true")
    assert "bekræfte" in card.text
    await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.approve")
    await anna.receives("har bekræftet")


async def test_a_disputed_agreement_goes_to_hr(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, agreed_by_phone="true")
    await lone.receives(verb="refusal.deny")
    await lone.presses("refusal.deny", reason="Vi har ikke talt sammen.")
    assert "Vi har ikke talt sammen." in (await anna.receives("Vi har ikke talt sammen.")).text
    rows = await town.stored()
    assert [row["kind"] for row in rows["outbox"] if row["to"] == "hr"] == ["refusal_disputed"]


async def test_silence_is_the_citizens_when_the_meeting_is_over(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna)
    await lone.receives(verb="refusal.approve")
    town.time_passes(hours=2)
    told = await anna.receives("Tiden er gået")
    assert "må" in told.text
    late = await lone.presses("refusal.approve", reason="Enig.")
    assert "Tiden gik uden svar" in late.text


async def test_after_silence_the_leader_is_reminded_and_the_leaders_leader_asked(town: Town) -> None:
    anna, lone, dorte = town.person("Anna"), town.person("Lone"), town.person("Dorte")
    await asks(anna, in_days=40)
    await lone.receives(verb="refusal.approve")
    town.time_passes(days=12)
    await lone.receives("Husk at svare")
    approval = await dorte.receives(verb="refusal.approve")
    await dorte.presses("refusal.approve", on=approval, reason="Hensynet til de andre vejer tungest.")
    assert "Dorte Dam er enig" in (await anna.receives("er enig")).text


async def test_while_lone_is_away_her_deputy_decides(town: Town) -> None:
    anna, lone, dorte = town.person("Anna"), town.person("Lone"), town.person("Dorte")
    await lone.opens()
    await lone.types("fravær")
    await lone.receives(verb="absence.set")
    until = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=5)
    await lone.presses("absence.set", deputy="Dorte Dam", until=until.isoformat())
    await asks(anna, in_days=30)
    await dorte.receives(verb="refusal.approve")
    await dorte.presses("refusal.deny", reason="En pause er nok.")
    await anna.receives("En pause er nok.")


async def test_the_question_whether_reasons_were_given_comes_back_the_next_working_day(town: Town) -> None:
    anna, lone = town.person("Anna"), town.person("Lone")
    await asks(anna, in_days=30)
    await lone.receives(verb="refusal.approve")
    await lone.presses("refusal.approve", reason="Hensynet til de andre vejer tungest.")
    await anna.receives("Lone Lind er enig")
    town.time_passes(days=6)
    asked_again = await anna.receives("Er begrundelsen givet")
    await anna.presses("refusal.confirm_noted", on=asked_again)


async def test_a_cpr_number_is_turned_away_and_nothing_is_stored(town: Town) -> None:
    anna = town.person("Anna")
    again = await asks(anna, municipal_interest="Det drejer sig om 010190-1234 og andres børn.")
    assert "CPR" in again.text
    assert (await town.stored())["refusals"] == []
