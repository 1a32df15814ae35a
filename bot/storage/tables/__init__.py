"""The tables as they stand after the newest migration."""

from bot.storage.tables.base import metadata
from bot.storage.tables.cases import cases, hr_channel
from bot.storage.tables.chats import advice_counts, advice_totals, drafts, form_drafts, places
from bot.storage.tables.decisions import absences, decision_counts, decision_totals
from bot.storage.tables.delivery import conversations, sent_cards
from bot.storage.tables.outbox import outbox
from bot.storage.tables.refusals import refusals, waiting
from bot.storage.tables.register import events, seal_heads, seals, unsealed
from bot.storage.tables.schema_floor import schema_floor
from bot.storage.tables.send_turns import send_turns

__all__ = [
    "absences",
    "advice_counts",
    "advice_totals",
    "cases",
    "conversations",
    "decision_counts",
    "decision_totals",
    "drafts",
    "events",
    "form_drafts",
    "hr_channel",
    "metadata",
    "outbox",
    "places",
    "refusals",
    "schema_floor",
    "seal_heads",
    "seals",
    "send_turns",
    "sent_cards",
    "unsealed",
    "waiting",
]
