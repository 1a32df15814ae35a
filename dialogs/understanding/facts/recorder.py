"""Who records: the subject of the recording, as far as the words tell."""

from dialogs.understanding.facts.persons import UNCLEAR, Persons
from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.facts.words import (
    ABOUT_OTHERS,
    DEEDS,
    LEADING,
    PASSIVE,
    PAST,
    PLANNING,
    SUFFERED,
    WRITER,
)
from dialogs.understanding.lexicon import classes_of
from dialogs.understanding.patterns import Line


def recorder(words: tuple[str, ...], line: Line, all_words: tuple[str, ...]) -> str | None:
    """Return the pack's value for who records, or None when the text does not tell.

    `all_words` also holds what was taken out as a rejected claim: a person named there may be meant by "he".
    """
    persons = Persons(words, line)
    deeds = [
        at for at, word in enumerate(words) if word in DEEDS or {"record", "tool"} & set(classes_of(word))
    ]
    told = [role for at in deeds if (role := _subject(persons, at))]
    clear = [role for role in told if role != UNCLEAR]
    if clear:
        return _most_told(clear)
    if told:
        return Persons(all_words, line).only_one()
    return _owner(persons) or (_left_out(persons) if deeds else None)


def _most_told(roles: list[str]) -> str:
    """Return who is told most often, the first of equals."""
    return max(dict.fromkeys(roles), key=lambda role: (roles.count(role), -roles.index(role)))


def _subject(persons: Persons, deed: int) -> str | None:
    """Return the nearest person before the deed, within the sentence, who does it."""
    for at in range(deed - 1, -1, -1):
        if persons.words[at] == ".":
            return None
        role = persons.role(at)
        if role is None or persons.is_object(at):
            continue
        if _is_recorded(persons, at, deed):
            return None
        staff = persons.words[at] in WRITER or role == "authority"
        if staff and ABOUT_OTHERS & set(persons.words[at + 1 : deed]):
            return _spoken_of(persons, at + 1, deed)
        return role
    return None


def _is_recorded(persons: Persons, at: int, deed: int) -> bool:
    """Say whether the person is who is recorded: "borgeren vil ikke optages", "she was filmed"."""
    between = persons.words[at + 1 : deed]
    if any("meeting" in classes_of(word) for word in between):
        return False
    word = persons.words[deed]
    return (word in PAST and bool(PASSIVE & set(between))) or word in SUFFERED


def _spoken_of(persons: Persons, start: int, end: int) -> str | None:
    """Return whose recording staff speak of: "kan vi nægte ham at optage", "we found that she recorded"."""
    for at in range(start, end):
        role = persons.owner(at) or (None if persons.words[at] in WRITER else persons.role(at))
        if role not in {None, UNCLEAR, "authority"}:
            return role
    return None


def _owner(persons: Persons) -> str | None:
    return next((role for at in range(len(persons.words)) if (role := persons.owner(at))), None)


def _left_out(persons: Persons) -> str | None:
    """Return who is meant where nobody is named: "skal til tjenstlig samtale og vil optage"."""
    own = SIGNS["official"].shows(persons.line) or (
        SIGNS["leader"].shows(persons.line) and {"min", "mit", "my"} & set(persons.words)
    )
    others = SIGNS["employee"].shows(persons.line) or SIGNS["citizen"].shows(persons.line)
    if persons.words[0] in LEADING and own and not others:
        return "employee"
    return "authority" if SIGNS["tool"].shows(persons.line) and PLANNING & set(persons.words) else None
