"""What a tool of somebody else does to its world, and whether a call of it worked, as far as the line says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

READS = frozenset(
    "get list search find look lookup read check show query fetch view count describe calculate compute convert".split()
)
WRITES = frozenset(
    "create add send delete remove update set change modify edit book cancel make place pay refund return exchange "
    "transfer register reset rename move post put write submit order buy sell enable disable toggle turn start stop "
    "login logout reschedule upload share reply forward mark close open grant revoke suspend resume activate".split()
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FAILED = re.compile(r"\s*(?:error|exception|traceback)\b", re.IGNORECASE)


def effect_of(name: str, function: Mapping[str, Any] | None = None) -> bool | None:
    """Whether a tool only reads: as its document says, else by the verb it begins with, else None."""
    if function:
        hints = function.get("annotations")
        for place, key in ((hints, "readOnlyHint"), (function, "read_only"), (function, "x-read-only")):
            if isinstance(place, Mapping) and isinstance(place.get(key), bool):
                found: bool = place[key]
                return found
    return _by_verb(name)


@lru_cache(maxsize=4096)
def _by_verb(name: str) -> bool | None:
    verb = _WORD.search(name.rpartition(".")[2])
    word = verb[0].lower() if verb else ""
    return True if word in READS else False if word in WRITES else None


def failed_result(content: Any) -> bool:
    """Whether a tool's answer says that the call failed."""
    if isinstance(content, str):
        return bool(_FAILED.match(content))
    if isinstance(content, Mapping):
        if content.get("error") or content.get("exception"):
            return True
        status = content.get("status_code", content.get("status"))
        return status == "error" or (isinstance(status, int) and not isinstance(status, bool) and 400 <= status < 600)
    return False
