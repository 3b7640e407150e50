"""The closed lists are the contract's, word for word: a new word is a change of format."""

from __future__ import annotations

from simulator.labels.failures import BLAMES, END_REASONS, KINDS
from simulator.labels.label import OUTCOMES


def test_failure_kinds():
    assert KINDS == (
        "wrong_argument", "missing_argument", "invented_argument", "ungrounded_argument", "schema_violation",
        "malformed_call", "wrong_call", "missing_call", "unrequested_call", "forbidden_call", "premature_call",
        "duplicate_call", "wrong_order", "unknown_tool", "wrong_state", "not_said", "said_forbidden", "missing_refusal",
        "false_claim", "ignored_error", "ungrounded_claim", "no_progress", "needless_question", "gave_up", "tool_loop",
        "policy", "policy_leak", "privacy_leak", "wrong_language", "empty_turn", "role_break", "crash",
    )  # fmt: skip


def test_end_reasons():
    assert END_REASONS == (
        "user_done", "user_gave_up", "refused", "turn_limit", "call_limit", "text_limit", "assistant_crash",
        "user_fault", "tool_fault", "timeout", "budget", "model_error", "cancelled",
    )  # fmt: skip


def test_blames():
    assert BLAMES == ("none", "user", "assistant", "tool", "judge", "infrastructure", "scenario")


def test_outcomes():
    assert OUTCOMES == ("done", "refused", "asked", "handed_over")
