"""What is turned away before there is a case, and how it says which field to change."""

import datetime
import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.cases.errors import LinkWithPassword, NoLink, SeenLater
from casework.cases.form import AssessmentForm, CaseForm, checked, checked_sheet
from casework.cases.procedure import report
from casework.cases.record import digest_of, record_of
from casework.errors import FormError, HoldsCpr, MissingFields, TooLong, UnknownChoice
from tests.casework.case_store_suite import case
from tests.casework.cases.town import misuse, question
from tests.casework.town import at

NOW = at(2, 0, 30)
"""Half past midnight in Denmark, and still the day before in UTC."""


def fields_of(form: CaseForm, kind: type[FormError]) -> tuple[str, ...]:
    with pytest.raises(kind) as told:
        checked(form, NOW)
    assert type(told.value) is kind
    return told.value.fields


class TestTheForm:
    def test_a_misuse_needs_what_happened_and_when_it_was_seen(self) -> None:
        empty = misuse(text="  ", seen_on=None, case_ref="", where="")
        assert fields_of(empty, MissingFields) == ("text", "seen_on")

    def test_a_misuse_without_a_link_and_a_case_is_taken(self) -> None:
        taken = checked(misuse(where=" ", case_ref=" "), NOW)
        assert (taken.where, taken.case_ref) == ("", "")

    def test_a_question_needs_only_its_text(self) -> None:
        assert checked(question(text=" Må vi? "), NOW).text == "Må vi?"
        assert fields_of(question(text=""), MissingFields) == ("text",)

    @pytest.mark.parametrize(
        "link",
        [
            "https://example.dk/video?v=1#t=2",
            "HTTP://EXAMPLE.DK",
            "http://127.0.0.1:8080/a",
            "https://[2001:db8::1]/x",
            "https://rødgrød.dk/på/hø",
        ],
    )
    def test_links_that_a_browser_opens(self, link: str) -> None:
        assert checked(misuse(where=f" {link} "), NOW).where == link

    @pytest.mark.parametrize(
        "link",
        [
            "facebook.com/x",
            "Facebook",
            "https://",
            "https:///path",
            "ftp://example.dk/x",
            "javascript:alert(1)",
            "file:///C:/optagelse.mp4",
            "https://example.dk/a b",
            "https://exa\nmple.dk",
            "https://example.dk/\u202egpj",
            "https://[::1",
            "https://example.dk:99999/",
            "data:text/html,x",
        ],
    )
    def test_a_link_that_is_no_link(self, link: str) -> None:
        assert fields_of(misuse(where=link), NoLink) == ("where",)

    @pytest.mark.parametrize(
        "link", ["https://user:pw@example.dk/", "https://user@example.dk", "https://@a.dk"]
    )
    def test_a_link_with_somebodys_credentials(self, link: str) -> None:
        assert fields_of(misuse(where=link), LinkWithPassword) == ("where",)

    @given(st.text(max_size=60))
    def test_whatever_stands_as_a_link_is_taken_or_told(self, link: str) -> None:
        taken = ""
        told: tuple[str, ...] = ("where",)
        try:
            taken = checked(misuse(where=link), NOW).where
        except FormError as error:
            told = error.fields
        assert told == ("where",)
        assert taken == "" or taken.lower().startswith(("http://", "https://"))

    @pytest.mark.parametrize("field", ["text", "where", "case_ref"])
    def test_texts_that_are_too_long(self, field: str) -> None:
        long = "https://example.dk/" + "x" * 982
        assert fields_of(misuse(**{field: long}), TooLong) == (field,)
        assert getattr(checked(misuse(**{field: long[:1000]}), NOW), field) == long[:1000]

    @pytest.mark.parametrize("field", ["text", "where", "case_ref"])
    @pytest.mark.parametrize("cpr", ["010190-1234", "0101901234", "010190 1234"])
    def test_a_cpr_number_is_turned_away_wherever_it_stands(self, field: str, cpr: str) -> None:
        link = f"https://example.dk/{cpr}".replace(" ", "-")
        assert fields_of(misuse(**{field: link if field == "where" else f"Om {cpr}."}), HoldsCpr) == (field,)

    def test_a_cpr_number_behind_percent_signs(self) -> None:
        assert fields_of(misuse(where="https://example.dk/?q=010190%2D1234"), HoldsCpr) == ("where",)

    def test_it_was_seen_today_by_danish_clocks_or_earlier(self) -> None:
        today = datetime.date(2026, 3, 2)
        assert checked(misuse(seen_on=today), NOW).seen_on == today
        assert fields_of(misuse(seen_on=today + datetime.timedelta(1)), SeenLater) == ("seen_on",)
        assert fields_of(misuse(seen_on=today.replace(year=2021, month=2)), SeenLater) == ("seen_on",)
        assert checked(misuse(seen_on=today.replace(year=2021)), NOW).seen_on is not None

    def test_a_kind_from_a_damaged_card(self) -> None:
        assert fields_of(replace(misuse(), kind="x"), UnknownChoice) == ("kind",)  # type: ignore[arg-type]


