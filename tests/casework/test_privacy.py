"""A CPR number is known for what it is, and nothing else is."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.privacy import holds_cpr

dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2057, 12, 31))
last_four = st.integers(0, 9999).map(lambda n: f"{n:04}")
no_digits = st.text(st.characters(exclude_categories=["Nd"]), max_size=20)


@given(dates, last_four, st.sampled_from(["", "-", " ", "\u00a0", "–"]), no_digits, no_digits)
def test_every_cpr_number_is_found_wherever_it_stands(
    date: datetime.date, four: str, between: str, before: str, after: str
) -> None:
    assert holds_cpr(f"{before}{date:%d%m%y}{between}{four}{after}")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), last_four)
def test_ten_digits_without_a_possible_date_are_none(day: int, month: int, year: int, four: str) -> None:
    possible = 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    assert holds_cpr(f"{day:02}{month:02}{year:02}{four}") == possible


@given(dates, last_four, st.from_regex(r"[0-9]{1,3}", fullmatch=True))
def test_digits_inside_a_longer_run_are_none(date: datetime.date, four: str, more: str) -> None:
    assert not holds_cpr(f"{date:%d%m%y}{four}{more}")
    assert not holds_cpr(f"{more}{date:%d%m%y}-{four}")


@given(no_digits)
def test_words_alone_are_none(text: str) -> None:
    assert not holds_cpr(text)


@pytest.mark.parametrize(
    "text", ["Ring 43 68 68 68", "Sag 2026-11-23", "1. december 2026 kl. 10:30", "010190 1"]
)
def test_telephone_numbers_dates_and_the_like_are_none(text: str) -> None:
    assert not holds_cpr(text)
