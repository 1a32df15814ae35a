"""Makes what somebody typed readable: one spelling, whole words, sentence ends, the language."""

import re
from dataclasses import dataclass

from dialogs.understanding.spelling import Spelling
from dialogs.understanding.words import read_groups, read_pairs

MOST_CHARACTERS = 1200
"""What is read of a long text; a question stands in its first or last lines."""

_SHORT = read_pairs("abbreviations.txt")
ABBREVIATIONS = {short.rstrip("."): long for short, long in _SHORT.items()}
_DOTTED = frozenset(short.rstrip(".") for short in _SHORT if short.endswith("."))
"""Abbreviations whose full stop ends no sentence, unless a capital follows."""
_LANGUAGES = read_groups("languages.txt")
DANISH, ENGLISH = frozenset(_LANGUAGES["danish"]), frozenset(_LANGUAGES["english"])

_URL = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+\.\S+")
"""A mail address is looked for from the beginning of a word alone, to its first @: else each letter of a long
word is a beginning, and each @ in it an end."""
_BLANK = r"[^\S\n]*"
"""White space within a line. What runs over the ends of lines looks at a row of empty ones from each anew."""

_QUOTED = re.compile(
    rf"^{_BLANK}(?:>.*|-{{3,}}.*|_{{5,}}.*"
    rf"|(?:fra|from|sendt|sent|til|to|cc|emne|subject|dato|date){_BLANK}:.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_THREAD = re.compile(
    rf"^{_BLANK}(?:-+{_BLANK}(?:oprindelig meddelelse|original message|videresendt|forwarded).*"
    rf"|(?:fra|from):.+(?:\n{_BLANK}){{1,3}}(?:sendt|sent|dato|date|til|to):.*"
    rf"|(?:den|on)\b.{{5,80}}(?:skrev|wrote).*:){_BLANK}$",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN = re.compile(r"[a-zæøåäöüéèß]+(?:[/'’-][a-zæøåäöüéèß]+)*|\d+|[.,;:!?()]")
_SHORT_AND_STOP = re.compile(rf"\b((?i:{'|'.join(sorted(_DOTTED))}))\.(?!\s*(?:[A-ZÆØÅ]|$))")
_BREAKS = {".", "!", "?", ";", ":", "(", ")"}
_ENGLISH_SHORT = re.compile(r"^(\w+)(n['’]t|['’](?:s|re|ve|ll|d|m))$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the rules and the model see it.

    `words` are spelt alike and in lower case; `,` and `.` (every end of a sentence) are words of their own.
    """

    words: tuple[str, ...]
    language: str | None


class Reader:
    """Reads texts with a vocabulary that knows how words are spelt."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling

    def read(self, text: str) -> Reading:
        """Return the text in one spelling. Never fails, whatever the text."""
        raw = _TOKEN.findall(_SHORT_AND_STOP.sub(r"\1 ", _own_words(text)).casefold())
        language = _language(raw)
        words: list[str] = []
        for found in raw:
            if found in _BREAKS or found == ",":
                mark = "," if found == "," else "."
                if words and words[-1] not in {",", "."}:
                    words.append(mark)
            else:
                words.extend(self._spell(found, language))
        return Reading(tuple(words), language)

    def _spell(self, token: str, language: str | None) -> list[str]:
        if "'" in token or "’" in token:
            token = token.replace("’", "'")
            short = _ENGLISH_SHORT.match(token)
            if short:
                return _expanded(*short.groups())
            token = token.replace("'", "")
        if token in ABBREVIATIONS:
            return ABBREVIATIONS[token].split()
        return [self._spelling.correct(token, danish=language != "en")]


def _expanded(word: str, ending: str) -> list[str]:
    if ending == "n't":
        return [{"ca": "can", "wo": "will", "sha": "shall"}.get(word, word), "not"]
    if ending == "'s":
        return (
            [word, "is"]
            if word in {"he", "she", "it", "that", "what", "there", "who", "where", "how"}
            else [word + "s"]
        )
    return [word, {"'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}[ending]]


def _own_words(text: str) -> str:
    """Return the writer's own words: no quoted thread, no addresses, no more than is needed."""
    head = text[: MOST_CHARACTERS * 4]
    thread = _THREAD.search(head)
    if thread and len(head[: thread.start()].strip()) > 5:
        head = head[: thread.start()]
    head = _URL.sub(" ", _QUOTED.sub(" ", head)) or head
    if len(head) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        head = f"{head[:half]} . {head[-half:]}"
    return head


def _language(tokens: list[str]) -> str | None:
    """Return `da` or `en`, whichever words prevail; None when the words do not tell."""
    danish = sum(token in DANISH or "ø" in token or "æ" in token or "å" in token for token in tokens)
    english = sum(token in ENGLISH for token in tokens)
    if english == danish:
        return None
    return "en" if english > danish else "da"
