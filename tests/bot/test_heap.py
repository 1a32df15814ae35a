"""The heaps of a process whose threads come and go, as glibc itself tells them."""

import ctypes
import subprocess
import sys

import pytest

HEAPS_OF_TWENTY_THREADS = """
import ctypes, re, sys, threading
from bot.heap import share_one_heap

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
if sys.argv[1] == "shared":
    share_one_heap()
everybody = threading.Barrier(20)

def work():
    taken = libc.malloc(10_000)
    everybody.wait()
    libc.free(taken)

threads = [threading.Thread(target=work) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.malloc_stats()
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="only glibc has a heap for each thread")
def test_threads_share_one_heap() -> None:
    assert heaps("shared") == 1
    assert heaps("as glibc would") > 1


def heaps(how: str) -> int:
    ran = subprocess.run(
        [sys.executable, "-c", HEAPS_OF_TWENTY_THREADS, how], capture_output=True, text=True, check=True
    )
    return ran.stderr.count("Arena ")