class TestTheSheet:
    def test_what_is_not_given_stays_out_and_what_is_emptied_is_given(self) -> None:
        assert checked_sheet(AssessmentForm(harmed=" Et barn ", text="")).given == {
            "harmed": "Et barn",
            "text": "",
        }

    @pytest.mark.parametrize("field", ["private", "manipulated", "threats", "police_report"])
    def test_a_choice_from_a_damaged_card(self, field: str) -> None:
        with pytest.raises(UnknownChoice) as told:
            checked_sheet(AssessmentForm(**{field: "maybe"}))
        assert told.value.fields == (field,)

    def test_whether_it_is_reported_is_never_unclear(self) -> None:
        with pytest.raises(UnknownChoice):
            checked_sheet(AssessmentForm(police_report="unclear"))

    @pytest.mark.parametrize("field", ["harmed", "passed_on", "text"])
    def test_a_cpr_number_in_the_sheet(self, field: str) -> None:
        with pytest.raises(HoldsCpr) as told:
            checked_sheet(AssessmentForm(**{field: "010190-1234"}))
        assert told.value.fields == (field,)


texts = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
HANDED_IN = ("reported_by", "text", "where", "case_ref")


class TestCustody:
    def test_whoever_has_the_words_calculates_the_digest_again(self) -> None:
        it = report(misuse(text="Delt på Facebook 🙂"), "c1", "anna", "Jobcenter", at(2, 9)).after
        handed_in = ["anna", "2026-03-02T08:00:00.000000Z", it.text, it.where, "2026-03-01", "2026-17"]
        encoded = json.dumps(handed_in, ensure_ascii=False, separators=(",", ":")).encode()
        assert it.digest == hashlib.sha256(encoded).hexdigest()

    @given(st.sampled_from(HANDED_IN), texts)
    def test_any_change_of_what_was_handed_in_changes_it(self, field: str, text: str) -> None:
        it = case()
        assume(getattr(it, field) != text)
        assert digest_of(case(**{field: text})) != it.digest

    @given(st.integers(1, 10**9), st.dates())
    def test_a_changed_moment_or_day_changes_it(self, microseconds: int, day: datetime.date) -> None:
        it = case()
        assume(day != it.seen_on)
        assert digest_of(replace(it, seen_on=day)) != it.digest
        assert (
            digest_of(replace(it, created=it.created + datetime.timedelta(microseconds=microseconds)))
            != it.digest
        )

    @given(texts, texts)
    def test_words_that_move_from_one_field_to_the_next_change_it(self, one: str, two: str) -> None:
        it = case(text=one, where=two)
        assert digest_of(it) != digest_of(case(text=one + two, where=""))

    def test_what_becomes_of_the_case_leaves_it_as_it_was(self) -> None:
        it = case()
        later = replace(it, version=7, owner="hanne", unit="Skole", unposted=True, keep_until=at(9))
        assert digest_of(later) == it.digest

    @pytest.mark.parametrize(
        "field", ["text", "where", "case_ref", "reported_by", "refusal", "digest", "key"]
    )
    def test_the_register_covers_what_was_written(self, field: str) -> None:
        assert record_of(case(**{field: "andet"})) != record_of(case())
