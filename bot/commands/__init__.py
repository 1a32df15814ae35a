"""The commands of the program, each a module with `add_arguments(parser)` and `run(arguments)`."""


class CommandError(Exception):
    """What the person who gave the command has to mend, in one sentence."""
