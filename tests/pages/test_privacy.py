"""The page on personal data."""

from collections.abc import Mapping
from dataclasses import fields
from html import unescape

import pytest

from casework.cases.case import Assessment, Case, Closing
from casework.refusal.request import Refusal
from guideline.load import built_in, load_pack
from pages.languages import LANGUAGES
from pages.privacy import Kept, privacy_page
from pages.privacy_words import SECTIONS, privacy_words

MARK = "0123456789ab"

PACK = load_pack(built_in("albertslund"))


@pytest.mark.parametrize("lang", ["da", "da-simple", "en"])
def test_it_says_what_is_stored_in_every_language_of_the_pack(lang: str) -> None:
    html = privacy_page(PACK, Kept(730), lang, mark=MARK)
    for name in SECTIONS:
        assert privacy_words()[lang].sections[name].heading in html
    assert "datatilsynet.dk" in html


def test_it_says_how_long_as_the_settings_have_it() -> None:
    assert "2 år efter" in privacy_page(PACK, Kept(730), "da", mark=MARK)
    assert "90 dage efter" in privacy_page(PACK, Kept(90), "da", mark=MARK)


def test_an_unknown_language_reads_danish() -> None:
    assert privacy_page(PACK, Kept(730), "tlh", mark=MARK) == privacy_page(PACK, Kept(730), "da", mark=MARK)


def test_no_language_has_a_section_too_many_or_too_few() -> None:
    for words in privacy_words().values():
        assert tuple(words.sections) == SECTIONS


LANGS = ("da", "da-simple", "en")

NOT_OF_ANYBODY = {
    *("id", "version", "oldest_card", "key", "state", "pack", "digest", "kind", "verdict", "unposted"),
    *("created", "expires", "keep_until", "wake_at", "waiting_since", "reminders", "reminded", "noted_asked"),
    *("escalated", "leader_unreachable"),
}
"""How the program keeps order: numbers, versions and moments of its own."""

A_STAFF_ACCOUNT = ("konto", "konto", "account")

TOLD: dict[type, Mapping[str, tuple[str, str, str]]] = {
    Refusal: {
        "asked_by": A_STAFF_ACCOUNT,
        "unit": A_STAFF_ACCOUNT,
        "leader": ("til sin leder", "til sin leder", "to their leader"),
        "nearest_leader": ("til sin leder", "til sin leder", "to their leader"),
        "stands_in_for": ("en stedfortræder", "en stedfortræder", "a deputy"),
        "escalated_to": ("lederens leder", "lederens leder", "the leader's leader"),
        "earlier_leaders": ("lederen", "lederen", "the leader"),
        "facts": ("svar på guidens spørgsmål", "svar på nogle spørgsmål", "answers to the guide's questions"),
        "grounds": ("Vi gemmer grunden", "Vi gemmer grunden", "We store the ground"),
        "ground": ("Vi gemmer grunden", "Vi gemmer grunden", "We store the ground"),
        "municipal_interest": (
            "hvad du har gjort eller sagt",
            "hvad du har gjort eller sagt",
            "what you did or said",
        ),
        "recorder_need": ("hvorfor du gerne vil optage", "hvorfor du vil optage", "why you want to record"),
        "milder_means": ("i stedet for at sige nej", "hvad vi kunne gøre i stedet", "instead of saying no"),
        "milder_choices": ("i stedet for at sige nej", "hvad vi kunne gøre i stedet", "instead of saying no"),
        "deviation_reason": ("hvad der er anderledes nu", "hvad der er anderledes", "what differs now"),
        "case_ref": ("sagens nummer", "nummeret på din sag", "the case number"),
        "meeting": ("tiden for samtalen", "tiden for mødet", "the time of the conversation"),
        "meeting_is_now": ("tiden for samtalen", "tiden for mødet", "the time of the conversation"),
        "agreed_by_phone": ("hvad lederen svarer", "hvad lederen svarer", "what the leader answers"),
        "decision": ("hvad lederen svarer", "hvad lederen svarer", "what the leader answers"),
        "revocation": ("hvad lederen svarer", "hvad lederen svarer", "what the leader answers"),
        "belongings_outside": ("tasker og tøj", "tasker og tøj", "bags and clothes"),
        "thread": ("spørgsmål og svar mellem", "spørgsmål og svar mellem", "questions and answers between"),
        "consulted": ("lederen og HR/Jura.", "lederen og HR/Jura.", "the leader and HR/Jura."),
        "shown": (
            "hvornår du fik svar og grund",
            "hvornår du fik svar, og hvilken tekst",
            "when you were given the reasons",
        ),
        "noted": ("når det er skrevet i sagen", "skrevet i din sag", "once it is written in the case"),
    },
    Case: {
        "reported_by": A_STAFF_ACCOUNT,
        "unit": A_STAFF_ACCOUNT,
        "owner": A_STAFF_ACCOUNT,
        "text": ("hvad der er sket", "hvad der er sket", "what happened"),
        "where": ("et link til stedet", "hvor det kan ses", "a link to the place"),
        "seen_on": ("datoen", "og hvornår", "the date"),
        "case_ref": ("sagens nummer", "nummeret på sagen", "the case number"),
        "refusal": ("Vi gemmer spørgsmålet", "gemmer vi spørgsmålet", "We store the question"),
        "facts": ("svar på guidens spørgsmål", "svar på nogle spørgsmål", "answers to the guide's questions"),
        "assessment": ("HR/Jura vurderer", "HR/Jura finder ud af", "HR/Jura assess"),
        "earlier_assessments": ("HR/Jura vurderer", "HR/Jura finder ud af", "HR/Jura assess"),
        "closing": (
            "om sagen går til politiet",
            "om politiet får det at vide",
            "whether it goes to the police",
        ),
        "earlier_closings": (
            "om sagen går til politiet",
            "om politiet får det at vide",
            "whether it goes to the police",
        ),
        "thread": ("skriver til hinanden", "skriver til hinanden", "write to each other"),
    },
    Assessment: {
        "harmed": ("hvem det kan skade", "hvem det kan skade", "who could be harmed"),
        "passed_on": (
            "hvad der er delt, og med hvem",
            "hvad der er delt, og med hvem",
            "passed on, and to whom",
        ),
        "private": ("om det er helt privat", "om det er helt privat", "whether it is purely private"),
        "manipulated": ("om optagelsen er ændret", "om optagelsen er ændret", "the recording is changed"),
        "threats": ("trusler", "trusler", "threats"),
        "police_report": ("bør gå til politiet", "om politiet skal have", "should go to the police"),
        "text": ("og hvorfor", "og hvorfor", "and why"),
        "by": A_STAFF_ACCOUNT,
        "at": ("med tid og konto", "hvem der gør hvad", "with time and account"),
    },
    Closing: {
        "by": A_STAFF_ACCOUNT,
        "at": ("med tid og konto", "hvem der gør hvad", "with time and account"),
        "reason": ("og hvorfor", "og hvorfor", "and why"),
        "police_report": ("bør gå til politiet", "om politiet skal have", "should go to the police"),
        "reported": (
            "om sagen går til politiet",
            "om politiet får det at vide",
            "whether it goes to the police",
        ),
    },
}
"""The words of the page, by language, that tell of each field that is stored about somebody."""


