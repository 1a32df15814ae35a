"""Takes out what somebody else asserts and the writer rejects."""

import re

from dialogs.understanding.lexicon import classes_of

_CLAIM = (
    r"(?:mener|påstår|siger|tror|hævder|frygter|synes|mente|påstod|sagde|troede|regner"
    r"|says|thinks|claims|believes|insists|said)"
)
_REJECTED = "|".join(
    (
        r"det (?:passer|er|holder|stemmer) (?:altså |bare |jo |slet )?ikke(?: (?:rigtigt|sandt|korrekt))?",
        r"det er (?:jeg|vi) (?:ikke|uenig\w*)(?: enige?)?(?: i)?",
        r"det er (?:forkert|løgn|vrøvl|usandt)",
        r"(?:jeg|vi) er (?:ikke enige?|uenige?)(?: i det)?",
        r"det (?:tror|synes|mener) (?:jeg|vi) ikke",
        r"(?:that|it) is (?:not (?:true|right|so|the case)|wrong|false)",
        r"(?:i|we) (?:do not (?:agree|think so|believe it)|disagree)",
    )
)
_DENIED_CLAIM = re.compile(rf"[^.]*? {_CLAIM} (?P<claim>[^.]*?),? (?:men|but) (?:{_REJECTED})(?: i)?,?")
_SUBJECT = re.compile(
    r"^.*?(?P<before>.*(?:,| og| and| men| but))?(?= (?:(?:min|mit|vores|en|my|our|a|the|one) )?\S+$)"
)
_WRONG_PERSON = re.compile(
    rf" (?:(?:min|en|vores|my|a|our) )?\S+ {_CLAIM} (?:at |that )?[^.,]*,? (?:men|but)"
    r" (?=det er |it is |i virkeligheden )"
)


def without_rejected(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without claims that the writer denies."""
    line = _JOINED.sub(lambda found: f" {found[1]}{found[2]}", f" {' '.join(words)} ")
    line = _contrasts_resolved(line)
    line = _DENIED_CLAIM.sub(_kept, line)
    line = _WRONG_PERSON.sub(" ", line)
    return tuple(line.split())


def _kept(match: re.Match[str]) -> str:
    """Keep what the sentence says before the one who claims something is named."""
    head = match[0][: match.start("claim") - match.start(0)].rstrip()
    head = re.sub(rf" {_CLAIM}$", "", head)
    found = _SUBJECT.match(head)
    kept = found["before"] if found and found["before"] else ""
    return f"{kept} "


_JOINED = re.compile(
    r" (support|contact|union|voice|video|tv|case) (person|worker|rep|recorder|crew|hold|representative)(?= )"
)
_NOT_BUT = re.compile(
    r" (?:ikke|not) (?:(?:en|et|a|an|the|min|my|hans|hendes) )?(\S+) (?:, )?(?:men|but)(?= )"
)
_AND_NOT = re.compile(
    r"(?: ,| og| and|, men| but)? (?:ikke|not)"
    r" (?:(?:en|et|a|an|the|min|my|hans|hendes|his|her|deres) )?(\S+)(?: selv)?"
    r"(?= (?:(?:,|\.|der|som|who) |$))"
)
_PERSONS = frozenset({"citizen", "parent", "third", "employee", "leader", "colleague"})


def _contrasts_resolved(line: str) -> str:
    """Take out the person whom the writer rules out: "det er en ansat, ikke en borger, der optager"."""
    for pattern in (_NOT_BUT, _AND_NOT):
        line = pattern.sub(lambda found: " " if _PERSONS & set(classes_of(found[1])) else found[0], line)
    return line
