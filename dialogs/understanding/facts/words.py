"""Words that tell who does what in a sentence about a recording."""

from dialogs.understanding.words import read_groups

_GROUPS = {name: frozenset(words) for name, words in read_groups("sentence.txt").items()}

ABOUT_OTHERS = _GROUPS["about_others"]
ACTS = _GROUPS["acts"]
AFTER_ENGLISH_I = _GROUPS["after_english_i"]
ARTICLES = _GROUPS["articles"]
BEFORE_ENGLISH_I = _GROUPS["before_english_i"]
BETWEEN_OWNER_AND_OWNED = _GROUPS["between_owner_and_owned"]
DEEDS = _GROUPS["deeds"]
DONE_TO = _GROUPS["done_to"]
HE = _GROUPS["he"]
HIM = _GROUPS["him"]
JOINING = _GROUPS["joining"]
LEADING = _GROUPS["leading"]
ONES_OWN = _GROUPS["ones_own"]
PASSIVE = _GROUPS["passive"]
PAST = _GROUPS["past"]
PLANNING = _GROUPS["planning"]
PLURALS = _GROUPS["plurals"]
PREPOSITIONS = _GROUPS["prepositions"]
SUFFERED = _GROUPS["suffered"]
SPOUSES = _GROUPS["spouses"]
WHOSE = _GROUPS["whose"]
WISHES = _GROUPS["wishes"]
WISHING = _GROUPS["wishing"]
WRITER = _GROUPS["writer"]
