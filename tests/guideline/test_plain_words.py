"""What the person who records reads or hears is easy, piece by piece and as a whole."""

import dataclasses

import msgspec
import pytest

from guideline.answers import Answer
from guideline.check.outcomes import every_outcome
from guideline.check.plain_words import HARDEST, LONGEST_SENTENCE, measure, measured_texts, worst
from guideline.decide import decide
from guideline.explain import spoken
from guideline.model import Facts, Pack
from guideline.reading import measured

HARD = "Optagelsesvirksomhed forudsætter kommunalbestyrelsens forudgående stillingtagen " + "og " * 15


def answered(pack: Pack) -> list[tuple[Facts, Answer]]:
    """Return every outcome that is an answer, with facts that lead to it."""
    told = ({f: v for f, v in told.items() if v is not None} for told, _ in every_outcome(pack))
    answers = ((facts, decide(pack, facts)) for facts in told)
    return [(facts, answer) for facts, answer in answers if isinstance(answer, Answer)]


def test_no_text_of_the_pack_is_too_hard(albertslund: Pack) -> None:
    assert [(text.place, text.sentence) for text in measured_texts(albertslund) if text.is_hard] == []


def test_what_is_said_aloud_is_easy_as_a_whole(albertslund: Pack) -> None:
    for facts, _ in answered(albertslund):
        said = " ".join(text["da"] for text in spoken(albertslund, facts))
        reading = measured(said)
        assert reading.lix <= HARDEST["public"], said
        assert reading.longest_sentence <= LONGEST_SENTENCE, said


@pytest.mark.parametrize("language", ["da", "da-simple"])
def test_what_is_shown_across_the_table_is_easy_as_a_whole(albertslund: Pack, language: str) -> None:
    for _, answer in answered(albertslund):
        notices = [albertslund.notices[notice] for notice in answer.notices]
        for texts in ([n.text for n in notices], [n.employee_text or n.text for n in notices]):
            assert measured(" ".join(text[language] for text in texts)).lix <= HARDEST["public"]


def test_easy_danish_is_easier_than_danish(albertslund: Pack) -> None:
    by_language = {
        language: measured(" ".join(notice.text[language] for notice in albertslund.notices.values())).lix
        for language in ("da", "da-simple")
    }
    assert by_language["da-simple"] < by_language["da"]


def test_a_hard_text_is_found_and_stands_first(albertslund: Pack) -> None:
    notice = albertslund.notices["audio_only"]
    hard = msgspec.structs.replace(notice, text={**notice.text, "da": HARD})
    pack = msgspec.structs.replace(albertslund, notices={**albertslund.notices, "audio_only": hard})
    first = worst(measured_texts(pack), 3)[0]
    assert first.is_hard
    assert first.place == "notices.yaml, audio_only, text"
    assert first.sentence.strip() == HARD.strip()


def test_what_is_said_aloud_counts_as_read_by_the_public(albertslund: Pack) -> None:
    readers = {text.place: text.readers for text in measured_texts(albertslund)}
    assert readers["rules.yaml, rule allowed, say[1].text"] == "public"
    assert readers["rules.yaml, rule allowed, headline"] == "staff"
    assert readers["notices.yaml, audio_only, short"] == "staff"
    assert readers["texts.yaml, refusal.reasons.procedural, text"] == "public"


def test_a_long_sentence_is_hard_however_short_its_words(albertslund: Pack) -> None:
    easy = next(iter(measured_texts(albertslund)))
    assert dataclasses.replace(easy, reading=measured("du må " * 10)).is_hard is False
    assert dataclasses.replace(easy, reading=measured("du må " * 11)).is_hard is True


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_sentences_are_counted_in_every_language_and_lix_in_danish_alone(language: str) -> None:
    dense = measure("notices.yaml", language, "Kommunalbestyrelsesbeslutning " * 20 + ".", "public")
    longer = measure("notices.yaml", language, "du " * 21 + "؟ Kommunalbestyrelsen", "public")
    assert (dense.is_hard, longer.is_hard) == (False, True)
    assert (dense.has_lix, longer.has_lix) == (False, False)
    assert longer.sentence.endswith("؟")


def test_translations_are_measured_too(albertslund: Pack) -> None:
    places = {(text.place, text.language) for text in measured_texts(albertslund)}
    assert ("translations.yaml, audio_only, notices", "uk") in places
