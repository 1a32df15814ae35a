"""The words by which Danish and English say how strongly something binds, for `force.py` to judge duties by.

Patterns are regular expressions over one sentence at a time, in its own spelling: the Danish "I" (you) is a
word of its own beside "i" (in). Whoever adds a language adds a table here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from guideline.model import Force

Told: TypeAlias = Literal["must", "must not", "should", "may", "only_encourage", "imperative"]
"""What a word can tell. A must not forbids; an imperative tells the staff what to do."""

FITS: Mapping[Force, frozenset[Told]] = {
    "must": frozenset({"must", "must not", "imperative"}),
    "should": frozenset({"should"}),
    "may": frozenset({"may"}),
    "only_encourage": frozenset({"only_encourage", "must not"}),
    "information": frozenset({"may", "only_encourage", "imperative"}),
}
"""Which words may stand in a duty of each force. A piece of information may advise ("Ask …"), not order."""

NEEDED: frozenset[Force] = frozenset({"should", "may", "only_encourage"})
"""Forces that a text must say; without a word of theirs it reads as a must."""


@dataclass(frozen=True, slots=True)
class ForceWords:
    """How one language says each force."""

    wishes: re.Pattern[str]
    """What leaves it to the reader, wherever it stands, also in a clause that is set aside."""
    hedges: re.Pattern[str]
    """What takes the edge off a must: with it, it reads as a should."""
    undone: re.Pattern[str]
    """A must or an imperative that is turned round: not to do it, or that one need not."""
    not_needed: re.Pattern[str]
    """What is turned round so that one need not, which forbids nothing."""
    aside: re.Pattern[str]
    """Clauses that speak of a condition, or of what another must: not looked at."""
    tells: Mapping[Told, re.Pattern[str]]
    says: Mapping[Force, re.Pattern[str]]
    """Wider than `tells`: by which words a text says the force that it needs."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_DA_STAFF = r"(?:[Dd]u|I|[Mm]an|[Vv]i|[Ll]ederen|[Ee]n leder|[Mm]edarbejderen|[Kk]ommunen)"
_DA_FREE = r"(?! (?:ikke|aldrig|kun|opfordre|højst)\b)"
_DA_DONE = r"(?!deres\b|vores\b|jeres\b|fælles\b)\w{2,}es\b"
_DA_VERBS = (
    "sig|skriv|spørg|kontakt|bed|hold|vej|fortæl|tænk|giv|tilbyd|start|overlad|notér|noter|husk|sørg|lad|ring|"
    "afvis|beslut|begrund|følg|tag|vis|stop|stands|forklar|undgå|brug|find|send|læs|opfordr|kræv|vurder|oplys|"
    "vejled|behandl|aftal|bekræft|afbryd|gør|gem|slet|se|hent|meld|henvis|inddrag|afvej|træf|anvis"
)
_EN_STAFF = r"(?:[Yy]ou|[Ss]taff|[Oo]ne|[Ww]e|(?:[Tt]he|[Aa]) (?:leader|municipality|staff member))"
_EN_VERBS = (
    "say|write|note|ask|contact|tell|keep|weigh|consider|think|give|offer|start|leave|remember|make|let|call|"
    "refuse|decide|follow|take|show|stop|explain|do not|don't|avoid|use|find|send|read|encourage|demand|"
    "assess|inform|treat|agree|confirm|end|interrupt|save|delete|look|fetch|report|refer|involve|accuse|allow|direct"
)
_EN_MAY = r"(?:may|can|might|could)"
_EN_DONE = (
    r"(?:\w+ed|made|done|taken|given|told|said|kept|sent|put|held|written|left|let|shown|seen|chosen|met)"
)

