"""HR/Jura's channel: chosen in chat, told of every case and step, and of nothing personal."""

from dataclasses import replace

import pytest

from casework.about import About
from casework.cases.clockwork import could_not_deliver
from casework.cases.telling import KINDS
from casework.messages import ALL_CARDS, CARDS_CHANGED, CARDS_GONE, HR_CHANNEL, UNDELIVERED, Message
from dialogs.conversation import Conversation
from dialogs.outgoing import Outgoing
from dialogs.turn import Pressed
from dialogs.verbs import VERBS
from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.dialogs.cases.office import CHANNEL, REPORT, CaseOffice
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague


async def test_hr_makes_a_channel_theirs(office: CaseOffice, hanne: Colleague) -> None:
    card = await office.hr_chooses_the_channel(hanne)
    assert card.title == "Det her er nu HR/Juras kanal"
    assert "Alle i kanalen kan se kortene" in card.words
    chosen = await office.world.store.queries.hr_channel()
    assert chosen is not None
    assert chosen.conversation_id == CHANNEL


async def test_nobody_else_can(office: CaseOffice, anna: Colleague) -> None:
    card = await office.hr_chooses_the_channel(anna)
    assert "Kun HR/Jura kan vælge" in card.words
    assert await office.world.store.queries.hr_channel() is None


async def test_a_group_chat_does_not_become_hr_s_channel(office: CaseOffice, hanne: Colleague) -> None:
    card = await office.in_group_chat(hanne).types("hr")
    assert card.title == "Kanalen er ikke valgt"
    assert "ikke en kanal" in card.words
    assert await office.world.store.queries.hr_channel() is None


async def test_what_an_administrator_wrote_down_is_not_changed(office: CaseOffice, hanne: Colleague) -> None:
    chat, world = office.in_channel(hanne), office.world
    fixed = replace(world.desk, fixed_channel="19:named@thread.tacv2")
    chat.bot = Conversation(pack(), world, world, fixed, world.drafts)
    assert "valgt af en administrator" in (await chat.types("HR")).words


async def test_other_words_in_a_channel_are_not_answered_there(office: CaseOffice, hanne: Colleague) -> None:
    assert "personlig chat" in (await office.in_channel(hanne).types("sager")).title


