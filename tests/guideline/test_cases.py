"""Cases that a lawyer wrote: read in the pack's words, tried, and told in plain words where they differ."""

from pathlib import Path

import msgspec
import pytest

from guideline.cases import Case, read_cases
from guideline.check.cases import faults, suggested, telling, uncovered
from guideline.errors import PackError
from guideline.load import PACKS, load_pack
from guideline.model import Pack

BUILT_IN = sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir())

GOOD = """
- case: Borger optager skjult
  facts:
    {Hvem optager: borgeren, situation: recording_covertly, LYD ELLER BILLEDER: Kun lyd,
     Kun om personen selv: Ja}
  expect: {answer: allowed, marks: [encourage_disclosure], says: [Sig gerne til]}
"""


def read(text: str, pack: Pack, tmp_path: Path) -> tuple[list[Case], list[PackError]]:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    found: list[PackError] = []
    return read_cases(tmp_path, pack, found), found


def told(text: str, pack: Pack, tmp_path: Path) -> list[str]:
    cases, found = read(text, pack, tmp_path)
    return [str(fault) for fault in [*found, *faults(pack, cases)]]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_cases_of_a_built_in_pack_are_answered_as_they_say_and_leave_out_nothing(name: str) -> None:
    pack = load_pack(PACKS / name)
    found: list[PackError] = []
    cases = read_cases(PACKS / name, pack, found)
    assert [str(fault) for fault in [*found, *faults(pack, cases)]] == []
    assert telling(pack, cases, uncovered(pack, cases)) == []


def test_a_case_is_wanted_first_for_a_rule_and_for_each_of_its_marks(
    albertslund: Pack, tmp_path: Path
) -> None:
    cases, _ = read(GOOD, albertslund, tmp_path)
    open_ = uncovered(albertslund, cases)
    rules = albertslund.rules.rules
    first = [
        (rules[settled[0]].verdict, facts.get("medium"))
        for settled, facts in open_.items()
        if settled in telling(albertslund, cases, open_)
    ]
    assert {verdict for verdict, _ in first} == {rule.verdict for rule in rules}
    assert [medium for verdict, medium in first if verdict == "allowed"].count("video") == 2
    assert len(first) < len(open_) / 2


def test_labels_buttons_typed_words_and_ids_all_name_a_fact(albertslund: Pack, tmp_path: Path) -> None:
    (case,), found = read(GOOD, albertslund, tmp_path)
    assert found == []
    assert case.facts == {
        "recorder": "citizen",
        "situation": "recording_covertly",
        "medium": "audio",
        "only_about_recorder": True,
    }
    assert case.line == 2
    assert list(faults(albertslund, [case])) == []


