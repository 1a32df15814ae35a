"""Runs Hypothesis over a town that stays up, in the tests for a moment and by `make fuzz` for long."""

import asyncio
import tempfile
import uuid
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.proof.fuzz.drawing import Sent, sends
from tests.proof.fuzz.example import Chosen, take
from tests.proof.fuzz.town import fuzzed_town

MOST_IN_A_ROW = 4
_UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def fuzz(examples: int, *, derandomize: bool) -> None:
    """Take so many examples; raises what broke, with the smallest example that breaks it."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, asyncio.Runner() as runner:
        opening = fuzzed_town(Path(folder))
        town = runner.run(opening.__aenter__())
        refusals, cases = st.sampled_from(town.refusals), st.sampled_from(town.cases)
        keys = st.builds(lambda number: str(uuid.UUID(int=number, version=4)), st.integers(1, 3))

        @settings(
            max_examples=examples, deadline=None, derandomize=derandomize, database=None,
            suppress_health_check=_UNHURRIED, print_blob=False,
        )  # fmt: skip
        @given(
            st.lists(sends(), min_size=1, max_size=MOST_IN_A_ROW), st.builds(Chosen, refusals, cases, keys)
        )
        def one(sent: list[Sent], chosen: Chosen) -> None:
            runner.run(take(town, sent, chosen))

        try:
            one()
        finally:
            runner.run(opening.__aexit__(None, None, None))
