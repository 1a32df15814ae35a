"""How the process gets its memory from the C library."""

import ctypes

M_ARENA_MAX = -8
"""The parameter of `mallopt` that says how many heaps there may be (mallopt(3), and glibc's malloc.h)."""


def share_one_heap() -> None:
    """Let all threads share one heap; to be called before the first of them begins.

    By itself glibc gives new threads up to eight heaps for each core. Ours are SQLite's, which do little and
    come and go, and each leaves its heap behind, half empty: eight MiB together, and growing for days. A C
    library without `mallopt` has no such heaps.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, 1)
