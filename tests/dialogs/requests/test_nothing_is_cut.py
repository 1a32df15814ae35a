"""Whatever is written within the limits reaches its reader whole: on the card, or one press away from it."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.refusal.request import Decision, Need, Said, State
from casework.texts import LONGEST_TEXT
from tests.cards.contract import LARGEST
from tests.cards.reading import Card
from tests.dialogs.requests.office import Colleague, Office

AT = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)

ODD = '\n\r\t\x00\x07\x0b\x1f\x85\u2028 -"\\/æß漢😀'

FILLERS = st.sampled_from(
    [
        "\n",
        "\n\n\n",
        "\n- ",
        "\r\n",
        " ",
        '"',
        "\\",
        "\x01",
        "\x1f\n",
        "\u2028",
        "æ\n",
        "😀",
        "😀" * 150,
        "\\" * 150,
        "x\n" * 70,
    ]
) | st.text(alphabet=ODD, min_size=1, max_size=12)


def written(side: str, filler: str) -> str:
    """Return as long a text as may be written, of words that tell whose they are and which."""
    found, number = "", 0
    while len(longer := f"{found}{side}{number}{filler}") <= LONGEST_TEXT:
        found, number = longer, number + 1
    return found


def told(text: str, side: str) -> set[str]:
    """Return which words of a side stand in a text, each of them whole."""
    return set(re.findall(rf"{side}\d+(?!\d)", text))


SIDES = ("interest", "need", "milder", "differs", "reason")


class Case:
    """One request whose texts are all as long as they may be, and how often it was asked about."""

    def __init__(self, filler: str, rounds: int = 0, state: State = State.WAITING) -> None:
        self.filler, self.rounds, self.state = filler, rounds, state
        self.texts = {side: written(side, filler) for side in SIDES}
        self.office = Office()
        self.lone = self.office.person("Lone Lind")
        self.anna = self.office.person("Anna Agerholm", leader=self.lone)
        self.hanne = self.office.person("Hanne Holm", hr=True)

    async def opens(self) -> None:
        await self.anna.asks_about_harassment()
        t, it = self.texts, self.office.only_request
        decided = self.state not in (State.WAITING, State.ASKED, State.UNCONFIRMED)
        self.office.world.store.tables.refusals[it.id] = replace(
            it,
            state=self.state,
            agreed_by_phone=self.state in (State.UNCONFIRMED, State.DISPUTED),
            municipal_interest=t["interest"],
            recorder_need=Need(("notes", "memory", "bisidder"), t["need"]),
            milder_means=t["milder"],
            milder_choices=("pause", "notes", "bisidder", "another_time"),
            deviation_reason=t["differs"],
            case_ref=("17" + self.filler * 100)[:100],
            decision=Decision("lone", AT, t["reason"]) if decided else None,
            belongings_outside=decided,
            thread=tuple(self.said("asked")),
            consulted=tuple(self.said("advised")),
        )

    def said(self, name: str) -> Iterator[Said]:
        for number in range(self.rounds):
            text = written(f"{name}{number}x", self.filler)
            yield Said("answer" if number % 2 else "question", "lone", AT, text)

    async def shows(self, who: Colleague, **more: object) -> Card:
        it = self.office.only_request
        card = await who.sends("refusal.show", {"refusal": it.id, "version": it.version, **more})
        spaced = json.dumps(card.json, ensure_ascii=False).encode()
        assert card.size < LARGEST
        assert len(spaced) < LARGEST
        return card

    async def all_of(self, who: Colleague, part: str) -> str:
        """Return a part on all the cards that it takes, by the buttons that lead from each to the next."""
        card = await self.shows(who, part=part)
        words = [card.words]
        while more := [b for b in card.buttons if b.title == "Vis resten"]:
            card = await self.shows(who, **more[0].data)
            words.append(card.words)
        return "\n".join(words)

    def missing(self, words: str, *sides: str) -> set[str]:
        return {word for side in sides for word in told(self.texts[side], side) - told(words, side)}


@pytest.mark.parametrize("state", [State.APPROVED, State.NOTED])
@settings(deadline=None, max_examples=12)
@given(filler=FILLERS)
@example(filler="\n")
@example(filler="😀" * 150)
async def test_what_is_handed_over_is_whole(state: State, filler: str) -> None:
    case = Case(filler, state=state)
    await case.opens()
    card = await case.shows(case.anna)
    for title, part in (("Vis begrundelsen", "reasons"), ("Vis notatet", "note")):
        assert card.button(title).data["part"] == part
        words = await case.all_of(case.anna, part)
        assert case.missing(words, *SIDES) == set()
        assert "…" not in words


@settings(deadline=None, max_examples=12)
@given(filler=FILLERS)
@example(filler="\n")
@example(filler="😀" * 150)
async def test_what_was_agreed_by_phone_is_handed_over_whole(filler: str) -> None:
    case = Case(filler, state=State.UNCONFIRMED)
    await case.opens()
    for part in ("handover", "note"):
        assert case.missing(await case.all_of(case.anna, part), *SIDES[:-1]) == set()


@settings(deadline=None, max_examples=12)
@given(filler=FILLERS, rounds=st.integers(0, 8))
@example(filler="😀" * 150, rounds=0)
@example(filler="\n", rounds=8)
async def test_a_leader_sees_all_or_is_told_and_led_to_it(filler: str, rounds: int) -> None:
    case = Case(filler, rounds)
    await case.opens()
    card = await case.shows(case.lone)
    if case.missing(card.words, *SIDES[:-1]):
        assert "Noget af teksten er forkortet her" in card.words
        assert card.button("Vis alt, der er skrevet").data["part"] == "written"
    first = await case.shows(case.lone, part="written")
    assert case.missing(first.words, *SIDES[:-1]) == set()
    words = await case.all_of(case.lone, "written")
    for number in range(rounds):
        for name in ("asked", "advised"):
            one = f"{name}{number}x"
            assert told(written(one, filler), one) <= told(words, one)


@settings(deadline=None, max_examples=6)
@given(filler=FILLERS, rounds=st.integers(0, 50), state=st.sampled_from(State))
@example(filler="\n", rounds=6, state=State.WAITING)
@example(filler="😀" * 150, rounds=6, state=State.ASKED)
async def test_every_card_can_be_sent(filler: str, rounds: int, state: State) -> None:
    case = Case(filler, rounds, state)
    await case.opens()
    for who in (case.anna, case.lone, case.hanne):
        for part in ("", "written", "handover", "reasons", "note"):
            await case.shows(who, part=part)
        for ask in ("return", "consult", "reassign", "revoke", "answer"):
            await case.shows(who, ask=ask, answer=written("draft", filler), question=written("draft", filler))


@settings(deadline=None, max_examples=8)
@given(filler=FILLERS)
@example(filler="\n")
@example(filler='"')
async def test_a_form_that_comes_back_can_be_sent(filler: str) -> None:
    office = Office()
    anna = office.person("Anna Agerholm", leader=office.person("Lone Lind"))
    text = written("text", filler)
    card = await anna.asks(
        municipal_interest=text,
        recorder_need_text=text,
        milder_means=text,
        deviation_reason=text,
        case_ref="",
    )
    assert card.size < LARGEST
    assert "Der mangler noget" in card.words


async def test_the_whole_text_is_reached_by_typing() -> None:
    case = Case("😀" * 150)
    await case.opens()
    await case.shows(case.lone)
    assert (await case.lone.types("hele teksten")).title == "Alt, der er skrevet"
    assert (
        await case.lone.types("tilbage")
    ).title == "Anna Agerholm (Jobcenter) vil sige nej til en optagelse"


async def test_the_note_has_a_paragraph_for_each_side() -> None:
    case = Case(" ", state=State.APPROVED)
    await case.opens()
    card = await case.shows(case.anna, part="note")
    starts = ("Grund:", "Kommunens interesse:", "Personens behov:", "Mildere midler:", "Det er anderledes")
    assert all(any(text.startswith(start) for text in card.texts) for start in starts)
