"""A pack with a fault is refused, in one sentence that names the file, the entry and what is wrong."""

import re
import shutil
from pathlib import Path

import pytest

from guideline.load import LARGEST, PackError, built_in, examine, find_pack, load_pack
from tests.guideline.conftest import LIBRARY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "library"
    shutil.copytree(LIBRARY, copy)
    return copy


def plant(folder: Path, file: str, old: str, new: str) -> None:
    """Put a fault into a file, at the first place where `old` stands."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))


def add(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a") as opened:
        opened.write(text)


def fault_in(folder: Path) -> PackError:
    with pytest.raises(PackError) as error:
        load_pack(folder)
    return error.value


TEXT = '{da: "Tekst", en: "Text"}'
OTHER = '{da: "Andet", en: "Else"}'

QUESTION = f"""
- fact: noise
  references: [P1]
  label: {TEXT}
  ask: {TEXT}
  answers: [{{value: true, text: {TEXT}}}, {{value: false, text: {OTHER}}}]
"""

RULE = f"""
  - verdict: new
    concludes: true
    references: [P1]
    duties: [be_kind]
    if_refusing: []
    notices: []
    next: []
    tone: good
    headline: {TEXT}
    short: {TEXT}
    because: {TEXT}
    say: []
"""

PLANTED = [
    # file, what stands there, what is put there, the entry, what is wrong
    ("pack.yaml", "in_force_from: 2026-01-01", "in_force_from: soon", "", "in_force_from: is no day"),
    ("pack.yaml", "name: library", "naem: library", "", 'unknown field "naem"'),
    ("pack.yaml", ', en: "The desk on the first floor."', "", "", 'hr_contact is missing in "en"'),
    ("paragraphs.yaml", "id: P3", "id: P2", "P2", "stands twice"),
    ("paragraphs.yaml", '"Staff take no photographs."', '" "', "P3", 'gist is empty in "en"'),
    ("questions.yaml", "references: [P1, P3]", "references: [P1, P9]", "visitor", '"P9"'),
    ("questions.yaml", "references: [P1, P3]", "references: []", "visitor", "no reference"),
    ("questions.yaml", "  references: [P1, P3]\n", "", "visitor", 'missing required field "references"'),
    ("questions.yaml", '{da: "Pressen", en: "The press"}', '{da: "En gæst", en: "The press"}', "visitor",
     'answers[2].text: reads in "da" as that of answers[1]'),
    ("questions.yaml", "fact: place", "fact: visitor", "visitor", "stands twice"),
    ("questions.yaml", "- fact: place", "- facct: place", "entry 2", 'unknown field "facct"'),
    ("questions.yaml", "visitor: press}, {", "visitor: tourist}, {", "tripod", 'when: "tourist" is no value'),
    ("questions.yaml", "{flash: true}", "{flsh: true}", "tripod", 'when: "flsh" is no name'),
    ("questions.yaml", "{flash: true}", "{flash: false}", "tripod", "can never hold"),
    ("questions.yaml", "{flash: true}", "{quiet: true}", "tripod", 'when: "quiet" is no name'),
    ("questions.yaml", "[{visitor: staff}]", "[{visitor: true}]", "visitor",
     'done_after: "true" is no value'),
    ("questions.yaml", "when: [{visitor: press}", "together_with: place\n  when: [{visitor: press}", "tripod",
     'together_with: "place" is not a later question'),
    ("questions.yaml", "value: hall", "value: true", "place", "all different and of one kind"),
    ("questions.yaml", "value: hall", "value: closed", "place", "all different and of one kind"),
    ("questions.yaml", "{value: true, ", "{value: false, ", "tripod", "answers true and false"),
    ("questions.yaml", '  ask: {da: "Hvor?", en: "Where?"}\n', "", "place", "never asked about"),
    ("questions.yaml", ', en: "In the hall"', "", "place", 'answers[1].text is missing in "en"'),
    ("questions.yaml", ', en: "Ask."', "", "visitor", 'help.if_open is missing in "en"'),
    ("questions.yaml", "da: [pressen]", "da: [Gæst]", "visitor", '"gæst" in "da" stands for two answers'),
    ("questions.yaml", "da: [pressen]", 'da: [""]', "visitor", "has an empty one"),
    ("starts.yaml", "{visitor: guest}", "{guest: true}", "guest_asks", 'facts: "guest" is no name'),
    ("starts.yaml", "{visitor: guest}", "{visitor: me}", "guest_asks", '"me" is no value'),
    ("starts.yaml", "{visitor: guest}", "{visitor: staff, place: hall}", "guest_asks",
     '"place" does not count'),
    ("rules.yaml", "needs_nothing: [{place: closed}]", "needs_nothing: [{place: cellar}]", "",
     'needs_nothing: "cellar"'),
    ("rules.yaml", "needs_nothing:", "needs_noting:", "", '"needs_noting"'),
    ("rules.yaml", "id: quiet", "id: disturbs", "disturbs", "more than one"),
    ("rules.yaml", "id: quiet", "id: flash", "flash", "more than one"),
    ("rules.yaml", "when: [{place: reading_room}]", "when: []", "mark quiet", "can never hold"),
    ("rules.yaml", "when: [{place: reading_room}]", "when: [{place: closed}]", "mark quiet",
     "can never show"),
    ("rules.yaml", "{flash: true, tripod: true}", "{flash: true, disturbs: true}", "ground disturbs",
     '"disturbs" is no name'),
    ("rules.yaml", "when: [{disturbs: true}]", "when: [{disturbed: true}]", "rule may_refuse",
     '"disturbed" is no name that can stand here'),
    ("rules.yaml", "when: [{disturbs: true}]", "when: [{disturbs: false}]", "rule may_refuse",
     "only be required to be true"),
    ("rules.yaml", "when: [{disturbs: true}]", "when: [{disturbs: true, tripod: false, place: hall}]",
     "rule may_refuse", "can never hold"),
    ("rules.yaml", "when: [{visitor: staff}]", "", "rule not_here/staff", None),
    ("rules.yaml", "[{visitor: guest}, {visitor: press}]", "[{visitor: guest}]", "rules",
     "no rule answers the facts"),
    ("rules.yaml", "duties: [basics]", "duties: [basic]", "rule may_refuse",
     'duties: "basic" is neither in duties.yaml nor a shared list'),
    ("rules.yaml", "duties: [basics]", "duties: [basics, whisper]", "rule may_refuse",
     '"whisper" stands twice'),
    ("rules.yaml", "[explain_why]", "[welcome]", "rule may_refuse", 'if_refusing: "welcome"'),
    ("rules.yaml", "notices: [welcome]", "notices: [be_kind]", "rule may_refuse", 'notices: "be_kind"'),
    ("rules.yaml", "references: [P3]", "references: [P4]", "rule not_here/staff", 'references: "P4"'),
    ("rules.yaml", "references: [P3]", "references: []", "rule not_here/staff", "no reference"),
    ("rules.yaml", "given: {tripod: true}", "given: {tripd: true}", "rule may_refuse", '"tripd" is no name'),
    ("rules.yaml", "duties: [call]", "duties: [{id: call, given: {quiet: true}}]", "rule call_desk",
     '"call" can never show'),
    ("rules.yaml", "given: {quiet: true}}]", "given: {visitor: staff}}]", "list basics",
     '"whisper" can never show'),
    ("rules.yaml", "basics: [be_kind", "others: [be_kind]\n  basics: [be_kind", "list others",
     "used by no rule"),
    ("rules.yaml", "basics: [be_kind", "others: [be_kind]\n  basics: [others", "list basics", "another list"),
    ("rules.yaml", "basics: [be_kind", "call: [be_kind]\n  basics: [be_kind", "list call", "has the name of"),
    ("rules.yaml", "next: [show_recorder_text]", "next: [show_text]", "rule may_refuse", "next[1]: invalid"),
    ("rules.yaml", "tone: attention", "tone: red", "rule call_desk", "tone: invalid"),
    ("rules.yaml", "concludes: false", "concludes: no", "rule call_desk", "concludes: expected"),
    ("rules.yaml", "concludes: false", "concludes: false\n    concludes: true", "line 21", "twice"),
    ("rules.yaml", "verdict: fine", "verdict: may_refuse", "rule may_refuse", "stands twice"),
    ("rules.yaml", ', en: "It disturbs."', "", "rule may_refuse", 'say[1].text is missing in "en"'),
    ("rules.yaml", 'headline: {da: "Ja", en: "Yes"}', "headline: {}", "rule fine", "headline is missing"),
    ("rules.yaml", "        given: {quiet: true}", "        given: {visitor: staff}", "rule fine",
     "never said"),
    ("rules.yaml", '{da: "Velkommen.", en: "Welcome."}',
     '{da: "H", en: "H"}\n        given: {place: hall, tripod: true}', "rule fine", "say: nothing holds for"),
    ("duties.yaml", "id: call", "id: calling", "rule call_desk", '"call"'),
    ("duties.yaml", "force: should", "force: might", "whisper", "force: invalid"),
    ("duties.yaml", "Du bør tale", "Du bør og skal tale", "whisper", 'text reads as a "must" in "da"'),
    ("duties.yaml", "Du bør tale lavt.", "Du bør tale lavt. " * 20, "whisper", 'has 360 characters in "da"'),
    ("duties.yaml", "Du bør tale lavt.", "Det er bedst.", "whisper", 'does not say so in "da"'),
    ("duties.yaml", ', en: "You should speak softly."', "", "whisper", 'text is missing in "en"'),
    ("duties.yaml", "references: [P3]", "references: [P1, P7]", "call", '"P7" is not in paragraphs.yaml'),
    ("duties.yaml", "references: [P3]", "references: [P3, P1]", "call", "in their order: P1, P3"),
    ("notices.yaml", ' da-simple: "Du må tage billeder.",', "", "welcome", 'text is missing in "da-simple"'),
    ("texts.yaml", "references: [P1]", "reference: [P1]", "about.what", '"reference"'),
    ("texts.yaml", '  text: {da: "Om fotografering.", en: "About photography."}', "", "about.what",
     "neither"),
    ("texts.yaml", "about.what:", "about what:", "about what", "plain id"),
    ("texts.yaml", "about.what:", "about.what: [", "line 3", "is not YAML"),
    ("texts.yaml", "Om fotografering.", "Om {leader}.", "about.what", '"{leader}" in "da" is nothing that'),
    ("texts.yaml", "Om fotografering.", "Om {fotografering.", "about.what", "is nothing that is filled in"),
    ("notices.yaml", "Du må tage billeder.", "Du {x}.", "welcome", '"{x}" in "da'),
    ("interpretations.yaml", "first: call_desk", "first: call", "closed_first", '"call" is no rule'),
    ("interpretations.yaml", ', en: "Closed first"', "", "closed_first", 'title is missing in "en"'),
    ("interpretations.yaml", "references: [P3]", "references: [P9]", "closed_first", '"P9"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "entry", "problem"), PLANTED)
def test_a_planted_fault_is_told_by_file_and_entry(
    folder: Path, file: str, old: str, new: str, entry: str, problem: str | None
) -> None:
    plant(folder, file, old, new)
    fault = fault_in(folder)
    told = str(fault)
    assert told.startswith(f"{fault.file}, {fault.entry}: " if fault.entry else f"{fault.file}: ")
    assert told.endswith(".")
    assert "\n" not in told
    if problem is not None:
        assert fault.entry == entry
        assert problem in fault.problem


def test_a_question_on_which_nothing_depends_is_refused(folder: Path) -> None:
    add(folder, "questions.yaml", QUESTION)
    assert (
        str(fault_in(folder)) == "questions.yaml, noise: can never matter: no rule depends on it; remove it."
    )


def test_a_question_that_is_never_reached_is_refused(folder: Path) -> None:
    add(folder, "questions.yaml", QUESTION)
    plant(folder, "questions.yaml", "fact: noise", "fact: noise\n  when: [{visitor: staff}]")
    plant(folder, "rules.yaml", "{disturbs: true}", "{disturbs: true}, {noise: true}")
    assert str(fault_in(folder)) == "questions.yaml, noise: can never be asked; mend its when, or remove it."


def test_a_rule_after_one_that_always_holds_is_refused(folder: Path) -> None:
    add(folder, "rules.yaml", RULE)
    assert str(fault_in(folder)).startswith("rules.yaml, rule new: can never hold")


def test_a_duty_that_no_rule_names_is_refused(folder: Path) -> None:
    lost = f"- {{id: lost, force: must, who: staff, references: [P1], text: {TEXT}}}\n"
    add(folder, "duties.yaml", lost)
    assert str(fault_in(folder)) == "duties.yaml, lost: is used by no rule; remove it, or let a rule name it."


def test_a_notice_that_no_rule_names_is_refused(folder: Path) -> None:
    words = '{da: "x", da-simple: "x", en: "x"}'
    add(folder, "notices.yaml", f"- {{id: lost, references: [P1], short: {words}, text: {words}}}\n")
    assert (
        str(fault_in(folder)) == "notices.yaml, lost: is used by no rule; remove it, or let a rule name it."
    )


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "duties.yaml").unlink()
    assert str(fault_in(folder)) == "duties.yaml: is missing; a pack has it."


def test_a_file_that_nobody_reads_is_named(folder: Path) -> None:
    (folder / "dutys.yaml").write_text("[]")
    assert fault_in(folder).file == "dutys.yaml"


def test_a_file_that_is_far_too_large_is_not_read(folder: Path) -> None:
    (folder / "texts.yaml").write_bytes(b"#" * (LARGEST + 1))
    assert "larger than" in str(fault_in(folder))


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Path) -> None:
    (folder / "texts.yaml").write_bytes("# tekst\n# på dansk".encode("latin-1"))
    assert str(fault_in(folder)) == "texts.yaml, line 2: is not UTF-8; save the file as UTF-8."


def test_a_file_of_another_shape_is_refused(folder: Path) -> None:
    (folder / "notices.yaml").write_text("welcome: {}")
    assert str(fault_in(folder)) == "notices.yaml: must be a list of entries."


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "starts.yaml").write_text("")
    assert fault_in(folder).file == "starts.yaml"


def test_a_file_is_no_folder(folder: Path) -> None:
    assert fault_in(folder / "pack.yaml").problem == "is not a folder"


def test_every_fault_that_can_be_read_is_found_at_once(folder: Path) -> None:
    plant(folder, "pack.yaml", "name: library", "naem: library")
    plant(folder, "questions.yaml", "- fact: place", "- facct: place")
    plant(folder, "rules.yaml", "tone: attention", "tone: red")
    plant(folder, "texts.yaml", "about.what:", "about.what: [")
    (folder / "dutys.yaml").write_text("[]")
    pack, faults = examine(folder)
    assert pack is None
    assert [(fault.file, fault.entry) for fault in faults] == [
        ("dutys.yaml", ""),
        ("texts.yaml", "line 3"),
        ("pack.yaml", ""),
        ("rules.yaml", "rule call_desk"),
        ("questions.yaml", "entry 2"),
    ]


def test_every_fault_of_a_pack_that_can_be_read_is_found_at_once(folder: Path) -> None:
    plant(folder, "duties.yaml", ', en: "You should speak softly."', "")
    plant(folder, "rules.yaml", "{flash: true, tripod: true}", "{flash: true, tripd: true}")
    plant(folder, "starts.yaml", "{visitor: guest}", "{guest: true}")
    assert [fault.file for fault in examine(folder).faults] == ["duties.yaml", "starts.yaml", "rules.yaml"]


def test_cases_are_no_part_of_the_hash(folder: Path) -> None:
    before = load_pack(folder).hash
    add(folder, "cases.yaml", "not even: [YAML")
    assert load_pack(folder).hash == before


def test_the_hash_is_of_the_content_and_of_nothing_else(folder: Path) -> None:
    before = load_pack(folder).hash
    assert re.fullmatch("[0-9a-f]{64}", before)
    assert load_pack(LIBRARY).hash == before
    plant(folder, "texts.yaml", "About photography.", "About photos.")
    assert load_pack(folder).hash != before


def test_a_pack_is_found_by_its_name_or_by_its_folder(folder: Path) -> None:
    assert find_pack("albertslund") == built_in("albertslund")
    assert find_pack(str(folder)) == folder


@pytest.mark.parametrize("name", ["atlantis", "../packs/albertslund", "", "albertslund/pack.yaml"])
def test_a_pack_that_is_neither_built_in_nor_a_folder_is_refused(name: str) -> None:
    with pytest.raises(PackError, match="albertslund"):
        built_in(name)
