"""The closed lists of the verdict, and the verdict itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from simulator.frozen import dataclass

KINDS = tuple(
    "wrong_argument missing_argument invented_argument ungrounded_argument schema_violation malformed_call wrong_call "
    "missing_call unrequested_call forbidden_call premature_call duplicate_call wrong_order unknown_tool wrong_state "
    "not_said said_forbidden missing_refusal false_claim ignored_error ungrounded_claim no_progress needless_question "
    "gave_up tool_loop policy policy_leak privacy_leak wrong_language empty_turn role_break crash".split()
)
END_REASONS = tuple(
    "user_done user_gave_up refused turn_limit call_limit text_limit assistant_crash user_fault tool_fault timeout "
    "budget model_error cancelled".split()
)
BLAMES = ("none", "user", "assistant", "tool", "judge", "infrastructure", "scenario")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing an assistant did wrong. `where` is its anchor: "tool.argument", "tool", a rule id, or "message N"."""

    kind: str
    blame: str = "assistant"
    where: str = ""
    expected: Any = None
    got: Any = None
    proof: str = ""

    @property
    def signature(self) -> str:
        """What makes two failures the same: kind, blame and anchor (a message number is no anchor)."""
        anchor = "" if self.where.startswith("message ") else self.where
        return "/".join((self.kind, self.blame, anchor))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a conversation holds, what does not, and which call met which label (label id -> index in calls)."""

    passed: bool
    failures: tuple[Failure, ...] = ()
    matched: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(sorted({failure.signature for failure in self.failures}))
