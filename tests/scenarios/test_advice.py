"""From a phone on the table to the right advice, as people live it."""

from tests.scenarios.town import Town


async def test_a_phone_on_the_table_is_answered_in_three_presses(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    assert "Hvad står du med?" in (await anna.receives()).text

    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    advice = await anna.presses("Ja, kun om personen selv")

    assert advice.has("verdict.allowed")
    assert "Du må gerne optage vores samtale." in advice.text
    assert advice.ids("duty.") == [
        "duty.act_in_role",
        "duty.be_clear_guidance_or_decision",
        "duty.inform_disclosure_liability",
        "duty.note_recorded_and_informed",
    ]


async def test_the_text_and_the_note_follow_the_advice(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.receives()
    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    await anna.presses("Ja, kun om personen selv")

    told = await anna.presses("advice.recorder_text")
    assert "Du må gerne optage vores samtale." in told.text
    simple = await anna.presses("Let dansk")
    assert "Du må gerne optage det, vi siger." in simple.text

    await anna.presses("Tilbage til svaret")
    await anna.presses("Lav notatet til sagen")
    note = await anna.presses("Lav notatet", recorded="yes", informed="afterwards")
    assert "Borgeren optog samtalen." in note.text
    assert "efter samtalen" in note.text


async def test_a_secret_recording_is_met_with_what_one_can_and_cannot_do(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.receives()
    await anna.presses("Skjult optagelse eller mistanke")
    await anna.presses("Borgeren eller en for borgeren")
    await anna.presses("Kun lyd")
    advice = await anna.presses("Ja, kun om personen selv")

    assert advice.has("duty.encourage_disclosure")
    assert "Lede efter udstyr eller tage telefonen." in advice.text
    assert not advice.ids("refusing.")


async def test_an_employee_who_records_gets_advice_of_their_own(town: Town) -> None:
    emil = town.person("Emil")
    await emil.opens()
    await emil.receives()
    await emil.presses("Jeg vil optage min egen samtale")
    await emil.presses("Ja, fx en sygefraværssamtale")
    await emil.presses("Kun lyd")
    advice = await emil.presses("Ja, kun om mig selv")

    assert advice.has("verdict.allowed")
    assert not advice.ids("duty.")
    assert not advice.ids("refusing.")
    assert advice.action("refusal.begin") is None


async def test_a_considered_no_shows_what_holds_only_if_one_refuses(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.receives()
    await anna.presses("Vi overvejer at sige nej")
    await anna.presses("Borgeren eller en for borgeren")
    await anna.presses("Vil gerne optage")
    await anna.presses("Kun lyd")
    await anna.presses("Nej, også om andres forhold")
    advice = await anna.presses("Fortsæt", history="true", harassment_purpose="true")

    assert advice.has("verdict.refusal_possible")
    assert advice.has("refusing.belongings_outside")
    assert advice.has("duty.weigh_interests")


async def test_the_whole_way_can_be_typed(town: Town) -> None:
    anna = town.person("Anna")
    await anna.types("hej")
    await anna.receives("Hvad står du med?")
    for typed in ("1", "kun lyd"):
        await anna.types(typed)
        await anna.receives()
    await anna.types("ja")
    advice = await anna.receives(element="verdict.allowed")
    assert "Du må gerne optage vores samtale." in advice.summary


async def test_an_english_speaker_is_answered_in_english(town: Town) -> None:
    anna = town.person("Anna")
    anna.speaks("en-GB")
    await anna.opens()
    await anna.receives()
    await anna.presses("A citizen wants to record")
    await anna.presses("Sound only")
    advice = await anna.presses("Yes, only about the person")
    assert "You may record our conversation." in advice.text


async def test_a_restart_in_the_middle_leads_nobody_astray(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.receives()
    await anna.presses("En borger vil gerne optage")

    await town.bot_stops()
    await town.bot_starts()

    await anna.types("lyd")
    await anna.receives("Handler mødet kun om den, der optager?")
    advice = await anna.presses("Ja, kun om personen selv")
    assert advice.has("verdict.allowed")


async def test_an_old_card_still_works(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    old = await anna.receives()
    await anna.types("hjælp")
    await anna.receives()
    await anna.presses("Vi vil selv optage")

    question = await anna.presses("En borger vil gerne optage", on=old)
    assert "kun lyd" in question.text.lower()


async def test_what_was_said_is_stored_nowhere(town: Town) -> None:
    anna = town.person("Anna")
    await anna.opens()
    await anna.receives()
    await anna.types("Fru Hansen fra Havnegade vil optage sit møde")
    await anna.receives()
    await anna.presses("En borger vil gerne optage")
    await anna.presses("Kun lyd")
    await anna.presses("Ja, kun om personen selv")

    tables = await town.stored()

    assert "Hansen" not in str(tables)
    addresses = tables.pop("conversations")
    assert [row["person_id"] for row in addresses] == [anna.person.id], "where she is reached, no more"
    assert anna.person.id not in str(tables)
    assert [(c["unit"], c["verdict"], c["count"]) for c in tables["advice_counts"]] == [
        ("Jobcenter", "allowed", 1)
    ]
