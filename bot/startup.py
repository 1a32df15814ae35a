"""What keeps the program from starting."""


class StartError(Exception):
    """The program cannot start. The message says why, one sentence a line, without secrets."""
