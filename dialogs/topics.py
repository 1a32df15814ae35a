"""What staff ask about in their own words: one topic answered, or the likeliest ones to choose from."""

from collections.abc import Sequence
from dataclasses import replace

from cards.words import typed_words, words
from casework.ports import Place
from dialogs import problems
from dialogs.advice import REPORT, VERBS, advice_step
from dialogs.asked import Asked
from dialogs.book import Book
from dialogs.desk import Desk
from dialogs.known import Known
from dialogs.page import Page, page_card
from dialogs.shown import Data, Shown, Way, numbered
from dialogs.turn import Turn
from dialogs.ways import Line, change_ways, known_lines, lawful_line, restart_way, return_way
from guideline.answers import Answer
from guideline.decide import decide
from guideline.model import Topic

CHOOSE, OFFER = "topic.choose", "topic.offer"
FOR_STAFF = {"refusal.begin", "copy_case_note"}
"""The steps that are not for whoever asks for themselves."""


async def choose(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Answer the topic that the press names."""
    topic = named_topic(desk.book, asked.name("topic"))
    if topic is None:
        return problems.damaged(desk.book, asked)
    return topic_card(desk.book, asked.known, topic, asked.hint)


async def offer(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show the topics that the press names, to choose from."""
    named = (asked.name("topics") or "").split(",")
    return offer_card(desk.book, asked.known, named, asked.hint)


def topic_card(book: Book, known: Known, topic: Topic, hint: str | None = None) -> Shown:
    """Return a topic's answer with its paragraphs and the next sensible step."""
    ways = [*_steps(book, known, topic), return_way(book, known)]
    page = Page(
        title=topic.title[known.lang],
        intro=[topic.text[known.lang]],
        references=topic.references,
        noted=lawful_line(book, known.lang) if topic.verb == VERBS[REPORT] else None,
        known=known_lines(book, known),
        ways=tuple(ways),
    )
    return page_card(page, known.lang, Place(CHOOSE, known.data(topic=topic.id)), hint)


def offer_card(book: Book, known: Known, named: Sequence[str], hint: str | None = None) -> Shown:
    """Return the card that asks which of these topics is meant."""
    t = words(known.lang)
    topics = [topic for name in named if (topic := named_topic(book, name))]
    choices = [_choice(known, topic) for topic in topics]
    page = Page(
        title=t("topic.which"),
        intro=[t("topic.which_text")],
        ways=(*choices, return_way(book, known)),
    )
    place = Place(OFFER, known.data(topics=",".join(topic.id for topic in topics)))
    summary = t("topic.which_summary", topics=numbered([way.title for way in choices]))
    return replace(page_card(page, known.lang, place, hint), summary=summary)


def named_topic(book: Book, name: str | None) -> Topic | None:
    """Return the pack's topic of that name."""
    return next((topic for topic in book.pack.topics if topic.id == name), None)


def _choice(known: Known, topic: Topic) -> Way:
    data = known.data(topic=topic.id)
    return Way(topic.title[known.lang], CHOOSE, data, tuple(topic.title.values()), numbered=True)


def _steps(book: Book, known: Known, topic: Topic) -> list[Way]:
    """Return the press that takes the next step, if the topic has one."""
    t = words(known.lang)
    if known.for_self and FOR_STAFF & {topic.verb, topic.then}:
        return []
    if topic.then and isinstance(decide(book.pack, known.facts), Answer):
        return [advice_step(book, known, topic.then)]
    if topic.verb:
        return [Way(t(f"topic.{topic.verb}"), topic.verb, known.data(), typed_words("typed.yes"))]
    facts = {**topic.facts, **known.facts}
    if not topic.facts or book.know(facts, known.lang, for_self=known.for_self).items == known.items:
        return []
    data: Data = {"facts": facts, "lang": known.lang}
    if known.for_self:
        data["self"] = True
    return [Way(t("topic.interview"), "interview.answer", data, typed_words("typed.yes"))]


def understood_card(book: Book, known: Known, hint: str | None = None) -> Shown:
    """Return what was understood of a typed text, to confirm or to change in one press."""
    t = words(known.lang)
    stated: Data = {**known.data(facts={}), **known.facts}
    confirm = Way(t("understood.confirm"), "interview.start", stated, typed_words("typed.yes"))
    page = Page(
        title=t("understood.title"),
        intro=[t("understood.text")],
        noted=_noted(book, known),
        known=known_lines(book, known),
        ways=(confirm, restart_way(known.lang)),
    )
    shown = page_card(page, known.lang, Place("interview.confirm", known.data()), hint)
    ways = (*shown.ways, *change_ways(book, known))
    return replace(shown, ways=tuple(replace(way, numbered=True) for way in ways))


def _noted(book: Book, known: Known) -> Line | None:
    """Return what is no misuse where the answer would be to report one."""
    step = decide(book.pack, known.facts)
    reports = isinstance(step, Answer) and REPORT in step.next
    return lawful_line(book, known.lang) if reports else None


async def confirm(desk: Desk, asked: Asked, _turn: Turn) -> Shown:
    """Show what was understood once more."""
    if asked.damaged or not asked.known.items:
        return problems.damaged(desk.book, asked)
    return understood_card(desk.book, asked.known, asked.hint)
