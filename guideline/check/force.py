"""Duties whose words are stronger or weaker than their `force`: a "may" must never read as a "must".

Only a clear contradiction is a fault: the words hold a modal verb, and none of them is that of the force. A
duty told in the imperative holds none. What stands in a subordinate clause ("say that they must …") is
another's matter and is not looked at.
"""

import re
from collections.abc import Iterator, Mapping

from guideline.check.entries import Placed
from guideline.errors import PackError
from guideline.model import Duty, Pack

SUBORDINATE: Mapping[str, str] = {
    "da": r"\b(?:om|at|hvis|hvad|hvem|hvor|hvordan|hvornår|hvorfor|når|der|som)\b[^,.;:]*",
    "en": r"\b(?:that|whether|if|what|who|which|how|when|where|why)\b[^,.;:]*",
}

VERBS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "must": r"\bskal\b(?! ikke)",
        "should": r"\bbør\b",
        "may": r"^(?:du|i|man|lederen) (?:kan|må)\b(?! (?:ikke|kun))|, (?:kan|må) (?:du|i|man)\b(?! ikke)",
        "only_encourage": r"\bopfordre\b",
    },
    "en": {
        "must": r"\bmust\b(?! not)",
        "should": r"\bshould\b",
        "may": r"(?:^|, )(?:you|staff|the leader|the municipality) (?:may|can)\b(?! (?:not|only))",
        "only_encourage": r"\bencourage\b",
    },
}
"""By which words each force is told. A may is only looked for where a sentence begins with who may."""


def faults(pack: Pack) -> Iterator[PackError]:
    """Find duties whose text says another force than they have, in Danish or English."""
    for duty in pack.duties.values():
        for language in VERBS:
            told = _told(duty, language)
            if told and duty.force not in told:
                yield Placed("duties.yaml", duty.id, duty).fault(
                    f'is a "{duty.force}", but its text reads as a "{told[0]}" in "{language}"',
                    "change `force` or the words, as the guideline puts it",
                )


def _told(duty: Duty, language: str) -> list[str]:
    """Return every force that the words tell; none for a mere piece of information."""
    if duty.force not in VERBS[language]:
        return []
    words = re.sub(SUBORDINATE[language], "", duty.text.get(language, "").lower())
    return [force for force, verb in VERBS[language].items() if re.search(verb, words)]
