"""Whatever a value holds, the card stays a card."""

import builtins
import errno
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import cards
from cards import render as render_module
from cards.render import as_json, render

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(values)
def test_every_value_is_written_as_json(value: object) -> None:
    assert json.loads(as_json(value)) == value


def test_what_a_macro_drew_passes_through() -> None:
    drawn = Markup('{"type": "TextBlock"}')
    assert as_json(drawn) is drawn


@given(st.text(), st.text())
def test_text_cannot_leave_its_place_in_a_card(title: str, intro: str) -> None:
    text = render(
        "page",
        "da",
        title=title,
        tone="default",
        intro=[intro],
        references=[],
        noted=None,
        lines=[],
        closing=[],
        known=[],
        ways=[],
        hint=None,
    )
    heading, paragraph = json.loads(text)["body"][0]["items"]
    assert (heading["text"], paragraph["text"]) == (title, intro)


def test_no_file_is_needed_to_draw_with_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers' connections may hold all files that may be open, and then a turn still gets its card."""
    names = [file.name for file in (Path(cards.__file__).parent / "templates").glob("*.jinja")]
    assert names

    def none_left(*_: object, **__: object) -> object:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(render_module._templates, "cache", None)
    monkeypatch.setattr(io, "open", none_left)
    monkeypatch.setattr(builtins, "open", none_left)
    for name in names:
        render_module._templates.get_template(name)