async def test_hr_takes_and_opens_a_case_from_the_channel(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    here = office.in_channel(hanne)
    here.card = await office.hr_channel_receives("case")
    card = await here.presses("Tag sagen")
    assert "Hanne Holm har den" in card.words
    assert "Facebook" not in card.words
    assert "Facebook" in (await here.presses("Åbn sagen")).words


@pytest.mark.parametrize(
    ("who", "said"),
    [("anna", "Den, der spurgte eller meldte, kunne ikke få besked"), ("hanne", "Hanne Holm kunne ikke få")],
)
async def test_whom_a_message_did_not_reach_is_said_in_the_thread(
    office: CaseOffice, anna: Colleague, hanne: Colleague, who: str, said: str
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(hanne, "case.release")
    lost = Message("case_reply" if who == "anna" else "case_assigned", who, office.case.about, "k")
    await could_not_deliver(office.world.desk, lost)
    card = await office.hr_channel_receives(UNDELIVERED)
    assert said in card.words
    assert "Anna" not in str(card.json)


@pytest.mark.parametrize("verb", sorted(VERBS))
async def test_an_old_client_s_press_in_the_channel_shows_its_readers_nothing(
    office: CaseOffice, anna: Colleague, hanne: Colleague, verb: str
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    await anna.asks()
    here, case, asked = office.in_channel(hanne), office.case, office.only_request
    data = {"case": case.id, "refusal": asked.id, "version": 1, "text": "Tak, Anna.", "about": "anna"}
    reply = await here.bot.pressed(Pressed(**here.who, verb=verb, data=data, by_message=True))
    for secret in ("Facebook", "Anna", "2026-17", "helbred"):
        assert secret not in reply.card.decode() + reply.summary
    assert "personlig chat" in reply.summary
    assert office.case == case, "nothing is done that the one who pressed is not told of"
    apology = here.bot.failed(Pressed(**here.who, verb=verb, data=data, by_message=True), "beef")
    assert b"Anna" not in apology.card


@pytest.mark.parametrize("press", ["Tag sagen", "Åbn sagen"])
async def test_others_who_press_in_the_channel_are_told_nothing(
    office: CaseOffice, anna: Colleague, bo: Colleague, hanne: Colleague, press: str
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    there = office.in_channel(bo)
    there.card = await office.hr_channel_receives("case")
    card = await there.presses(press)
    assert card.title == "Det kan jeg ikke vise eller gøre her"
    assert "Anna" not in str(card.json)
    assert office.case.owner is None


async def test_each_step_is_told_in_the_thread_by_deed_and_by_whom(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.reports(anna)
    told = []
    for who, verb, inputs in (
        (hanne, "case.claim", {}),
        (hanne, "case.assess", {"police_report": "no", "text": "Intet strafbart."}),
        (hanne, "case.reply", {"text": "Tak."}),
        (anna, "case.add", {"text": "Selv tak."}),
        (hanne, "case.release", {}),
        (hugo, "case.assign", {"owner": "hanne"}),
        (hanne, "case.close", {"reason": "Slut."}),
        (hugo, "case.reopen", {}),
    ):
        await office.does(who, verb, **inputs)
        told.append((await office.hr_channel_receives("case_step")).title)
    assert told == [
        "Hanne Holm har taget sagen",
        "Hanne Holm har gemt en vurdering",
        "Hanne Holm har svaret",
        "Den, der spurgte eller meldte, har tilføjet noget",
        "Hanne Holm har givet sagen fri",
        "Hanne Holm har fået sagen",
        "Hanne Holm har lukket sagen",
        "Sagen er åbnet igen, Hugo Hald har den",
    ]


@pytest.mark.parametrize("kind", sorted(KINDS - {"case_step"}))
@pytest.mark.parametrize("language", ["da", "en"])
async def test_every_message_becomes_a_card_for_everyone_who_may_get_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague, kind: str, language: str
) -> None:
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    outgoing = Outgoing(pack(), office.world.desk)
    for to in ("anna", "hanne", HR_CHANNEL):
        person = None if to == HR_CHANNEL else to
        message = Message(kind, to, office.case.about, f"{office.case.about}:2:{kind}:{to}")
        reply = await outgoing.card_for(message, person, language)
        assert reply is not None
        card = Card(reply.card)
        check_card(card)
        assert card.lang == language
        assert person or REPORT["what_happened"] not in reply.card.decode()


async def test_a_notification_shows_nothing_that_was_written_nor_who_wrote_it(
    office: CaseOffice, anna: Colleague, hanne: Colleague, hugo: Colleague
) -> None:
    await office.hr_chooses_the_channel(hanne)
    await office.reports(anna)
    await office.does(hanne, "case.claim")
    await office.does(anna, "case.add", text="Nu ligger den også på TikTok.")
    await office.does(hanne, "case.reply", text="Vi har talt med Facebook.")
    await office.does(hanne, "case.assign", owner="hugo")
    told = [m for m in office.world.store.tables.messages.values() if m.about == office.case.about]
    assert {m.to for m in told} >= {"anna", "hanne", "hugo", HR_CHANNEL}
    for message in told:
        reader = None if message.to == HR_CHANNEL else message.to
        reply = await office.outgoing.card_for(message, reader, "da")
        if reply is not None and message.to != ALL_CARDS:
            for secret in ("TikTok", "Facebook", "klippet", "Agerholm", "2026-17"):
                assert secret not in reply.summary, message.kind
    replied = await office.outgoing.card_for(office.messages("anna", "case_reply")[0], "anna", "da")
    assert replied is not None
    assert "svar" in replied.summary


async def test_strangers_and_what_is_no_more_get_nothing(
    office: CaseOffice, anna: Colleague, bo: Colleague
) -> None:
    await office.reports(anna)
    assert await office.card_of(Message("case_reply", "bo", office.case.about, "k")) is None
    assert await office.card_of(Message("case", HR_CHANNEL, About("case", "gone"), "k")) is None
    card = await office.card_of(Message(CARDS_GONE, ALL_CARDS, About("case", "gone"), "k"), "anna")
    assert card is not None
    assert card.title == "Sagen er slettet"


async def test_the_channels_card_always_shows_who_has_it_now(
    office: CaseOffice, anna: Colleague, hanne: Colleague
) -> None:
    await office.reports(anna)
    assert "Ny, ingen har den endnu" in (await office.hr_channel_receives("case")).words
    await office.does(hanne, "case.claim")
    changed = Message("case", HR_CHANNEL, office.case.about, f"{office.case.about}:2:{CARDS_CHANGED}:cards")
    card = await office.card_of(changed)
    assert card is not None
    assert "Hanne Holm har den" in card.words
    assert [b.title for b in card.buttons] == ["Åbn sagen"]
