"""Whoever signs the report sees all that its hash stands for: no field of a pack can change unseen."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from guideline.atlas import atlas_of
from guideline.check.texts import is_text
from guideline.load import PACKS, load_pack
from guideline.model import ASK_NEED, Colours, Entry, Pack, QuickChoice, Topic, Translation
from guideline.translations import PUBLIC_TEXTS
from pages.atlas import atlas_page
from tests.guideline.conftest import LIBRARY
from tests.pages.mutations import changed_packs, every_field
from tests.pages.test_atlas import BUILT_IN, said

NEVER_ALONE = {
    *("AnswerChoice.value", "Conclusion.id", "Item.id", "Order.first", "Paragraph.id", "Question.fact"),
    *("Recorder.fact", "Rule.verdict", "Rules.grounds", "Rules.marks", "Rules.rules"),
    *("Pack.paragraphs", "Pack.questions", "Question.answers"),
}
"""Names that others refer to, and entries that others rest on: a pack in which one of them alone differs
is not sound, and no bot answers by it."""


def text_of(pack: Pack) -> str:
    """Return what the report says besides the hashes."""
    return re.sub(r"\b[0-9a-f]{12,}\b", "", said(atlas_page(atlas_of(pack), "0a1b2c3d4e5f")))


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_text_of_a_pack_is_in_the_report_in_each_of_its_languages(name: str) -> None:
    marks: dict[str, str] = {}
    pack = marked(load_pack(PACKS / name), marks, name)
    text = text_of(pack)
    assert len(marks) > 400
    assert [where for mark, where in marks.items() if mark not in text] == []


def marked(value: Any, marks: dict[str, str], where: str, *, text: bool = False) -> Any:
    """Return a value with a mark of its own at the end of every text in it."""
    if isinstance(value, Mapping):
        return {k: marked(it, marks, f"{where}.{k}", text=text) for k, it in value.items()}
    if isinstance(value, tuple):
        return tuple(marked(it, marks, f"{where}[{at}]", text=text) for at, it in enumerate(value))
    if isinstance(value, msgspec.Struct):
        is_translation = isinstance(value, Translation)
        fields = {
            field: marked(
                getattr(value, field),
                marks,
                f"{where}.{field}",
                text=(isinstance(value, Entry) and is_text(type(value), field))
                or (is_translation and isinstance(getattr(value, field), Mapping)),
            )
            for field in value.__struct_fields__
        }
        return msgspec.structs.replace(value, **fields)
    if text and isinstance(value, str):
        mark = f"mark{len(marks)}."
        marks[mark] = where
        return f"{value} {mark}"
    return value


@pytest.fixture(scope="module")
def full() -> Pack:
    """A pack that uses every field there is."""
    pack = load_pack(LIBRARY)
    tripod = pack.questions[2]
    questions = (
        *pack.questions[:2],
        msgspec.structs.replace(tripod, unless=({"place": "closed"},)),
        *pack.questions[3:],
    )
    ground = msgspec.structs.replace(pack.rules.grounds[0], words={"da": ("larm",)})
    roles = pack.roles
    hall = msgspec.structs.replace(roles.ready_texts.situations[0], words={"da": ("hal",)})
    translated = {"notices": dict.fromkeys(pack.notices, "Auf Deutsch"), "employee_notices": {}}
    public = {name: pack.texts[next(iter(pack.texts))] for name in PUBLIC_TEXTS}
    texts = dict.fromkeys(PUBLIC_TEXTS, "Auf Deutsch")
    need = (choice("hear", "Høre", words={"da": ("lyd",)}), choice("see", "Se"))
    asked = msgspec.structs.replace(pack.texts[next(iter(pack.texts))], choices=need)
    return msgspec.structs.replace(
        pack,
        questions=questions,
        starts=(msgspec.structs.replace(pack.starts[0], words={"da": ("gæst",)}),),
        texts={**pack.texts, **public, ASK_NEED: asked},
        rules=msgspec.structs.replace(pack.rules, grounds=(ground,)),
        roles=msgspec.structs.replace(
            roles,
            understood={"citizen_records": {"visitor": "guest"}, "employee_records": {"visitor": "staff"}},
            ready_texts=msgspec.structs.replace(roles.ready_texts, situations=(hall,)),
        ),
        topics=(
            topic("may", facts={"visitor": "guest"}, then="show_recorder_text"),
            topic("ask", verb="hr.ask"),
        ),
        translations=(Translation(language="de", approved=None, texts=texts, **translated),),
        manifest=msgspec.structs.replace(pack.manifest, colours=Colours(main="#0a3d2c", on_main="#ffffff")),
    )


def choice(name: str, text: str, **fields: Any) -> QuickChoice:
    return QuickChoice(id=name, text={"da": text, "en": name}, **fields)


def topic(name: str, **fields: Any) -> Topic:
    words = {"da": "Et emne", "en": "A topic"}
    return Topic(id=name, references=("P1",), title=words, text=words, **fields)


def test_a_change_to_any_field_of_a_pack_changes_what_the_report_says(full: Pack) -> None:
    before = text_of(full)
    found = {field: text_of(pack) != before for field, pack in changed_packs(full)}
    assert [field for field, seen in found.items() if not seen] == []
    assert set(every_field()) - found.keys() - NEVER_ALONE == set()
