"""Benchmarks, each beside a bare baseline in the same run. `python -m bench` prints them."""
