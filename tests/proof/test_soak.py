"""The soak for a moment, to keep it running; `make soak` takes 200,000 turns. And what counts as flat."""

from pathlib import Path

import pytest

from tests.proof.soak.__main__ import report, soak
from tests.proof.soak.flatness import Sample, judge

STILL = [Sample(turns * 1000, 100_000 + turns % 3, 60 + turns % 2, 12) for turns in range(100)]


async def test_every_kind_of_turn_is_answered_and_what_it_leads_to_delivered(tmp_path: Path) -> None:
    found = await soak(300, tmp_path)
    assert set(found.turns) == {"press", "message", "search", "request"}
    assert found.delivered > found.turns["message"]
    assert found.faults == []
    assert "300 turns" in report(found) or sum(found.turns.values()) >= 300


def test_what_stays_as_it_is_is_flat() -> None:
    assert judge(STILL).is_flat
    warming_up = [s._replace(kib=s.kib - 50_000) for s in STILL[:30]]
    assert judge(warming_up + STILL[30:]).is_flat


@pytest.mark.parametrize("leak", [{"kib": 20.0}, {"handles": 0.05}])
def test_a_leak_is_not(leak: dict[str, float]) -> None:
    grown = [
        s._replace(
            kib=s.kib + leak.get("kib", 0) * number,
            handles=round(s.handles + leak.get("handles", 0) * number),
        )
        for number, s in enumerate(STILL)
    ]
    assert not judge(grown).is_flat
