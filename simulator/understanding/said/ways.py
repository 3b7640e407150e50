"""Ways a thing can be had, and what says the one or its contrary: by video or in person, on paper or online."""

from __future__ import annotations

from functools import lru_cache

from simulator.naming.profile import spread
from simulator.values.late import Late

_ALONE = r"|(?<=[,:(] )(?:online|remote|remotely|virtually)(?=\s*(?:[,.;?!)\n]|\Z))"
_MEETING = "(?:visit|call|chat|appointment|consultation|meeting|session|lesson|class|course|interview|viewing|exam)s?"
_ISSUE = "(?:edition|version|copy|copies|subscription|issue|magazine|ticket|invoice|bill|statement)s?"
WAYS = (
    (
        Late(
            rf"\b(?:by|via|over|through|on) (?:video|zoom)\b"
            rf"|\b(?:video|virtual|remote|online|tele(?:health|medicine)) {_MEETING}\b" + _ALONE
        ),
        Late(
            r"\bin[ -]person\b|\bface[ -]to[ -]face\b|\bon[- ]?site\b"
            r"|\b(?:in|at) our (?:office|branch|practice|clinic)\b"
        ),
        Late(
            rf"\b(?:by|via|over|through) (?:a )?video\b|\bvideo {_MEETING}\b"
            r"|\b(?:online|remote|remotely|virtual|virtually)\b"
        ),
    ),
    (
        Late(rf"\b(?:online|digital|electronic|e-?paper) {_ISSUE}\b|\bread online\b|\bdigitally\b"),
        Late(rf"\b(?:paper|printed?|hard) {_ISSUE}\b|\b(?:on paper|in print)\b"),
        Late(r"\b(?:online|digital|digitally|electronic|electronically)\b"),
    ),
)
"""Ways a thing can be had: what says the one, what says its contrary, and what a slot says that is about it."""
INSTEAD = Late(r"\b(?:instead|rather than|not)\b")


@lru_cache(maxsize=1024)
def ways_of(name: str, about: str) -> tuple[tuple[Late, Late, bool], ...]:
    """What says the one way and the other of a slot that is about such, and whether it is about the one."""
    told = f"{spread(name)} {about.lower()}"
    front = INSTEAD.split(told)[0]
    return tuple(
        (one, other, spoken.search(front) is not None)
        for one, other, spoken in WAYS
        if spoken.search(told) or other.search(told)
    )
