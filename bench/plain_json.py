"""The baseline of `decide`: reads each line of standard input as JSON and writes it out again, no more."""

import json
import sys
from collections.abc import Callable

import msgspec

from bot.commands.decide import split_lines, standard_input, to_standard_output

AGAIN: dict[str, Callable[[bytes], bytes]] = {
    "msgspec": lambda line: msgspec.json.encode(msgspec.json.decode(line)),
    "stdlib": lambda line: json.dumps(json.loads(line)).encode(),
}

if __name__ == "__main__":
    again = AGAIN[sys.argv[1]]
    for lines in split_lines(standard_input()):
        to_standard_output(b"".join([again(line) + b"\n" for line in lines if line is not None]))
