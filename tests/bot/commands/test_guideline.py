"""`optagelsesguiden guideline`, run as a program."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dialogs.edition import edition, own_hash
from guideline.load import built_in, load_pack

ROOT = Path(__file__).parents[3]

EASY = "Vi beder dig om kun at optage lyd, ikke billeder. Sig til, hvis du har brug for billeder."
HARD = (
    "Optagelsesønsker forudsætter kommunalbestyrelsens forudgående stillingtagen, hvorefter ledelsens "
    "indstilling fremsendes til efterfølgende godkendelse i forvaltningens øverste beslutningsorganer."
)


def run(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    spoken = ("--language", lang) if arguments[0] in ("check", "diff") and lang else ()
    return subprocess.run(
        [sys.executable, "-m", "bot", "guideline", *arguments, *spoken],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        timeout=60,
    )


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the built-in pack in which one notice is hard to read."""
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "notices.yaml"
    words = file.read_text(encoding="utf-8")
    assert EASY in words
    file.write_text(words.replace(EASY, HARD), encoding="utf-8")
    return folder


def test_the_built_in_pack_is_sound_and_readable() -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout
    assert re.match(r"albertslund 1\.0\.0 \([0-9a-f]{12}\) is sound", done.stdout)
    assert "18,225 combinations of facts, each with one outcome: " in done.stdout
    assert "No text is too hard." in done.stdout
    assert done.stdout.splitlines()[-1] == "Nothing to mend."


def test_a_hard_sentence_is_listed_first_and_fails_the_check(changed: Path) -> None:
    done = run("check", str(changed))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    listed = lines[next(at for at, line in enumerate(lines, 1) if line.startswith("The hardest")) :]
    assert listed[0].startswith("  notices.yaml, audio_only, text (da): LIX ")
    assert listed[1].strip() == HARD
    assert "1 text is too hard; use shorter words and sentences." in done.stdout
    assert lines[-1] == "1 to mend."


def test_all_that_is_to_be_mended_is_told_at_once(changed: Path) -> None:
    for file, old, new in (
        ("rules.yaml", "tone: attention", "tone: red"),
        ("duties.yaml", "force: should", "force: might"),
        ("texts.yaml", "about.what:", "about.what: ["),
    ):
        words = (changed / file).read_text(encoding="utf-8")
        (changed / file).write_text(words.replace(old, new, 1), encoding="utf-8")
    done = run("check", str(changed))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.split(",")[0].strip() for line in lines[1:-1]] == [
        "texts.yaml",
        "rules.yaml",
        "duties.yaml",
    ] + ["duties.yaml"] * (len(lines) - 5)
    assert "Traceback" not in done.stderr


def test_what_nobody_reads_and_what_no_case_agrees_with_is_told(changed: Path) -> None:
    with (changed / "texts.yaml").open("a", encoding="utf-8") as file:
        file.write("lost: {references: [A2], text: {da: Tekst, en: Text}}\n")
    with (changed / "topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: weather, references: [A2], title: {da: V, en: W}, text: {da: V, en: W}}\n")
    with (changed / "cases.yaml").open("a", encoding="utf-8") as file:
        file.write("- {case: Vejret, facts: {Hvem optager: os}, expect: {answer: allowed}}\n")
    done = run("check", str(changed))
    assert done.returncode == 1
    assert "texts.yaml, lost: is shown nowhere; remove it, or mend its name." in done.stdout
    assert "topics.yaml, weather: is a topic that no typed question is matched to" in done.stdout
    assert '"Vejret": forventede »personen må gerne optage lyd« (allowed), men svaret er' in done.stdout
    assert done.stdout.splitlines()[-1] == "4 to mend."


@pytest.mark.parametrize("lang", ["da", ""])
def test_who_asks_for_no_language_is_told_in_danish(changed: Path, lang: str) -> None:
    with (changed / "texts.yaml").open("a", encoding="utf-8") as file:
        file.write("lost: {references: [A2], text: {da: Tekst, en: Text}}\n")
    done = run("check", str(changed), lang=lang)
    assert done.returncode == 1
    assert "18.225 kombinationer af oplysninger, hver med ét udfald" in done.stdout
    assert "  texts.yaml, lost: Teksten bliver ikke vist noget sted. Fjern den, eller ret dens navn.\n" in (
        done.stdout
    )
    assert done.stdout.endswith("1 tekst er for svær. Brug kortere ord og sætninger.\n2 ting at rette.\n")
    assert not re.search(r"\b(?:the|of|and|with|is)\b", done.stdout.replace(HARD, ""))


