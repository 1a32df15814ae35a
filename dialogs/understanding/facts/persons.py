"""Which of the pack's recorders a word of the sentence stands for, and whether that person acts."""

import re
from dataclasses import dataclass

from dialogs.understanding.facts.signs import SIGNS
from dialogs.understanding.facts.words import (
    ACTS,
    AFTER_ENGLISH_I,
    ARTICLES,
    BEFORE_ENGLISH_I,
    BETWEEN_OWNER_AND_OWNED,
    DEEDS,
    DONE_TO,
    HE,
    HIM,
    JOINING,
    ONES_OWN,
    PLURALS,
    PREPOSITIONS,
    SPOUSES,
    WHOSE,
    WISHES,
    WRITER,
)
from dialogs.understanding.lexicon import classes_of
from dialogs.understanding.patterns import Line

ROLES = {
    "citizen": "citizen",
    "parent": "citizen",
    "employee": "employee",
    "leader": "authority",
    "authority": "authority",
    "third": "third_party",
    "colleague": "authority",
}
UNCLEAR = "?"
"""A person acts, but the text does not tell who that is."""

_OTHERS = frozenset({"citizen", "third_party", "employee"})
_GENITIVE = re.compile(r".+s")
_THINGS = frozenset({"belonging", "device", "medium_audio", "medium_video", "record"})


@dataclass(frozen=True, slots=True)
class Persons:
    """The words of a text, and its tagged line, asked about the persons in it."""

    words: tuple[str, ...]
    line: Line

    def role(self, at: int) -> str | None:
        """Return whom the word stands for, UNCLEAR for somebody unknown, None when it is no person."""
        word = self.words[at]
        if word in {"vi", "we"}:
            return "authority"
        if word in {"her", "den", "de"} and at + 1 < len(self.words) and classes_of(self.words[at + 1]):
            return None
        if word in WRITER:
            return self._writer() if word == "jeg" or self._is_english_i(at) else None
        return self._meant(at) if word in HE else self.named(at)

    def named(self, at: int) -> str | None:
        """Return whom a noun names; an owner ("borgerens") is not named."""
        if self.words[at] in SPOUSES and at and (self._owns(at - 1) or self.words[at - 1] in WHOSE):
            return "third_party"
        name = next((name for name in ROLES if name in classes_of(self.words[at])), None)
        if name is None or self._owns(at) or self.words[max(0, at - 2) : at] in {("jeg", "er"), ("i", "am")}:
            return None
        if name == "parent" and (SIGNS["adult_child"].shows(self.line) or (at and self._owns(at - 1))):
            return "third_party"
        if name == "colleague" and SIGNS["official"].shows(self.line) and SIGNS["leader"].shows(self.line):
            return "employee"
        if name == "leader" and at and self.words[at - 1] in {"som", "as"}:
            return None
        return ROLES[name]

    def is_object(self, at: int) -> bool:
        """Say whether the person is not who acts: "med borgeren", "truet en kollega", "ham"."""
        if self.words[at] in HIM:
            return True
        if self.words[at + 1 : at + 2] in {("med",), ("along",)} and "har" in self.words[max(0, at - 4) : at]:
            return True
        before = at - 1
        while before >= 0 and (self.words[before] in ARTICLES or self._owns(before)):
            before -= 1
        if before > 0 and self.words[before] in {"og", "and"} and self.named(before - 1):
            return self.is_object(before - 1)
        if before < 0 or self.words[before] not in PREPOSITIONS | DONE_TO:
            return False
        return self.words[before] not in JOINING or self.words[at + 1 : at + 2] == () or not self._acts(at)

    def owner(self, at: int) -> str | None:
        """Return whose recording, wish or bag it is: "borgerens optagelse"."""
        if not self._owns(at):
            return None
        owned = at + 1 + (self.words[at + 1] in BETWEEN_OWNER_AND_OWNED and at + 2 < len(self.words))
        thing = self.words[owned]
        if thing in DEEDS | WISHES or _THINGS & set(classes_of(thing)):
            return next((role for name, role in ROLES.items() if name in classes_of(self.words[at])), None)
        return None

    def only_one(self) -> str | None:
        """Return the kind of person that the text names besides staff, when it is one kind."""
        roles = {self.named(at) for at in range(len(self.words)) if not self._is_ones_own(at)} & _OTHERS
        roles = roles or {self._owned_by(at) for at in range(len(self.words))} & _OTHERS
        return roles.pop() if len(roles) == 1 else None

    def _is_ones_own(self, at: int) -> bool:
        """Say whether it is somebody whom another brings or tells: "med sin advokat"."""
        return at > 0 and self.words[at - 1] in ONES_OWN

    def _owned_by(self, at: int) -> str | None:
        owner = self._owns(at)
        return next((r for n, r in ROLES.items() if owner and n in classes_of(self.words[at])), None)

    def _acts(self, at: int) -> bool:
        return self.words[at + 1] in ACTS

    def _owns(self, at: int) -> bool:
        """Say whether a person owns the next word ("borgerens søn", "the clients bag")."""
        word = self.words[at]
        if not _GENITIVE.fullmatch(word) or word in PLURALS or at + 1 >= len(self.words):
            return False
        return bool(classes_of(word[:-1])) and self.words[at + 1] not in ACTS

    def _is_english_i(self, at: int) -> bool:
        after, before = self.words[at + 1 : at + 2], self.words[max(0, at - 1) : at]
        return bool(AFTER_ENGLISH_I & set(after) or BEFORE_ENGLISH_I & set(before))

    def _writer(self) -> str:
        """Return what the writer is: staff who meet a citizen, a leader, or an employee who meets one."""
        if SIGNS["as_leader"].shows(self.line):
            return "authority"
        meets_leader = SIGNS["leader"].shows(self.line)
        if SIGNS["employee"].shows(self.line) and not meets_leader:
            return "authority"
        if meets_leader or SIGNS["official"].shows(self.line):
            return "employee"
        return "authority" if SIGNS["citizen"].shows(self.line) else UNCLEAR

    def _meant(self, at: int) -> str:
        """Return whom "he" or "she" means: the one named last before, rather somebody who acts."""
        named = [(place, role) for place in range(at - 1, -1, -1) if (role := self.named(place)) in _OTHERS]
        acting = [role for place, role in named if not self.is_object(place)]
        roles = acting or sorted((role for _, role in named), key=lambda role: role != "citizen")
        return str((roles or [self.only_one() or UNCLEAR])[0])
