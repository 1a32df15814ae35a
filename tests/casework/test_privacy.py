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


def written(date: datetime.date, apart: str) -> str:
    """A date's pairs, apart from each other."""
    return apart.join(f"{date:%d %m %y}".split())


dashes = st.builds(
    lambda before, dash, after: f"{before}{dash}{after}",
    st.sampled_from(["", " ", "\u00a0", "  "]),
    st.sampled_from(["-", "–", "—", "−"]),
    st.sampled_from(["", " "]),
)


@given(dates, last_four, st.sampled_from(["", " ", ".", "/", "-"]), dashes, no_digits, no_digits)
def test_spaces_around_the_dash_and_signs_within_the_date_hide_nothing(
    date: datetime.date, four: str, apart: str, dash: str, before: str, after: str
) -> None:
    assert holds_cpr(f"{before}{written(date, apart)}{dash}{four}{after}")


@given(dates, last_four, no_digits, no_digits)
def test_spaces_alone_hide_nothing(date: datetime.date, four: str, before: str, after: str) -> None:
    assert holds_cpr(f"{before}{date:%d %m %y} {four}{after}")
    assert holds_cpr(f"{before}{date:%d%m %y} {four}{after}")
    assert holds_cpr(f"{before}{date:%d %m%y} {four}{after}")


@pytest.mark.parametrize(
    "text",
    [
        *("010190 - 1234", "010190 – 1234", "01 01 90-1234", "01.01.90-1234", "0101 90 1234"),
        *("CPR: 01/01/90 - 1234", "01-01-90-1234", "01.01.90 5678", "(010190-1234)", "cpr010190-1234x"),
        "Ring 43 68 68 68 om 0101 90 1234.",
        *("2026-0101901234", "2026-120490-1234", "19900101-1234", "1990-01-01-1234", "01.01.1990-1234"),
        *(
            "01/01/1990 – 1234",
            "01011990-1234",
            "01.01.2015-7123",
            "０１０１９０-１２３４",
            "010190\u200b-1234",
        ),
        *("010190\u00a0\u00a01234", "010190\u00ad1234", "010190\u00a0–\u00a01234", "010190﹣1234"),
    ],
)
def test_the_ways_in_which_people_write_one_are_known(text: str) -> None:
    assert holds_cpr(text)


phones = st.tuples(
    st.sampled_from(["", "+45", "+45 ", "0045 ", "(+45) ", "tlf.", "Ring "]),
    st.integers(10_00_00_00, 99_99_99_99).map(str),
    st.sampled_from([(8,), (2, 2, 2, 2), (4, 4), (2, 3, 3), (2, 6)]),
).map(lambda parts: parts[0] + " ".join(_groups(parts[1], parts[2])))


def _groups(digits: str, sizes: tuple[int, ...]) -> list[str]:
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    return [digits[end - size : end] for end, size in zip(ends, sizes, strict=True)]


@given(phones, st.sampled_from([" eller ", ", ", " / ", "; "]), phones, no_digits)
def test_telephone_numbers_are_none(one: str, between: str, other: str, after: str) -> None:
    assert not holds_cpr(f"{one}{between}{other}{after}")


@given(
    dates,
    st.times(),
    st.sampled_from(["%d.%m.%Y", "%d.%m.%y", "%d/%m-%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%Y-%m-%d"]),
    st.sampled_from([" kl. %H.%M", " kl. %H:%M", " %H:%M", " %H.%M", " kl. %H%M", " %H%M", ", %H.%M-%H.%M"]),
    no_digits,
)
def test_dates_with_times_are_none(
    date: datetime.date, time: datetime.time, day: str, clock: str, after: str
) -> None:
    assert not holds_cpr(f"{date:{day}}{time:{clock}}{after}")


@given(st.integers(1990, 2057), st.integers(0, 999_999), last_four)
def test_case_numbers_are_none(year: int, number: int, four: str) -> None:
    assert not holds_cpr(f"Sag {year}-{number:06}")
    assert not holds_cpr(f"{year}-{number}")
    assert not holds_cpr(f"{year}-{four[:2]}-{four}")
    assert not holds_cpr(f"{number:06}/{year}-{four[:2]}")


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
    "text",
    [
        *("Ring 43 68 68 68", "Sag 2026-11-23", "1. december 2026 kl. 10:30", "010190 1"),
        *("2026-123456-1234", "27.36.00-G01-12-26", "27.18.00-G01-12-26", "27.12.08-A00-1234-20"),
        *("Den 10.11-12.11.2026", "10-12-2026 - 31-12-2026", "kl. 10.10-11.1230", "Uge 10-12 2026"),
        *("01.01.2026-1030", "01.01.1990-2005", "20260101-1234", "2026-01-01-0001", "31122026-1200"),
        *("+46 10 12 34 5678", "20 10 11 12 2026", "10.12.26 4368 6868", "Lokale 1.10, 2. sal", "12 10 2026"),
        *("EAN 5798001234567", "Konto 1234 0101901234567", "Kr. 10.101.090,1234", "§ 10, stk. 12, 20-1234"),
    ],
)
def test_telephone_numbers_dates_and_the_like_are_none(text: str) -> None:
    assert not holds_cpr(text)
