"""The state of an indicator as sentences in Indonesian and English."""

from analytics.verdict.sentences import (
    COLUMNS,
    all_sentences,
    chance_steps,
    chance_text,
    chance_word,
    number_text,
    period_label,
    sentence,
    sentences,
    why,
)

__all__ = ["COLUMNS", "all_sentences", "chance_steps", "chance_text", "chance_word", "number_text", "period_label", "sentence", "sentences", "why"]