def test_another_answer_is_told_with_its_line_and_why(albertslund: Pack, tmp_path: Path) -> None:
    (fault,) = told(GOOD.replace("answer: allowed", "answer: refusal_possible"), albertslund, tmp_path)
    assert fault == (
        'cases.yaml, line 2, "Borger optager skjult": '
        "forventede »I kan vælge at sige nej« (refusal_possible), "
        "men svaret er »personen må gerne optage lyd« (allowed); "
        "fordi: Man skal som udgangspunkt have lov til at optage lyden, når samtalen kun handler om en selv "
        "(afgjort af Hvem optager: Borgeren eller en for borgeren, "
        "Situation: Optager skjult, eller jeg tror det, "
        "Kun om personen selv: Ja, kun om personen selv); ret facts, expect eller reglen."
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "Kun om personen selv: Ja",
            "Overvejer at sige nej: Ja",
            "men der bliver spurgt om »Handler mødet kun om",
        ),
        ("answer: allowed", "asks: Historik", "forventede spørgsmålet »Er der en historik"),
        ("marks: [encourage_disclosure]", "marks: [audio_only]", "men svaret har encourage_disclosure"),
        ("marks: [encourage_disclosure]", "grounds: [harassment]", "men svaret har ingen"),
        ("marks: [encourage_disclosure]", "duties: [weigh_interests]", "forventede weigh_interests i duties"),
        ("marks: [encourage_disclosure]", "without: [A6]", "forventede et svar uden A6, men det er med"),
        ("Sig gerne til", "Stop optagelsen", "forventede at der bliver sagt »Stop optagelsen«"),
    ],
)
def test_what_is_not_as_expected_is_told(
    albertslund: Pack, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    (fault,) = told(GOOD.replace(old, new, 1), albertslund, tmp_path)
    assert problem in fault
    assert "\n" not in fault


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- case:", "- kase:", 'line 2: object contains unknown field "kase"'),
        (
            "Hvem optager: borgeren",
            "Hvem filmer: borgeren",
            '"Hvem filmer" is no question; there are "Hvem optager"',
        ),
        (
            "borgeren",
            "naboen",
            '"naboen" is no answer to "Hvem optager"; write one of "Borgeren eller en for',
        ),
        ("answer: allowed", "answer: maybe", 'answer: "maybe" is no rule; the rules are contact_hr_legal'),
        ("answer: allowed, ", "", "needs one of answer and asks"),
        ("answer: allowed", "asks: Vejret", 'asks: "Vejret" is no question'),
        ("[encourage_disclosure]", "[openness]", 'marks: "openness" is not in the pack'),
        ("answer: allowed", "without: [nothing], answer: allowed", 'without: "nothing" is not in the pack'),
        ("situation:", "Hvem optager: vi, situation:", 'says "Hvem optager" twice; keep one'),
        ("    {Hvem", "    &here {Hvem", "uses an anchor"),
        ("- case: Borger optager skjult", "- case: [", "is not YAML"),
        (GOOD, "case: {}", "must be a list of entries"),
    ],
)
def test_a_case_that_cannot_be_read_is_told_in_one_sentence(
    albertslund: Pack, tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    (fault,) = told(GOOD.replace(old, new, 1), albertslund, tmp_path)
    assert fault.startswith("cases.yaml")
    assert problem in fault
    assert "\n" not in fault


def test_one_broken_case_does_not_hide_the_others(albertslund: Pack, tmp_path: Path) -> None:
    cases, found = read(GOOD.replace("borgeren", "naboen") + GOOD, albertslund, tmp_path)
    assert (len(cases), len(found)) == (1, 1)


def test_a_name_stands_once(albertslund: Pack, tmp_path: Path) -> None:
    (fault,) = told(GOOD + GOOD, albertslund, tmp_path)
    assert "har samme navn som en anden" in fault


def test_a_case_is_suggested_for_each_answer_without_one_and_can_be_pasted(
    albertslund: Pack, tmp_path: Path
) -> None:
    open_ = uncovered(albertslund, [])
    written = [suggested(albertslund, number, *each) for number, each in enumerate(open_.items(), 1)]
    text = "\n".join(written)
    cases, found = read(text, albertslund, tmp_path)
    assert found == []
    assert list(faults(albertslund, cases)) == []
    assert len(cases) == len(open_) == 44
    assert uncovered(albertslund, cases) == {}


def test_a_case_less_is_a_suggestion_more(library: Pack, tmp_path: Path) -> None:
    text = "- {case: Gæst, facts: {Hvem: gæst, Hvor: I hallen}, expect: {answer: fine}}"
    cases, _ = read(text, library, tmp_path)
    assert len(uncovered(library, cases)) == len(uncovered(library, [])) - 1


def test_a_step_that_no_rule_offers_any_more_is_missed_in_the_answer(
    albertslund: Pack, tmp_path: Path
) -> None:
    """The rule lost it: the case names nothing wrong."""
    rules = tuple(
        msgspec.structs.replace(rule, next=tuple(it for it in rule.next if it != "report_misuse"))
        for rule in albertslund.rules.rules
    )
    pack = msgspec.structs.replace(albertslund, rules=msgspec.structs.replace(albertslund.rules, rules=rules))
    case = (
        "- case: Misbrug\n  facts: {Situation: recording_misused}\n"
        "  expect: {answer: contact_hr_legal, next: [%s]}"
    )
    (fault,) = told(case % "report_misuse", pack, tmp_path)
    assert "forventede report_misuse i next, men det er ikke med i svaret" in fault
    (unknown,) = told(case % "report_all", pack, tmp_path)
    assert 'next: "report_all" is not in the pack; write the id of one that is' in unknown
