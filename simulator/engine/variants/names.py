"""The ways to play a case otherwise, by name, and what each of them changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STATIC = "static"
AGAIN = "again"
SHIFT = "shift"
DAYS = 364
"""So many days all dates are moved: whole weeks, so that weekdays stay."""

RELATIONS: Mapping[str, str] = {
    AGAIN: "nothing: another try of the assistant",
    "noise": "how messy the user types",
    "wording": "in which words the user says it",
    "persona": "who the user is",
    "order": "the order in which tools are shown",
    "extra": "one more tool, which nobody needs",
    SHIFT: f"all dates, by {DAYS} days",
}


def variant_of(record: Mapping[str, Any]) -> str:
    """How a record was played otherwise; "" for a conversation as it is."""
    return str(record.get("options", {}).get("variant", ""))
