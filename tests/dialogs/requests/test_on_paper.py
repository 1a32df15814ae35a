"""The reasons for a no on paper: once the leader has approved, the same words, for whoever asked alone."""

import datetime
import io

import docx as library
import pytest

from dialogs.turn import Consented, FileContent, Reply
from tests.cards.reading import Card
from tests.dialogs.requests.office import Colleague, Office
from tests.dialogs.requests.test_note import AGREED
from tests.dialogs.requests.test_turned import TITLE, turned

GET = "Få begrundelsen på papir"
NOT_NOW = "Det kan ikke gøres, som anmodningen står nu."


async def accepts(who: Colleague, lang: str = "da", **how: bool) -> FileContent | Reply:
    """Say yes to what was offered about the only request."""
    turn = Consented(
        who.id, who.who["chat_id"], lang, how.get("personal", True), how.get("accepted", True),
        "refusal.document", {"refusal": who.office.only_request.id, "lang": lang},
    )  # fmt: skip
    return await who.bot.consented(turn)


async def paper(who: Colleague, lang: str = "da") -> list[str]:
    """Return the document's paragraphs."""
    made = await accepts(who, lang)
    assert isinstance(made, FileContent)
    return [paragraph.text for paragraph in library.Document(io.BytesIO(made.content)).paragraphs]


async def refused(who: Colleague) -> Card:
    """Return the card that comes instead of the document."""
    said = await accepts(who)
    assert isinstance(said, Reply)
    return Card(said.card)


async def test_it_says_what_the_card_says_word_for_word(anna: Colleague, lone: Colleague) -> None:
    card = await turned(anna, lone, belongings_outside="true")
    told = await paper(anna)
    assert told == [text for text in card.texts if text != "Tilbage til anmodningen"]
    assert told[0] == TITLE
    assert "Lederens begrundelse: Truslerne vejer tungest." in told
    assert (
        "Din jakke, taske og telefon må ikke være i lokalet under mødet. Det er en del af beslutningen."
        in told
    )


async def test_nothing_else_of_the_case_is_in_it(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    made = await accepts(anna)
    assert isinstance(made, FileContent)
    opened = library.Document(io.BytesIO(made.content))
    footer = opened.sections[0].footer.paragraphs[0].text
    everything = "\n".join([*(p.text for p in opened.paragraphs), footer, made.name])
    for kept in ("2026-17", "Anna", "Notat", "alligevel", anna.office.only_request.id):
        assert kept not in everything
    assert footer.startswith("Albertslund Kommune, 23. november 2026\t")
    assert opened.core_properties.title == TITLE


async def test_it_is_offered_where_the_reasons_are(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    card = await anna.presses("Tilbage")
    assert GET in [button.title for button in card.buttons]
    offered = await anna.presses(GET)
    assert "Begrundelsen er klar på papir" in offered.title
    offer = anna.offer
    assert offer is not None
    made = await accepts(anna)
    assert isinstance(made, FileContent)
    assert (offer.name, offer.verb) == (made.name, "refusal.document")
    assert 0.5 < offer.size / len(made.content) < 2
    assert offer.data == {"refusal": anna.office.only_request.id, "lang": "da"}
    assert (await anna.presses("Tilbage")).title == "Lone Lind er enig: I kan sige nej"


@pytest.mark.parametrize("typed", ["print begrundelsen", "dokument", "på papir"])
async def test_it_can_be_asked_for_by_typing_from_anywhere(
    anna: Colleague, lone: Colleague, typed: str
) -> None:
    await turned(anna, lone)
    await anna.types("start")
    await anna.types(typed)
    assert anna.offer is not None


async def test_the_reasons_can_be_had_again_once_they_are_noted(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    it = anna.office.only_request
    card = await anna.sends("refusal.confirm_noted", {"refusal": it.id, "version": it.version})
    assert "noteret" in card.title
    await anna.types("print")
    assert anna.offer is not None
    assert (await paper(anna))[0] == TITLE


async def test_before_an_approval_there_is_none(anna: Colleague, lone: Colleague) -> None:
    await anna.asks_about_harassment()
    assert NOT_NOW in (await refused(anna)).words
    it = anna.office.only_request
    assert NOT_NOW in (await anna.sends("refusal.document", {"refusal": it.id})).words
    assert anna.offer is None


async def test_not_while_an_agreement_awaits_its_leader(anna: Colleague, lone: Colleague) -> None:
    await anna.asks(**AGREED)
    card = await anna.presses("Vis begrundelsen")
    assert GET not in [button.title for button in card.buttons]
    assert NOT_NOW in (await refused(anna)).words
    await lone.receives("confirmation")
    await lone.presses("Bekræft")
    assert (await paper(anna))[0] == TITLE


async def test_what_was_offered_is_not_made_once_it_is_taken_back(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    await anna.types("print")
    assert anna.offer is not None
    it = anna.office.only_request
    await lone.sends("refusal.revoke", {"refusal": it.id, "version": it.version, "reason": "Ingen trusler."})
    card = await refused(anna)
    assert NOT_NOW in card.words
    assert GET not in [button.title for button in card.buttons]


async def test_not_when_nobody_answered_in_time(office: Office, anna: Colleague, lone: Colleague) -> None:
    await anna.asks_about_harassment()
    await office.time_passes_until(office.only_request.expires + datetime.timedelta(minutes=1))
    assert NOT_NOW in (await refused(anna)).words


async def test_nobody_else_gets_it_not_even_the_leader(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    hanne = anna.office.person("Hanne Holm", hr=True)
    for other in (lone, hanne, anna.office.person("Sus Sand")):
        assert "Truslerne" not in (await refused(other)).words
        await other.sends("refusal.document", {"refusal": anna.office.only_request.id})
        assert other.offer is None


async def test_a_request_that_is_gone_is_a_card(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    turn = Consented(anna.id, anna.who["chat_id"], "da", True, True, "refusal.document", {"refusal": "gone"})
    assert isinstance(await anna.bot.consented(turn), Reply)


async def test_it_is_had_in_ones_own_chat_alone(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    said = await accepts(anna, personal=False)
    assert isinstance(said, Reply)
    assert "chatten mellem dig og mig" in Card(said.card).words


async def test_the_same_reasons_are_the_same_file(anna: Colleague, lone: Colleague) -> None:
    await turned(anna, lone)
    first, again, in_english = await accepts(anna), await accepts(anna), await accepts(anna, "en")
    assert isinstance(first, FileContent)
    assert first == again == in_english
