"""The figures of real people that ours stand beside: bands over corpora typed freely, and what we ask of ourselves.

`bands.json` holds the corpora's figures with their sources and licences; it has no sentence of anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any

from simulator.frozen import dataclass

LABELS: Mapping[str, str] = {
    "ws_tokens_per_turn": "words a turn",
    "tokens_first_turn": "words in the first turn",
    "tokens_later_turns": "words in later turns",
    "one_to_three_token_turns_%": "turns of three words or fewer, %",
    "sentences_per_turn": "sentences a turn",
    "all_lowercase_%": "turns all in small letters, %",
    "starts_lowercase_%": "turns that start small, %",
    "no_terminal_punct_%": "turns without an end mark, %",
    "lowercase_i_%": "small i, % of I",
    "no_apostrophe_%_of_contractions": "contractions without apostrophe, %",
    "misspellings_per_1000w": "misspellings in 1,000 words",
    "misspellings_dict_per_1000w": "known misspellings in 1,000 words",
    "turns_with_misspelling_%": "turns with a misspelling, %",
    "texting_per_1000w": "chat words in 1,000 words",
    "texting_turns_%": "turns with a chat word, %",
    "filler_or_ellipsis_turns_%": "turns with a filler or dots, %",
    "burst_turns_%": "messages right after another, %",
    "question_mark_turns_%": "turns with a question mark, %",
    "questions_without_mark_%": "questions without their mark, %",
    "please_turns_%": "turns with please, %",
    "thanks_turns_%": "turns with thanks, %",
    "apology_turns_%": "turns with an apology, %",
    "greeting_first_turn_%": "first turns with a greeting, %",
    "emoji_or_emoticon_turns_%": "turns with emoji or emoticon, %",
    "exclamation_turns_%": "turns with an exclamation mark, %",
    "multi_!!_or_??_turns_%": "turns with !! or ??, %",
    "caps_word_turns_%": "turns with a shouted word, %",
    "comma_per_1000w": "commas in 1,000 words",
    "habit_starts_lowercase": "small starts: share between people",
    "habit_no_terminal_punct": "end marks: share between people",
    "habit_length_log": "length: share between people",
    "people_without_slip_%": "people of 5+ turns without a slip, %",
    "distinct_2": "different word pairs, of 4,000 words",
    "self_bleu_4": "self-BLEU-4 of 400 turns",
    "near_duplicate_%_of_400": "near-duplicates of 400 turns, %",
    "reuse_4grams_%": "4 words in a row in 3+ conversations, %",
    "repeated_turns_%": "turns said in another conversation, %",
    "auc": "told apart by one turn (AUC)",
    "auc_function_words": "the same, function words kept (AUC)",
    "auc_five_turns": "told apart by five turns (AUC)",
    "copied_turns_%": "turns copied whole, of 4+ words, %",
    "copied_rows_%": "turns with 8 words copied in a row, %",
    "user_faults_%": "conversations with a fault of the user, %",
}  # fmt: skip
ASKED: Mapping[str, tuple[float | None, float | None]] = {
    "habit_starts_lowercase": (0.3, 0.7),
    "habit_no_terminal_punct": (0.14, 0.55),
    "habit_length_log": (0.10, 0.35),
    "people_without_slip_%": (55.0, 75.0),
    "distinct_2": (0.6, None),
    "self_bleu_4": (None, 0.25),
    "near_duplicate_%_of_400": (None, 5.0),
    "reuse_4grams_%": (None, 8.0),
    "repeated_turns_%": (None, 10.0),
    "auc": (None, 0.76),
    "auc_function_words": (None, 0.88),
    "auc_five_turns": (None, 0.92),
    "copied_turns_%": (None, 3.0),
    "copied_rows_%": (None, 1.0),
    "user_faults_%": (None, 0.5),
}
"""Where a figure stands beside a bound of our own: a set of several settings is wider than one corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Between which a figure of real people lies; None is an open end. `points` are single corpora."""

    low: float | None = None
    high: float | None = None
    points: Mapping[str, float] = field(default_factory=dict)

    def place(self, value: float) -> str:
        """ "in", "below" or "above"."""
        if self.low is not None and value < self.low:
            return "below"
        return "above" if self.high is not None and value > self.high else "in"


@lru_cache(maxsize=1)
def figures() -> Mapping[str, Any]:
    """What `bands.json` holds."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("bands.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=256)
def band_of(name: str) -> Band | None:
    """The band a figure stands beside, if there is one."""
    known = figures()["bands"].get(name, {})
    if name in ASKED:
        low, high = ASKED[name]
        return Band(low=low, high=high, points=known.get("points", {}))
    return Band(low=known["low"], high=known["high"], points=known["points"]) if known else None