def test_a_sound_pack_and_one_that_cannot_be_used_are_told_in_danish(changed: Path) -> None:
    assert run("check", "example-need", lang="da").stdout.splitlines()[-2:] == [
        "Ingen tekst er for svær.",
        "Der er intet at rette.",
    ]
    rules = (changed / "rules.yaml").read_text("utf-8")
    (changed / "rules.yaml").write_text(rules.replace("tone: attention", "tone: red", 1), encoding="utf-8")
    first, fault, last = run("check", str(changed), lang="da").stdout.splitlines()
    assert (first, last) == (f"{changed} kan ikke bruges:", "1 ting at rette.")
    assert re.fullmatch(
        r"  rules\.yaml, regel \w+: tone: 'red' kan ikke vælges her\. Skriv en af disse: .+\.", fault
    )
    for other in (("check", "--suggest", str(changed)), ("diff", "albertslund", str(changed))):
        assert fault.strip() in run(*other, lang="da").stderr
    assert fault.strip() in run("report", str(changed)).stderr


def test_suggested_cases_can_be_pasted(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    suggested = run("check", str(folder), "--suggest").stdout
    with (folder / "cases.yaml").open("a", encoding="utf-8") as file:
        file.write(suggested)
    assert "0 answers that interviews lead to have none yet" in run("check", str(folder)).stdout
    assert run("check", str(folder), "--suggest").stdout == "# Each answer has a case.\n"


def test_a_difference_is_told_by_id_with_both_texts(changed: Path) -> None:
    done = run("diff", "albertslund", str(changed))
    assert done.returncode == 0
    told = done.stdout.splitlines()
    shown = edition(load_pack(built_in("albertslund"))).hash[:12]
    assert told[1].startswith(f"shown to the public as: {shown} -> ")
    assert told[1].endswith(f"with the program's own words {own_hash()}")
    assert told[2] == "0 of 18,225 combinations of facts are answered otherwise."
    assert told[3] == "changed notices:audio_only:text:da"
    assert told[4].startswith("  - ")
    assert EASY in told[4]
    assert HARD in told[5]
    assert told[-2:] == [
        (
            "Only da differs in notices:audio_only:text. "
            "See whether da-simple, en, de, pl, uk, tr, ar still says the same."
        ),
        "1 text differs.",
    ]
    danish = run("diff", "albertslund", str(changed), lang="da").stdout.splitlines()
    assert danish[-2].startswith("Kun da er ændret i notices:audio_only:text. Se, om da-simple, en, ")


def test_a_text_changed_in_all_its_languages_is_no_half_change(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "duties.yaml"
    words = file.read_text(encoding="utf-8")
    for old, new in (
        ("begrunde et nej over", "begrunde nej over"),
        ("reasons for a refusal", "reasons for it"),
    ):
        assert words.count(old) == 1
        words = words.replace(old, new)
    file.write_text(words, encoding="utf-8")
    told = run("diff", "albertslund", str(folder)).stdout
    assert told.endswith("2 texts differ.\n")
    assert "Only " not in told


def test_a_translation_approved_on_a_day_to_come_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "translations.yaml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("approved: null", "approved: 2999-01-01", 1), encoding="utf-8")
    done = run("check", str(folder))
    assert done.returncode == 1
    assert (
        "translations.yaml, de: is approved on 2999-01-01, a day to come, and is shown already; "
        "write null until it is approved."
    ) in done.stdout
    danish = run("check", str(folder), lang="da").stdout
    assert "Oversættelsen er godkendt 2999-01-01, som ikke er kommet endnu" in danish


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "duties.yaml",
            "id: legal_help\n  force: may\n",
            "id: legal_help\n  force: information\n",
            "duty legal_help: force may -> information",
        ),
        (
            "duties.yaml",
            "force: must\n  who: leader",
            "force: must\n  who: staff",
            "duty decide_with_nearest_leader: who leader -> staff",
        ),
        (
            "pack.yaml",
            "in_force_from: 2026-11-23",
            "in_force_from: 2027-01-01",
            "pack: in_force_from 2026-11-23 -> 2027-01-01",
        ),
        ("pack.yaml", "version: 1.0.0", "version: 1.0.1", "pack: version 1.0.0 -> 1.0.1"),
        (
            "roles.yaml",
            "employee: employee",
            "employee: citizen",
            "roles: recorder.employee employee -> citizen",
        ),
        (
            "roles.yaml",
            "citizen_records: {recorder: citizen}",
            "citizen_records: {recorder: authority}",
            "roles: understood.citizen_records recorder: citizen -> recorder: authority",
        ),
    ],
)
def test_a_field_that_is_no_text_is_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    words = (folder / file).read_text(encoding="utf-8")
    assert old in words
    (folder / file).write_text(words.replace(old, new, 1), encoding="utf-8")
    said = run("diff", "albertslund", str(folder)).stdout.splitlines()
    assert told in said
    assert "1 field differs." in said


