"""How hard a text is to read, reckoned by hand for a few sentences."""

import pytest

from guideline.reading import measured


@pytest.mark.parametrize(
    ("text", "words", "lix", "longest"),
    [
        ("Du må gerne optage. Sig til.", 6, 3.0, 4),  # 6 words in 2 sentences, none long
        ("Retningslinjen siger ja.", 3, 3 + 100 / 3, 3),
        ("Husk dette: Det er lyd.", 5, 2.5, 3),  # a colon ends a sentence in LIX
        ("Det hedder »bisidder«. Og mere.", 5, 2.5 + 20, 3),
        ("Kl. 10 er det slut.", 4, 2.0, 3),  # figures are no words
        ("HR/Jura hjælper dig", 4, 4 + 25, 4),
        ("", 0, 0.0, 0),
        ("12.3.", 0, 0.0, 0),
    ],
)
def test_a_text_is_measured(text: str, words: int, lix: float, longest: int) -> None:
    reading = measured(text)
    assert (reading.words, reading.longest_sentence) == (words, longest)
    assert reading.lix == pytest.approx(lix)


def test_a_word_is_long_from_seven_letters() -> None:
    assert measured("optage").lix == 1
    assert measured("optagen").lix == 101


def test_the_hardest_sentence_is_named() -> None:
    assert measured("Du må. Retningslinjen bestemmer. Sig til.").hardest == "Retningslinjen bestemmer."
