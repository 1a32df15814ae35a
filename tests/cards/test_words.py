"""The interface speaks two languages, and says nothing that nobody hears."""

import re
from pathlib import Path

import pytest

from cards import words as words_module
from cards.words import WordsError, check_same, placeholders, words
from tests.cards.gallery import gallery

HOUSE = Path(words_module.__file__).parent.parent
SPOKEN = sorted(words("da").entries)


def sources() -> str:
    files = [*HOUSE.glob("cards/templates/*.jinja"), *HOUSE.glob("dialogs/**/*.py")]
    files += HOUSE.glob("casework/**/*.py")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_key_is_used() -> None:
    text = sources()
    built = [prefix for prefix in re.findall(r"""f["']([a-z_]+\.[a-z_.]*)\{""", text) if prefix != "note."]
    built += [f"note.{name}" for name in ("recorded", "informed")]
    unused = [k for k in SPOKEN if f'"{k}"' not in text and not any(k.startswith(p) for p in built)]
    assert unused == []


async def test_every_placeholder_is_filled_on_every_card() -> None:
    for language in ("da", "en"):
        for name, card in (await gallery(language)).items():
            assert not re.search(r"[{}]", card.words), name


def test_languages_that_do_not_fit_each_other_are_refused() -> None:
    with pytest.raises(WordsError, match=r"greeting is missing in en\.yaml"):
        check_same({"greeting": "Hej"}, {})
    with pytest.raises(WordsError, match=r"greeting is missing in da\.yaml"):
        check_same({}, {"greeting": "Hi"})
    with pytest.raises(WordsError, match="greeting differs"):
        check_same({"greeting": "Hej {name}"}, {"greeting": "Hi {who}"})
    with pytest.raises(WordsError, match="yes differs"):
        check_same({"yes": ("ja",)}, {"yes": "yes"})


def test_a_text_is_no_list_of_typed_words() -> None:
    with pytest.raises(WordsError, match=r"start\.title is a text"):
        words("da").typed("start.title")
    with pytest.raises(WordsError, match=r"typed\.yes is a list"):
        words("da")("typed.yes")


def test_placeholders_are_read_from_texts_alone() -> None:
    assert placeholders("{a} og {b}") == {"a", "b"}
    assert placeholders(("{a}",)) == set()
