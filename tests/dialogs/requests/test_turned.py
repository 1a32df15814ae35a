"""The reasons for a no, shown to the person: after the leader's approval, and nothing else of the case."""

from dialogs.edition import edition
from guideline.check.plain_words import LONGEST_SENTENCE
from guideline.reading import measured
from tests.cards.contract import check_card
from tests.cards.reading import Card
from tests.dialogs.chat import pack
from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_note import AGREED

SHOW = "Vis begrundelsen til personen"
TITLE = "Derfor siger vi nej til at optage denne gang"


def reasons_of(card: Card) -> list[str]:
    """Return the paragraphs for the person."""
    block = next(e for e in card.elements if e.get("style") == "emphasis")
    return [run["text"] for row in block["items"] for run in row["inlines"]]


async def turned_again(who: Colleague) -> Card:
    it = who.office.only_request
    return await who.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "reasons"})


def titles(card: Card) -> list[str]:
    return [button.title for button in card.buttons]


async def turned(anna: Colleague, lone: Colleague, **approved: str) -> Card:
    """Return the card after an approval."""
    await anna.asks_about_harassment(case_ref="2026-17")
    it = anna.office.only_request
    data = {"refusal": it.id, "version": it.version, "reason": "Truslerne vejer tungest."}
    await lone.sends("refusal.approve", {**data, **approved})
    await anna.receives("refusal_approved")
    return await anna.presses(SHOW)


async def test_it_holds_the_reasons_and_nothing_else_of_the_case(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone)
    check_card(card)
    assert card.title == TITLE
    assert "Truslerne vejer tungest." in card.words
    assert "ikke en afgørelse i din sag" in card.words
    for kept in ("2026-17", "Notat til sagen", "alligevel", "Anna Agerholm", "uden for lokalet"):
        assert kept not in card.words
    assert titles(card) == ["Tilbage til anmodningen"]


async def test_belongings_are_told_where_the_leader_chose_it(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone, belongings_outside="true")
    assert "jakke, taske og telefon må ikke være i lokalet" in card.words


async def test_it_is_large_and_says_which_edition_it_is(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone)
    block = next(e for e in card.elements if e.get("style") == "emphasis")
    assert {run["size"] for row in block["items"] for run in row["inlines"]} == {"large"}
    assert f"Udgave {pack().manifest.version}, aftryk {edition(pack()).hash[:12]}." in card.words


async def test_it_leads_nowhere_outside(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone)
    assert not [e for e in card.elements if e.get("type") in ("Image", "Action.OpenUrl")]
    assert "/info" not in str(card.json)


async def test_the_way_back_leads_to_what_is_handed_over(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    card = await anna.presses("Tilbage")
    assert card.title == "Lone Lind er enig: I kan sige nej"
    assert SHOW in titles(card)


async def test_before_an_approval_it_cannot_be_shown(anna: Colleague, lone: Colleague) -> None:
    await anna.asks(**AGREED)
    assert SHOW not in titles(await anna.presses("Vis begrundelsen"))
    it = anna.office.only_request
    card = await anna.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "reasons"})
    assert card.title != TITLE
    await lone.receives("confirmation")
    await lone.presses("Bekræft")
    await anna.receives("refusal_confirmed")
    assert (await anna.presses(SHOW)).title == TITLE


async def test_after_it_was_taken_back_it_cannot_be_shown_any_more(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    it = anna.office.only_request
    data = {"refusal": it.id, "version": it.version, "reason": "De andre kommer ikke."}
    await lone.sends("refusal.revoke", data)
    card = await anna.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "reasons"})
    assert card.title != TITLE
    assert "Truslerne" not in card.title


async def test_only_whoever_asked_turns_it(office: Office, anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    it = office.only_request
    card = await lone.sends("refusal.show", {"refusal": it.id, "version": it.version, "part": "reasons"})
    assert card.title != TITLE


async def test_it_can_be_asked_for_by_typing(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    await anna.presses("Tilbage")
    assert (await anna.types("vis begrundelsen")).title == TITLE
    assert (await anna.types("tilbage")).title != TITLE


async def test_in_an_english_chat_all_of_it_is_danish_and_the_way_back_english() -> None:
    office = Office("en")
    lone = office.person("Lone Lind")
    anna = office.person("Anna Agerholm", leader=lone)
    await anna.asks_about_harassment(recorder_need="notes", milder_choices="pause")
    await lone.types("approve Truslerne vejer tungest.")
    await anna.receives("refusal_approved")
    card = await anna.presses("Show the person the reasons")
    assert (card.title, card.lang) == (TITLE, "da")
    assert "Vi har set på dit behov for at optage: Du har svært ved selv at tage notater." in card.words
    assert "Lederens begrundelse: Truslerne vejer tungest." in card.words
    assert "Bygger på kommunens retningslinje" in card.words
    assert titles(card) == ["Tilbage til anmodningen"]
    assert (await anna.presses("Tilbage")).title == "Lone Lind agrees: you can say no"


async def test_whoever_the_directory_does_not_know_is_told_of_in_danish_too() -> None:
    office = Office("en")
    lone = office.person("Lone Lind")
    anna = office.person("Anna Agerholm", leader=lone)
    await anna.asks_about_harassment()
    await lone.types("approve Truslerne vejer tungest.")
    del office.world.people["lone"]
    told = "".join(reasons_of(await turned_again(anna)))
    assert "en kollega" in told
    assert "a colleague" not in told


async def test_its_sentences_are_short_with_the_names_in_them_too(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone, belongings_outside="true")
    assert [text for text in card.texts if measured(text).longest_sentence > LONGEST_SENTENCE] == []
