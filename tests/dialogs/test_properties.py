"""Whatever people press, in whatever order, the conversation stays sound."""

import asyncio
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.shown import card_value
from guideline.decide import relevant
from guideline.facts import domains
from guideline.model import Facts
from tests.cards.contract import check_card
from tests.cards.reading import Button, Card
from tests.dialogs.chat import Chat, pack

languages = st.sampled_from(["da", "en"])
any_facts: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {}, optional={fact: st.sampled_from(values) for fact, values in domains(pack()).items()}
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
verbs = st.sampled_from(
    [
        "interview.start",
        "interview.answer",
        "interview.back",
        "advice.why",
        "advice.recorder_text",
        "advice.case_note",
        "refusal.begin",
        "misuse.begin",
        "hr.ask",
        "about.show",
        "topic.choose",
    ]
)
acting = st.sampled_from(
    ["misuse.submit", "misuse.step", "case.show", "case.assign", "case.sheet", "list.cases"]
)
own_keys = [
    "facts",
    "lang",
    "self",
    "change",
    "unsure",
    "open",
    "asked",
    "ui",
    "recorded",
    "informed",
    "key",
    "case",
    "after",
    "after_id",
    "answer",
    "what_happened",
    "seen_on",
    "question",
    *domains(pack()),
]
most_facts = any_facts | st.dictionaries(st.sampled_from([*domains(pack()), "x"]), json_values, max_size=4)
damaged = st.dictionaries(
    st.sampled_from(own_keys),
    json_values | st.sampled_from([*domains(pack()), "da", "en", "da-simple"]),
    max_size=6,
)

Press = tuple[str, dict[str, Any]]


def is_answer(button: Button) -> bool:
    """Whether a button brings an answer forward, rather than going back, aside or over again."""
    return button.verb == "interview.answer" and any(fact in button.data for fact in domains(pack()))


def considers_no(button: Button) -> bool:
    return button.data.get("wants_refusal") is True


def forward(card: Card, pick: st.DataObject) -> Press | None:
    """Return a press that answers the card's question, or None when it asks nothing."""
    if card.inputs:
        filled = {
            i["id"]: pick.draw(st.sampled_from([c["value"] for c in i["choices"]])) for i in card.inputs
        }
        submit = next(button for button in card.buttons if button.sends_inputs)
        return submit.verb, {**submit.data, **filled}
    answers = [button for button in card.buttons if is_answer(button) and "Ret" not in button.title]
    if card.named("verdict") or not answers:
        return None
    chosen = pick.draw(st.sampled_from(answers))
    return chosen.verb, chosen.data


