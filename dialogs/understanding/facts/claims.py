"""Takes out what is not stated: rejected claims, who is ruled out, other meanings of the words."""

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
    line = _ADMITTED.sub(" ", line)
    line = _ASKED_OF_US.sub(" ", line)
    line = _THE_OTHER_WISHES.sub(lambda found: f" {found['person']} vil {found['deed']}", line)
    line = _contrasts_resolved(line)
    line = _DENIED_CLAIM.sub(_kept, line)
    line = _WRONG_PERSON.sub(" ", line)
    return tuple(line.split())


def without_recordings_made(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without recordings that exist: who wants to hear one does not wish to record."""
    return tuple(_THE_RECORDING.sub(" ", f" {' '.join(words)} ").split())


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
_ADMITTED = re.compile(
    r" (?:optag(?:e|er|et|es|else|elsen)|optog)"
    r"(?= (?:(?:et|en|til|på|i|af|hos|som) )?(?:\S*lån|\S*lånet|gæld|\S*venteliste\S*"
    r"|\S*uddannelse\S*|gymnasi\S*"
    r"|\S*bolig|\S*plads|\S*pladsen|plejehjem\S*|a-kasse\S*|hold|holdet|medlem\S*) )"
    r"|(?:(?<=telefonen er)|(?<=linjen er)|(?<=nummeret er)|(?<=lokalet er)|(?<=pladsen er)) optaget"
)
"""To be admitted, to take out a loan, to be engaged: the same Danish word as to record."""
_RECORD_NOW = r"(?:optager|filmer|lydoptager|record|film|are recording|are filming|er ved at optage)"
_ASKED_OF_US = re.compile(
    r" (?:om|if|whether) (?:vi|du|jeg|i|we|you) (?:også |nu |selv |now |also )?" + _RECORD_NOW + r"(?= )"
)
"""Whether staff record is asked, not stated: "borgeren spørger om vi optager"."""
_DEED = r"(?:optage|lydoptage|filme|record|film|tape)"
_WISH = r"(?:vil|ønsker|skal|ville|wants|will)(?: gerne)?"
_THE_OTHER_WISHES = re.compile(
    rf" (?:(?:det er|en|et|the|a|min|vores|hans|hendes|her|his) )?\S+"
    rf" (?:(?:vil|ønsker|skal|ville) ikke(?: at)?|(?:does|do|will) not(?: want to)?)"
    rf" (?P<deed>{_DEED})(?: \S+){{0,2}}?"
    rf"(?: ,)? (?:men|but)(?: det)? (?:{_WISH} )?(?P<person>(?:(?:en|the|a|min|vores|my|our) )?\S+)"
    rf"(?: {_WISH}| does| do)?(?= (?:[.,]|$))"
)
"""One does not wish to record, but another does: "bisidderen vil ikke optage, men det vil borgeren"."""
_THE_RECORDING = re.compile(
    r" (?:(?:the|his|her|their|that|this|a copy of) )"
    r"(?:audio |sound |video |whole |secret )?(?:recording|recordings|tape)(?= )"
    r"|(?<! lave)(?<! tage) (?:\S*optagelsen|\S*optagelserne|lydfilen|filmen|båndet)(?= )"
)
_PERSONS = frozenset({"citizen", "parent", "third", "employee", "leader", "colleague"})


def _contrasts_resolved(line: str) -> str:
    """Take out the person whom the writer rules out: "det er en ansat, ikke en borger, der optager"."""
    for pattern in (_NOT_BUT, _AND_NOT):
        line = pattern.sub(lambda found: " " if _PERSONS & set(classes_of(found[1])) else found[0], line)
    return line
