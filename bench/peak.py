"""Run the program, then tell on standard error how much memory it held at most, in KiB."""

import sys
from pathlib import Path

from bot.cli import main

STATUS = Path("/proc/self/status")
"""Linux only. What the system counts for a finished child would include its parent's memory."""

if __name__ == "__main__":
    exit_status = main(sys.argv[1:])
    peak = next(line.split()[1] for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    sys.stderr.write(peak)
    sys.exit(exit_status)