def test_an_approval_and_its_end_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "translations.yaml"
    words = file.read_text(encoding="utf-8")
    draft = "- language: de\n  approved: null"
    assert draft in words
    file.write_text(words.replace(draft, "- language: de\n  approved: 2026-11-20"), encoding="utf-8")
    given = run("diff", "albertslund", str(folder)).stdout.splitlines()
    assert given[3:] == ["No text differs.", "approved: de"]
    taken_back = run("diff", str(folder), "albertslund").stdout.splitlines()
    assert taken_back[3:] == ["No text differs.", "no longer approved: de"]


def test_what_an_employee_is_told_in_another_language_is_compared_too(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(built_in("albertslund"), folder)
    file = folder / "translations.yaml"
    words = file.read_text(encoding="utf-8")
    told = "Sie dürfen das Treffen gern aufnehmen."
    assert told in words
    file.write_text(words.replace(told, "Sie dürfen das Treffen aufnehmen."), encoding="utf-8")
    said = run("diff", "albertslund", str(folder)).stdout.splitlines()
    assert said[3] == "changed translations:recording_ok:employee_notices:de"
    assert said[-1] == "1 text differs."


def test_a_pack_does_not_differ_from_itself() -> None:
    assert run("diff", "albertslund", "albertslund").stdout.splitlines()[-1] == "No text differs."


@pytest.mark.parametrize("arguments", [("check", "nowhere"), ("diff", "albertslund", "nowhere")])
def test_a_pack_that_is_not_there_is_one_sentence(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_report_is_one_file_with_the_owners_text(tmp_path: Path) -> None:
    source = tmp_path / "own.md"
    source.write_text("**A2** Vores egen tekst.", encoding="utf-8")
    out = tmp_path / "new" / "report.html"
    done = run("report", "albertslund", "--source", str(source), "--out", str(out))
    assert (done.returncode, done.stdout) == (0, f"{out}\n")
    assert "The text given lacks I1, I2, A1, A2.fn" in done.stderr
    assert "Vores egen tekst." in out.read_text(encoding="utf-8")


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    for name, begins in (("2026", "2026-11-23"), ("2027", "2027-01-01")):
        folder = tmp_path / "our" / name
        shutil.copytree(built_in("albertslund"), folder)
        manifest = (folder / "pack.yaml").read_text(encoding="utf-8").replace("2026-11-23", begins)
        (folder / "pack.yaml").write_text(manifest.replace("1.0.0", name), encoding="utf-8")
    return tmp_path / "our"


def test_every_edition_is_checked_and_so_is_their_order(editions: Path) -> None:
    done = run("check", str(editions))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Nothing to mend.") == 2
    assert done.stdout.endswith("2 editions: nothing to mend in any.\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("in_force_from: 2027-01-01", "in_force_from: 2026-11-23", "begins on 2026-11-23, as 2026 does; "),
        ("version: 2027", "version: 2026", "has the version 2026, as 2026 does; "),
        ("version: 2027", "version: 0.9", "has the version 0.9, which comes before 2026 of 2026; "),
        ("name: albertslund", "name: other", 'has the name "other", where 2026 has "albertslund"; '),
        (
            "Albertslund Kommune",
            "Ribe",
            'has the municipality "Ribe", where 2026 has "Albertslund Kommune"; ',
        ),
        ("name: albert", "example: true\nname: albert", "is an example, and 2026 is none; "),
    ],
)
def test_editions_that_do_not_follow_one_upon_another_are_told_to_the_last_line(
    editions: Path, old: str, new: str, told: str
) -> None:
    manifest = editions / "2027" / "pack.yaml"
    words = manifest.read_text("utf-8")
    assert old in words
    manifest.write_text(words.replace(old, new, 1), encoding="utf-8")
    done = run("check", str(editions))
    assert done.returncode == 1
    *_, found, last = done.stdout.splitlines()
    assert f"2027/pack.yaml: {told}" in found
    assert last == "2 editions: 1 to mend between the editions."
    danish = run("check", str(editions), lang="da").stdout.splitlines()
    assert danish[-1] == "2 udgaver: 1 ting at rette mellem udgaverne."
    assert "; " not in danish[-2]


def test_what_is_to_mend_in_an_edition_and_between_them_is_both_in_the_last_line(editions: Path) -> None:
    manifest = editions / "2027" / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("version: 2027", "version: 2026"), "utf-8")
    rules = editions / "2026" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("tone: attention", "tone: red", 1), "utf-8")
    last = run("check", str(editions)).stdout.splitlines()[-1]
    assert last == "2 editions: to mend in 2026; 1 to mend between the editions."


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("rules.yaml", "tone: attention", "tone: red", "2027 cannot be used:"),
        ("pack.yaml", "name: albertslund", "name: [", "2027 cannot be used:"),
        ("notices.yaml", EASY, HARD, "1 text is too hard"),
    ],
)
def test_an_edition_that_begins_later_is_not_hidden_by_the_one_in_force(
    editions: Path, file: str, old: str, new: str, told: str
) -> None:
    words = (editions / "2027" / file).read_text("utf-8")
    assert old in words
    (editions / "2027" / file).write_text(words.replace(old, new, 1), encoding="utf-8")
    (editions / "2027").rename(editions / "1 later")  # so that a sound one comes after it
    done = run("check", str(editions))
    assert done.returncode == 1
    assert told.replace("2027", "1 later") in done.stdout
    assert done.stdout.endswith("2 editions: to mend in 1 later.\n")


