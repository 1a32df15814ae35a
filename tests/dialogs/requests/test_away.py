"""A leader who is away says so, and everybody hears who answers meanwhile."""

from tests.dialogs.requests.office import Colleague, Office


async def test_the_leader_hears_who_really_answers(
    lone: Colleague, anna: Colleague, bo: Colleague, dorte: Colleague
) -> None:
    await bo.types("fravær Dorte Dam til 4/12")
    card = await lone.types("fravær Bo Berg til 4/12")
    assert card.title == "Dorte Dam svarer, mens du er væk"
    assert "Bo Berg er også væk, så Dorte Dam svarer." in card.words


async def test_whoever_would_stand_in_for_their_own_leader_is_told_to_choose_another(
    office: Office, anna: Colleague, lone: Colleague, dorte: Colleague
) -> None:
    office.person("Emil Eriksen", leader=anna)
    await lone.types("fravær Anna Agerholm til 4/12")
    assert "du er selv stedfortræder" in (await anna.opens_the_form()).words
    card = await anna.asks()
    assert card.title == "Lone Lind er væk. Vælg en anden leder"
    assert "Ingen svarer på sin egen anmodning" in card.words
    await anna.presses("Vælg en anden leder")
    assert (await anna.types("Dorte Dam")).title == "Sendt. Dorte Dam skal svare"


async def test_a_leader_is_back_by_a_press_or_a_word(
    office: Office, lone: Colleague, anna: Colleague, bo: Colleague
) -> None:
    await lone.types("fravær Bo Berg til 4/12")
    assert (await lone.presses("Jeg er tilbage")).title == "Velkommen tilbage"
    await lone.types("fravær")
    assert (await lone.types("jeg er tilbage")).title == "Du er ikke meldt væk."
    assert (await anna.asks()).title == "Sendt. Lone Lind skal svare"


async def test_who_leads_nobody_is_told_so(anna: Colleague, bo: Colleague) -> None:
    assert "Ingen har dig som leder" in (await anna.types("fravær Bo Berg til 4/12")).words


async def test_a_last_day_beyond_a_year_is_a_slip(lone: Colleague, bo: Colleague, anna: Colleague) -> None:
    card = await lone.sends("absence.set", {"deputy": "Bo Berg", "until": "9999-12-31"})
    assert "mere end et år ude" in card.words


async def test_a_second_press_on_noted_is_met_with_thanks(anna: Colleague, lone: Colleague) -> None:
    await anna.asks()
    await lone.types("godkend Hensynet til de andre vejer tungest.")
    await anna.receives("refusal_approved")
    it = anna.office.only_request
    for _ in range(2):
        card = await anna.sends("refusal.confirm_noted", {"refusal": it.id, "version": it.version})
    assert "Det er noteret. Tak." in card.words
    assert "ændrede intet" not in card.words


async def test_a_leader_from_below_is_marked(dorte: Colleague, lone: Colleague, anna: Colleague) -> None:
    mark = "Lone Lind er leder under Dorte Dam."
    assert mark in (await dorte.asks(leader=lone.id)).words
    assert mark in (await lone.receives("approval")).words
    await lone.presses("Godkend", reason="Hensynet til de andre vejer tungest.")
    assert mark in (await dorte.note()).words


async def test_what_hr_hears_of_a_dispute_follows_from_its_channel(anna: Colleague, lone: Colleague) -> None:
    await anna.asks(agreed_by_phone="true", meeting_date="", meeting_time="")
    await lone.types("afvis Vi talte ikke sammen.")
    assert "Jeg kan ikke skrive til HR/Jura herfra" in (await anna.receives("refusal_disputed")).words
