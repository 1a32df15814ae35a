"""The measurement: all servers in turn, again and again, so that what disturbs the machine disturbs all."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.edge.player import Player, running_player
from bench.edge.results import Round, Rounds, told
from bench.edge.servers import BARE_CARD, OURS, SCRIPTS, Server, running
from bench.measurement import Measurement

PRESSED = (*SCRIPTS, OURS)
TYPED_TO = tuple(name for name in PRESSED if name != BARE_CARD)
AT_ONCE = (1, 8, 64)

ROUNDS = 5
SECONDS = 1.5
WARM_UP_SECONDS = 1.0
STARTS = 3
AFTERWARDS = 1.5
"""Seconds until ours has also written the last cards to their messages, which counts among its work."""


def measure() -> Iterator[Measurement]:
    """Start every server, let all of them take turns, and yield what each did."""
    with running_player() as player, ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        starts = {
            name: min(_seconds_to_start(name, player, folder) for _ in range(STARTS)) for name in PRESSED
        }
        servers = {name: stack.enter_context(running(name, player, folder)) for name in PRESSED}
        for at_once in AT_ONCE:
            rounds = _rounds(player, list(servers.values()), "press", at_once)
            yield from told(f"press, {at_once} at once", rounds)
        for at_once in AT_ONCE:
            rounds = _rounds(player, [servers[name] for name in TYPED_TO], "message", at_once)
            yield from told(f"message with its card, {at_once} at once", rounds)
        for name, server in servers.items():
            note = f"after its turns; ready {starts[name]:.2f} s after its start"
            yield Measurement(f"memory: {name}", server.resident(), "MiB", note)


def _seconds_to_start(name: str, player: Player, folder: Path) -> float:
    with running(name, player, folder) as server:
        return server.until_ready


def _rounds(player: Player, servers: Sequence[Server], kind: str, at_once: int) -> Rounds:
    for server in servers:
        _play(player, server, kind, at_once, WARM_UP_SECONDS)
    rounds: dict[str, list[Round]] = {server.name: [] for server in servers}
    for _ in range(ROUNDS):
        for server in servers:
            rounds[server.name].append(_play(player, server, kind, at_once, SECONDS))
    return rounds


def _play(player: Player, server: Server, kind: str, at_once: int, seconds: float) -> Round:
    before = server.cpu_seconds()
    played = player.play(kind, server.port, at_once, seconds)
    if server.name == OURS:
        time.sleep(AFTERWARDS)
    if played.failed or not played.turns:
        raise RuntimeError(f"{server.name} failed at {played.failed} of {played.turns} turns")
    return Round(played, (server.cpu_seconds() - before) / played.turns * 1000)
