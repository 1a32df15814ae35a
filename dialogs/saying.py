"""What went wrong, as a sentence."""

from cards.words import words
from casework.errors import FormError, MissingFields, SentAlready, UserError
from casework.refusal.errors import MustSayWhatDiffers
from dialogs.moments import say_moment
from dialogs.people import SeveralPeopleError


def sentence(error: UserError, lang: str) -> str:
    """Return what a card says on top when it comes back."""
    t = words(lang)
    if isinstance(error, SeveralPeopleError):
        return t(error.text, names=", ".join(person.name for person in error.people))
    if isinstance(error, SentAlready):
        return t(error.text, when=say_moment(error.at, lang))
    if isinstance(error, MissingFields) and not isinstance(error, MustSayWhatDiffers):
        return t(error.text, fields=_named(error, lang))
    return t(error.text)


def _named(error: FormError, lang: str) -> str:
    return ", ".join(words(lang)(f"named.{field}") for field in error.fields)
