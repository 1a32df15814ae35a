"""A text holds words alone: HTML would be shown as it stands, and a link leads where nobody looked."""

import msgspec
import pytest

from bot.fault_words import in_danish
from guideline.check import findings, markup
from guideline.load import PACKS, load_pack
from guideline.model import Pack
from tests.guideline.conftest import LIBRARY

FOLDERS = [*sorted(folder for folder in PACKS.iterdir() if folder.is_dir()), LIBRARY]


@pytest.mark.parametrize("name", [folder.name for folder in FOLDERS])
def test_no_built_in_pack_has_any(name: str) -> None:
    folder = next(it for it in FOLDERS if it.name == name)
    assert [str(fault) for fault in markup.faults(load_pack(folder))] == []


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "marked",
    ["<b>", "</p>", '<a href="http://x.dk">', "&nbsp;", "[klik](http://x.dk)", "![](http://x.dk/a.png)"],
)
def test_markup_is_found(albertslund: Pack, language: str, marked: str) -> None:
    duty = albertslund.duties["give_reasons"]
    changed = msgspec.structs.replace(duty, text={**duty.text, language: f"{duty.text[language]} {marked}"})
    pack = msgspec.structs.replace(albertslund, duties={**albertslund.duties, duty.id: changed})
    (fault,) = markup.faults(pack)
    assert (fault.file, fault.entry) == ("duties.yaml", "give_reasons")
    assert fault.problem == f'text: holds markup in "{language}", "{marked}"'
    assert str(fault) in map(str, findings(pack))
    assert in_danish(fault.told)


def test_signs_that_people_write_are_none(albertslund: Pack) -> None:
    duty = albertslund.duties["give_reasons"]
    words = "Jeg & du: 2 < 3, [se B2] (og B3), R&D; a > b"
    changed = msgspec.structs.replace(duty, more={"da": words, "en": words})
    pack = msgspec.structs.replace(albertslund, duties={**albertslund.duties, duty.id: changed})
    assert list(markup.faults(pack)) == []