@pytest.mark.parametrize("stored", TOLD, ids=lambda it: it.__name__)
def test_each_field_that_is_stored_is_told_or_is_about_nobody(stored: type) -> None:
    assert {field.name for field in fields(stored)} - NOT_OF_ANYBODY == set(TOLD[stored])


@pytest.mark.parametrize("stored", TOLD, ids=lambda it: it.__name__)
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_each_thing_that_is_stored(stored: type, lang: str) -> None:
    html = unescape(privacy_page(PACK, Kept(730), lang, mark=MARK))
    missing = {name for name, told in TOLD[stored].items() if told[LANGS.index(lang)] not in html}
    assert missing == set()


@pytest.mark.parametrize(
    ("lang", "earliest", "noted"),
    [
        ("da", "tidligst 2 år efter", "og når det er skrevet i sagen"),
        ("da-simple", "tidligst 2 år efter", "Det skal også være skrevet i din sag"),
        ("en", "at the earliest", "and once it is written in the case"),
    ],
)
def test_it_promises_no_deletion_that_may_not_happen(lang: str, earliest: str, noted: str) -> None:
    html = privacy_page(PACK, Kept(730), lang, mark=MARK)
    assert html.count(earliest) == 3
    assert noted in html


@pytest.mark.parametrize(
    ("days", "said"), [(729, "729 dage"), (730, "2 år"), (731, "731 dage"), (365, "1 år")]
)
def test_years_are_said_only_where_they_are_whole(days: int, said: str) -> None:
    assert privacy_page(PACK, Kept(days), "da", mark=MARK).count(f"tidligst {said} efter") == 3


@pytest.mark.parametrize(
    ("lang", "a_day", "a_year", "two_years"),
    [
        ("da", "tidligst 1 dag efter", "tidligst 1 år efter", "tidligst 2 år efter"),
        ("da-simple", "tidligst 1 dag efter", "tidligst 1 år efter", "tidligst 2 år efter"),
        ("en", "delete it 1 day after", "delete it 1 year after", "delete it 2 years after"),
    ],
)
def test_one_day_and_one_year_are_said_as_one(lang: str, a_day: str, a_year: str, two_years: str) -> None:
    for days, said in {1: a_day, 365: a_year, 730: two_years}.items():
        assert privacy_page(PACK, Kept(days), lang, mark=MARK).count(said) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_back_leads_to_the_readers_own_language(lang: str) -> None:
    assert f'<a href="info?lang={lang}">' in privacy_page(PACK, Kept(730), lang, mark=MARK)


RIGHTS = {
    "da": ("se, hvad vi har", "rette eller slette", "sige fra over for", "databeskyttelsesrådgiver", "klage"),
    "da-simple": (
        "se, hvad vi har",
        "rette det eller slette",
        "sige fra",
        "databeskyttelsesrådgiver",
        "klage",
    ),
    "en": ("see what we have", "correct or delete", "object to", "data protection officer", "complain"),
}
"""Access, correction and erasure, objection, the officer and the complaint (GDPR, articles 15-17, 21, 13)."""


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_has_every_right(lang: str) -> None:
    said = " ".join(privacy_words()[lang].sections["rights"].paragraphs)
    assert [right for right in RIGHTS[lang] if right not in said] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_stored_is_said_of_the_program_alone(lang: str) -> None:
    """The municipality notes in the case that a conversation was recorded (A5.3), and has CPR numbers."""
    sections = privacy_words()[lang].sections
    said = " ".join([*sections["recorder"].paragraphs, sections["never"].heading]).casefold()
    assert [we for we in ("gemmer vi", "vi gemmer", "we store", "we never") if we in said] == []
    assert {"da": "noterer i din sag", "da-simple": "skriver i din sag", "en": "notes in your case"}[
        lang
    ] in said


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_which_edition_it_is(lang: str) -> None:
    html = privacy_page(PACK, Kept(730), lang, mark=MARK)
    assert f"<bdi>{PACK.manifest.version}</bdi>" in html
    assert f"<bdi>{MARK}</bdi>" in html
