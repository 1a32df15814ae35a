"""What staff type, understood: the topic asked about, the facts stated, the language. Decides nothing."""

from dialogs.understanding.engine import Understanding, topics, understand, warm_up

__all__ = ["Understanding", "topics", "understand", "warm_up"]