def test_a_folder_that_is_no_edition_for_want_of_a_manifest_is_told(editions: Path) -> None:
    (editions / "2027" / "pack.yaml").rename(editions / "2027" / "pack.yml")
    (editions / "notes").mkdir()
    done = run("check", str(editions))
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == [
        f"{editions}, 2027: has no pack.yaml, so it is no edition; add one, or move it.",
        "1 edition: nothing to mend in any.",
    ]


def test_the_report_is_of_the_edition_in_force_on_a_day(editions: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    for options, version in (((), "2027"), (("--date", "2026-12-01"), "2026")):
        assert run("report", str(editions), "--out", str(out), *options).returncode == 0
        assert f"albertslund {version} ·" in out.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_drawn_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("ingen", encoding="utf-8")
    taken = tmp_path / "taken"
    taken.touch()
    for arguments in (
        ("nowhere",),
        ("albertslund", "--source", str(tmp_path / "own.md"), "--out", str(tmp_path / "x.html")),
        ("albertslund", "--out", str(taken / "x.html")),
    ):
        done = run("report", *arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1


def test_cards_that_hold_too_much_are_told_by_the_check(changed: Path) -> None:
    file = changed / "texts.yaml"
    words = file.read_text(encoding="utf-8")
    line = '    - {da: "' + "Vej det ene mod det andet. " * 10 + '", en: Weigh it}'
    lines = "\n".join(["  lines:", *[line] * 25, ""])
    at = words.index("  lines:\n", words.index("weigh.both_sides:"))
    file.write_text(words[:at] + lines + words[at + len("  lines:\n") :], encoding="utf-8")
    done = run("check", str(changed))
    assert done.returncode == 1
    assert 'rules.yaml, rule weigh_interests: the card "advice" in "da" has ' in done.stdout
    assert "; write its texts shorter, or let fewer of them show together." in done.stdout
