"""Why Microsoft Graph gave no answer. To whoever asked, each is a directory that does not answer."""

from casework.errors import DirectoryUnavailable


class GraphAwayError(DirectoryUnavailable):
    """Graph cannot be reached, is too slow, or wants to be left alone for a while."""


class GraphRefusedError(DirectoryUnavailable):
    """Graph does not answer the question, and will not another time: somebody must change something."""


class MissingPermissionError(GraphRefusedError):
    """The bot's identity lacks a permission in Graph."""

    def __init__(self, permission: str) -> None:
        """Keep which application permission an administrator must grant, such as `User.Read.All`."""
        super().__init__()
        self.permission = permission

    def __str__(self) -> str:
        return (
            f"Microsoft Graph refuses: grant the bot's identity the application permission {self.permission}."
        )