@given(st.data(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_way_forward_ends_in_advice_within_seven_presses(pick: st.DataObject, refusing: bool) -> None:
    async def walk() -> None:
        chat = Chat()
        await chat.arrives()
        start = pick.draw(st.sampled_from(pack().starts))
        card, presses = await chat.presses(start.text["da"]), 1
        while True:
            press = forward(card, pick)
            if press is None and refusing and any(considers_no(b) for b in card.buttons):
                button = next(b for b in card.buttons if considers_no(b))
                press = button.verb, button.data
            if press is None:
                break
            card, presses = await chat.sends(*press), presses + 1
        assert card.named("verdict")
        assert presses <= 7

    asyncio.run(walk())


@given(any_facts, languages, st.booleans())
@settings(max_examples=150, deadline=None)
def test_facts_on_cards_are_always_those_that_count(facts: Facts, language: str, for_self: bool) -> None:
    async def look() -> None:
        card = await Chat(language).sends("interview.answer", {"facts": facts, "self": for_self})
        said = {fact: value for fact, value in facts.items() if (fact, value) != ("wants_refusal", False)}
        if any(button.data.get("self") for button in card.buttons):
            said = {
                fact: value for fact, value in said.items() if fact not in pack().roles.refusing.only_staff
            }
        for button in card.buttons:
            carried = button.data.get("facts", {})
            assert carried == relevant(pack(), carried)
            assert carried in ({}, relevant(pack(), said))

    asyncio.run(look())


@given(any_facts, languages, st.booleans())
@settings(max_examples=20, deadline=None)
def test_any_facts_make_a_card_that_keeps_the_schema(facts: Facts, language: str, for_self: bool) -> None:
    data = {"facts": facts, "self": for_self}
    check_card(asyncio.run(Chat(language).sends("interview.answer", data)))


@given(any_facts, st.booleans(), st.data())
@settings(max_examples=100, deadline=None)
def test_changing_an_answer_and_back_changes_nothing(
    facts: Facts, for_self: bool, pick: st.DataObject
) -> None:
    async def change() -> None:
        chat = Chat()
        before = await chat.sends("interview.answer", {"facts": facts, "self": for_self})
        changes = [b for b in before.buttons if b.verb == "interview.back" and b.title.endswith("Ret")]
        if changes:
            chosen = pick.draw(st.sampled_from(changes))
            again = await chat.sends(chosen.verb, chosen.data)
            present = next(b for b in again.buttons if b.title.startswith("Nu: "))
            assert await chat.sends(present.verb, present.data) == before

    asyncio.run(change())


@given(any_facts, languages, st.data())
@settings(max_examples=100, deadline=None)
def test_a_typed_answer_brings_the_same_card_as_a_pressed_one(
    facts: Facts, language: str, pick: st.DataObject
) -> None:
    async def answer() -> None:
        chat, other = Chat(language), Chat(language, chat_id="other")
        card = await chat.sends("interview.answer", {"facts": facts})
        answers = [b for b in card.buttons if is_answer(b) and not b.title.endswith(("Ret", "Change"))]
        if card.named("verdict") or card.inputs or not answers:
            return
        number = pick.draw(st.integers(1, len(answers)))
        pressed = await chat.sends(answers[number - 1].verb, answers[number - 1].data)
        for text in (str(number), answers[number - 1].title):
            await other.sends("interview.answer", {"facts": facts})
            assert await other.types(text) == pressed

    asyncio.run(answer())


@given(any_facts, st.data())
@settings(max_examples=60, deadline=None)
def test_an_answer_as_an_inputs_text_is_the_same_answer(facts: Facts, pick: st.DataObject) -> None:
    async def answer() -> None:
        fact = pick.draw(st.sampled_from(list(domains(pack()))))
        value = pick.draw(st.sampled_from(domains(pack())[fact]))
        pressed = await Chat().sends("interview.answer", {"facts": facts, fact: value})
        assert await Chat().sends("interview.answer", {"facts": facts, fact: card_value(value)}) == pressed

    asyncio.run(answer())


@given(verbs | acting | st.text(max_size=10), damaged, most_facts, languages)
@settings(max_examples=300, deadline=None)
def test_no_press_ever_fails(verb: str, data: dict[str, Any], facts: object, language: str) -> None:
    asyncio.run(_press(Chat(language), verb, {"facts": facts, **data}))


@given(
    verbs | acting,
    damaged,
    any_facts,
    st.text(max_size=40) | st.sampled_from(["ja", "1", "2 1", "tilbage", "ved ikke"]),
)
@settings(max_examples=200, deadline=None)
def test_no_message_ever_fails(verb: str, data: dict[str, Any], facts: Facts, text: str) -> None:
    async def talk() -> None:
        chat = Chat()
        await _press(chat, verb, {"facts": facts, **data})
        await chat.types(text)

    asyncio.run(talk())


@given(verbs, any_facts, languages, st.booleans())
@settings(max_examples=150, deadline=None)
def test_pressing_a_chats_place_again_shows_the_same_card(
    verb: str, facts: Facts, language: str, for_self: bool
) -> None:
    async def again() -> None:
        chat = Chat(language)
        card = await chat.sends(verb, {"facts": facts, "self": for_self})
        place = chat.world.places.get("chat")
        if place:
            counted = list(chat.world.counted)
            assert await chat.sends(place.verb, place.data) == card
            assert chat.world.counted == counted

    asyncio.run(again())


async def _press(chat: Chat, verb: str, data: dict[str, Any]) -> Card:
    return await chat.sends(verb, data)
