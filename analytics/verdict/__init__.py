"""The state of an indicator as sentences in Indonesian and English."""

from analytics.verdict.chance import chance_steps, chance_text, chance_word, why
from analytics.verdict.sentences import COLUMNS, all_sentences, sentence, sentences
from analytics.verdict.templates import period_label

__all__ = [
    "COLUMNS",
    "all_sentences",
    "chance_steps",
    "chance_text",
    "chance_word",
    "period_label",
    "sentence",
    "sentences",
    "why",
]
