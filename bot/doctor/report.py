"""Findings as lines for people, or as JSON."""

import textwrap
from collections.abc import Sequence
from dataclasses import asdict

import msgspec

from bot.doctor.finding import Finding, State

WIDTH = 110
_MARGIN = " " * 24


def as_text(findings: Sequence[Finding]) -> str:
    """Return a line for each finding, and what to do below it."""
    lines = [line for finding in findings for line in _lines(finding)]
    return "\n".join([*lines, "", _sum(findings)]) + "\n"


def as_json(findings: Sequence[Finding]) -> str:
    """Return one object: whether all is well, and the findings."""
    told = {"well": not has(State.FAULT, findings), "findings": [asdict(finding) for finding in findings]}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def has(state: State, findings: Sequence[Finding]) -> bool:
    """Whether any finding is so."""
    return any(finding.state is state for finding in findings)


def _lines(finding: Finding) -> list[str]:
    head = f"{finding.state.value:<9}{finding.about:<15}"
    said = textwrap.wrap(finding.says, WIDTH, initial_indent=head, subsequent_indent=_MARGIN)
    arrow = _MARGIN + "-> "
    do = textwrap.wrap(finding.do, WIDTH, initial_indent=arrow, subsequent_indent=_MARGIN + "   ")
    return said + do


def _sum(findings: Sequence[Finding]) -> str:
    counts = [(state, sum(one.state is state for one in findings)) for state in State]
    return ", ".join(f"{count} {state.value}" for state, count in counts if count) + "."
