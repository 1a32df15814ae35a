"""What single texts mean: stages, speakers, denials, corrections, language and bad input."""

import pytest

from dialogs.understanding import understand

WISH = {"situation": "wants_to_record"}


@pytest.mark.parametrize(
    ("text", "recorder"),
    [
        ("borgeren vil optage, ikke bisidderen", "citizen"),
        ("bisidderen ringede og sagde at borgeren vil optage", "citizen"),
        ("borgeren har en bisidder med og vil gerne optage", "citizen"),
        ("en mor vil optage mødet om sin søn", "citizen"),
        ("borgerens søn vil optage", "third_party"),
        ("det er ikke borgeren men tolken der vil optage", "third_party"),
        ("jeg vil optage min sygefraværssamtale med chefen", "employee"),
        ("min medarbejder vil optage vores samtale", "employee"),
        ("jeg er leder og vil optage samtalen med min medarbejder", "authority"),
        ("min chef vil optage samtalen med mig", "authority"),
        ("kan vi nægte klienten at optage", "citizen"),
        ("han vil optage", None),
    ],
)
def test_who_records(text: str, recorder: str | None) -> None:
    assert understand(text).facts.get("recorder") == recorder


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("borgeren spørger om hun må optage", "wants_to_record"),
        ("borgeren optager ikke i smug, telefonen ligger åbent på bordet og optager", "recording_openly"),
        ("vi fandt ud af at klienten havde optaget os", "recording_covertly"),
        ("borgeren har lagt optagelsen på facebook", "recording_misused"),
        ("borgeren lagde en optagelse ud sidste år og vil nu optage igen", "wants_to_record"),
        ("borgeren vil ikke optage", None),
    ],
)
def test_the_latest_stage(text: str, situation: str | None) -> None:
    assert understand(text).facts.get("situation") == situation


def test_earlier_misuse_is_history_of_a_new_wish() -> None:
    facts = understand("borgeren lagde en optagelse ud sidste år og vil nu optage igen").facts
    assert facts["history"] is True


def test_denials_are_kept_apart_from_claims() -> None:
    text = "borgeren vil optage. ingen historik og intet tyder på chikane"
    facts = understand(text).facts
    assert (facts["history"], facts["harassment_purpose"]) == (False, False)


def test_what_the_writer_rejects_is_left_out() -> None:
    text = "borgeren vil optage og min kollega mener at det er chikane, men det er jeg ikke enig i"
    assert dict(understand(text).facts) == {"recorder": "citizen", **WISH}


@pytest.mark.parametrize(
    "text", ["nej vent, det er en ansat", "det er en ansat, ikke en borger", "sorry, it is an employee"]
)
def test_a_correction_may_leave_out_the_recording(text: str) -> None:
    assert understand(text).correction == "employee"


@pytest.mark.parametrize("text", ["nej", "ja", "ok", "No"])
def test_a_bare_word_is_never_confident(text: str) -> None:
    assert not understand(text).confident


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("klienten vil gerne høre optagelsen igen", {"recorder": "citizen"}),
        ("ansøgeren takkede nej til at optage", {"recorder": "citizen"}),
        ("beboeren vil ikke optages", {}),
        ("klienten vil optage. jeg ved ikke om det er for at chikanere os", {"recorder": "citizen", **WISH}),
        ("en anden klient har tidligere truet os, nu vil beboeren optage", WISH),
        ("beboeren har filmet os før uden ballade og vil optage igen", {**WISH, "history": False}),
        ("tolken vil ikke optage men det vil klienten", {"recorder": "citizen", **WISH}),
        ("leder her: må jeg optage samtalen med min ansatte", {"recorder": "authority", **WISH}),
        ("brg. har tidl. lagt en video på tiktok, nu vil han optage igen", {**WISH, "history": True}),
        ("har copilot en funktion til mails", {}),
        ("klienten står på venteliste og er optaget på holdet", {}),
    ],
)  # fmt: skip
def test_what_is_not_stated_is_left_out(text: str, facts: dict[str, object]) -> None:
    found = dict(understand(text).facts)
    assert {name: value for name, value in found.items() if name in facts} == facts
    assert "harassment_purpose" not in found
    assert facts or not found


@pytest.mark.parametrize(
    ("text", "language"),
    [("may the client record us?", "en"), ("må borgeren optage", "da"), ("Hvad siger GDPR", "da")],
)
def test_the_language_of_the_text(text: str, language: str) -> None:
    assert understand(text).language == language


@pytest.mark.parametrize(
    "typed",
    [
        "borgeren oensker at lydoptage moedet",
        "BORGEREN ØNSKER AT LYDOPTAGE MØDET",
        "bogeren onsker at lydoptage modet",
    ],
)
def test_spelling_does_not_matter(typed: str) -> None:
    assert dict(understand(typed).facts) == {
        "recorder": "citizen",
        "situation": "wants_to_record",
        "medium": "audio",
    }


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙃🙃🙃", "???", "12345", "\x00\ufffd", "print('hej')", "a" * 100_000, "må han optage " * 8000,
     "können Sie mir bitte helfen", "idiot"],
)  # fmt: skip
def test_any_text_is_taken(text: str) -> None:
    meant = understand(text)
    assert len(meant.alternatives) == len(set(meant.alternatives)) == 3
    assert meant.topic == meant.alternatives[0]


def test_only_the_writers_own_words_of_a_thread_count() -> None:
    text = (
        "skal det noteres i journalen?\n\n"
        "Fra: Hans Hansen\nSendt: 3. maj\nTil: Team\nEmne: møde\n\n"
        "borgeren truer med at dele optagelsen på facebook"
    )
    meant = understand(text)
    assert meant.topic == "case_note"
    assert dict(meant.facts) == {}


def test_the_words_that_pointed_are_told() -> None:
    assert any("gdpr" in words for words in understand("hvad siger gdpr").because)