WORDS: Mapping[str, ForceWords] = {
    "da": ForceWords(
        wishes=_any(
            r"(?i:\bgerne\b)",
            r"(?i:\bfrivillig\w*)",
            r"(?i:\bvalgfri\w*)",
            r"(?i:\bhar lyst\b)",
            r"(?i:\bsom (?:du|man) vil\b)",
            r"\b[Ss]om I vil\b",
            r"\b[Hh]vis (?:du|man|I) vil\b(?! \w)",
            r"(?i:\bstår (?:\w+ )?frit\b)",
        ),
        hedges=_any(
            r"(?i:\b(?:så vidt|så godt som|om|hvis) (?:det er )?muligt\b)",
            r"(?i:\bsom (?:regel|oftest|hovedregel|udgangspunkt)\b|\bi det omfang\b)",
            r"(?i:\b(?:normalt|sædvanligvis|typisk|helst|almindeligvis)\b)",
            r"(?i:\b(?:forsøg\w*|prøv\w*) at\b|\b(?:tilstræb|bestræb)\w*|\bplejer\b)",
        ),
        undone=_any(
            r"(?i:\b(?:skal|må) (?:\w+ )?(?:ikke|aldrig)\b)",
            rf"(?i:(?:^[\s,]*|, (?:så |men |og )?|: )(?:{_DA_VERBS}) (?:\w+ )?(?:ikke|aldrig)\b)",
        ),
        not_needed=_any(r"(?i:\bskal (?:\w+ )?ikke\b)"),
        aside=_any(
            r"^(?:Skal|Kan|Må|Bør|Vil)\b[^,.;:?]*[,?]",
            r"(?i:\b(?:om|at|hvis|hvad|hvem|hvor|hvordan|hvornår|hvorfor|når|som|medmindre)\b)[^,.;:]*",
            r"(?<!^)(?<!\b[Oo]g )(?<!\b[Mm]en )(?<!\b[Ss]å )\bder\b[^,.;:]*",
        ),
        tells={
            "must": _any(
                r"(?i:(?<!\bingen )\bskal\b(?! ikke\b))",
                r"(?i:\b(?:nødt|forpligtet|tvunget) til\b)",
                r"(?i:\bhar pligt\b)",
                r"(?i:\bpålagt\b)",
            ),
            "must not": _any(r"(?i:\bmå (?:\w+ )?(?:ikke|aldrig)\b)", r"(?i:\bforbudt\b)"),
            "should": _any(
                r"(?i:\b(?:bør|burde|helst)\b)",
                r"(?i:\ben (?:rigtig )?god ide\b|\ben (?:rigtig )?god idé\b)",
                r"(?i:\banbefale)",
            ),
            "may": _any(
                rf"\b{_DA_STAFF} (?:kan|må)\b{_DA_FREE}",
                rf"\b(?:[Kk]an|[Mm]å) {_DA_STAFF}\b{_DA_FREE}",
                rf"(?i:\b(?:kan|må)\b{_DA_FREE}(?: \w+){{0,3}}? {_DA_DONE})",
                rf"(?i:\b(?:kan|må)\b{_DA_FREE}(?: \w+){{0,3}}? blive \w+t\b)",
                rf"\b{_DA_STAFF} behøver (?:\w+ )?ikke\b",
                rf"(?i:\b(?:kan|må)\b{_DA_FREE}(?: \w+){{0,3}}? (?:få|have) lov\b)",
            ),
            "only_encourage": _any(r"(?i:(?<!\bskal )(?<!\bbør )\bopfordre[rs]?\b)"),
            "imperative": _any(rf"(?i:(?:^[\s,]*|, (?:så |men |og )?|: )(?:{_DA_VERBS})\b)"),
        },
        says={
            "should": _any(r"(?i:\b(?:bør|burde)\b)"),
            "may": _any(r"(?i:\b(?:kan|må)\b(?! (?:ikke|kun)\b))"),
            "only_encourage": _any(r"(?i:\bopfordre)"),
        },
    ),
    "en": ForceWords(
        wishes=_any(
            r"(?i:\bvoluntar\w*)",
            r"(?i:\boptional\w*)",
            r"(?i:\b(?:feel )?free to\b)",
            r"(?i:\bif \w+ (?:like|wish|want|feel like it)\b(?! \w))",
            r"(?i:\bas you (?:like|please|wish)\b)",
            r"(?i:\bwelcome to\b)",
        ),
        hedges=_any(
            r"(?i:\b(?:as far as|so far as|if|where|wherever|when|whenever) (?:it is )?possible\b)",
            r"(?i:\bas a rule\b|\bto the extent\b|\bin principle\b)",
            r"(?i:\b(?:normally|usually|generally|typically|preferably)\b)",
            r"(?i:\b(?:try|aim|attempt|strive|seek|tend) to\b)",
        ),
        undone=_any(
            r"(?i:\b(?:must|may|shall|should) (?:not|never)\b)",
            r"(?i:(?:^[\s,]*|, (?:then |but )?|: )(?:please )?(?:do not|don't|never) \w+)",
        ),
        not_needed=_any(r"(?i:\b(?:need not|(?:do|does) not (?:have|need) to)\b)"),
        aside=_any(
            r"^(?:Should|Can|May|Must)\b[^,.;:?]*[,?]",
            r"(?<!^)(?i:\bthat\b)[^,.;:]*",
            r"(?i:\b(?:whether|if|what|who|which|how|when|where|why|unless)\b)[^,.;:]*",
        ),
        tells={
            "must": _any(
                r"(?i:\b(?:must|shall)\b(?! (?:not|never)\b))",
                r"(?i:(?<!not )(?<!nobody )(?<!no one )(?<!never )\b(?:have|has|need|needs) to\b)",
                r"(?i:(?<!not )\b(?:obliged|required|bound|forced) to\b)",
                r"(?i:\b(?:has|have) a duty\b)",
            ),
            "must not": _any(
                r"(?i:\b(?:must|may|shall) (?:not|never)\b)",
                r"(?i:(?<!not )\bforbidden\b|\bnot allowed\b)",
            ),
            "should": _any(r"(?i:\bshould\b|\bought to\b|\ba good idea\b|\brecommend|\bpreferably\b)"),
            "may": _any(
                rf"\b{_EN_STAFF} {_EN_MAY}\b(?! (?:not|only|encourage|at most)\b)",
                rf"(?i:\b{_EN_MAY}\b(?! (?:not|only)\b)(?: \w+){{0,2}}? be (?:\w+ly )?{_EN_DONE}\b)",
                rf"\b{_EN_STAFF} (?:need not|do not have to|does not have to|don't have to|do not need to)\b",
            ),
            "only_encourage": _any(r"(?i:(?<!^)(?<!must )(?<!should )\bencourage[sd]?\b)"),
            "imperative": _any(rf"(?i:(?:^[\s,]*|, (?:then|but) |: )(?:please )?(?:{_EN_VERBS})\b)"),
        },
        says={
            "should": _any(r"(?i:\b(?:should|ought to)\b)"),
            "may": _any(r"(?i:\b(?:may|can)\b(?! (?:not|only)\b))"),
            "only_encourage": _any(r"(?i:\bencourage\b)"),
        },
    ),
}
