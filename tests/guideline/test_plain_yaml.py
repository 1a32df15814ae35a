import pytest

from guideline.plain_yaml import YamlError, parse


def test_only_true_and_false_are_booleans_and_numbers_stay_text() -> None:
    text = "{a: true, b: false, c: yes, d: no, e: on, f: 1.0, g: 2026-01-01, h: 12:30, i: null, j: ~, k: }"
    assert parse(text) == {
        "a": True,
        "b": False,
        "c": "yes",
        "d": "no",
        "e": "on",
        "f": "1.0",
        "g": "2026-01-01",
        "h": "12:30",
        "i": None,
        "j": None,
        "k": None,
    }


def test_quoted_words_are_words() -> None:
    assert parse("""["true", 'null', ""]""") == ["true", "null", ""]


def test_keys_are_always_words() -> None:
    assert parse("{on: 1, true: 2, 3: 4}") == {"on": "1", "true": "2", "3": "4"}


def test_nested_lists_and_mappings_keep_their_order() -> None:
    assert parse("a:\n- {z: 1, b: [x, {c: d}]}\n- []\n") == {"a": [{"z": "1", "b": ["x", {"c": "d"}]}, []]}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, 'says "a" twice'),
        ("a: &x [1]\nb: 1", 1, "uses an anchor"),
        ("a: 1\nb: *x", 2, "uses an alias"),
        ("a: !!python/name:os.system", 1, "uses a tag"),
        ("? [a]\n: b", 1, "a key that is not a word"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ('a: 1\nb: "open', 2, "is not YAML"),
        ("a: b: c", 1, "is not YAML: .*; put a text with a colon in it in quotation marks"),
        ("a:\n\tb: c", 2, "is not YAML: .*; indent with spaces"),
        ("a: \x07", 1, "a character"),
        ("æ: å\nb: ø\nc: \x00", 3, "a character"),
        ("[" * 100_000, 1, "nested too deeply"),
        ("- " * 100_000, 1, "nested too deeply"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(YamlError, match=problem) as error:
        parse(text)
    assert error.value.line == line
