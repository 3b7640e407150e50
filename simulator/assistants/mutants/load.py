"""The mutants and twins by name, and the signature each mutant must give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from simulator.assistants.assistant import Opening
from simulator.assistants.mutants import arguments, calls, dialogue
from simulator.assistants.mutants.wrapper import Edit, Wrapper
from simulator.errors import InputError, closest

# name: what the mutant does, what its twin does, and the failure kinds the mutant must show
TABLE: Mapping[str, tuple[Edit, Edit, tuple[str, ...]]] = {
    "A01_wrong_value": (arguments.wrong_value, arguments.written_otherwise, ("wrong_argument",)),
    "A03_hallucinated_optional": (arguments.invented_optional, arguments.documented_default, ("invented_argument",)),
    "A06_type_coerced": (arguments.coerced, arguments.float_for_number, ("schema_violation",)),
    "A18_id_from_thin_air": (arguments.thin_air, arguments.id_from_user, ("ungrounded_argument",)),
    "B02_unoffered_tool": (calls.unoffered, calls.names_unoffered, ("unknown_tool",)),
    "B04_missing_call": (calls.never_calls, calls.withdrawn, ("missing_call",)),
    "B05_claims_without_call": (calls.claims_only, calls.announces, ("false_claim",)),
    "B07_duplicate_write": (calls.repeats_write, calls.repeats_read, ("duplicate_call",)),
    "B10_extra_side_effect": (calls.extra_write, calls.extra_read, ("unrequested_call",)),
    "B11_partial_multi_goal": (calls.stops_early, calls.second_dropped, ("missing_call",)),
    "B13_ignores_error": (calls.ignores_error, calls.offers_retry, ("ignored_error",)),
    "B17_call_in_text": (calls.call_as_text, calls.shows_json, ("missing_call",)),
    "C01_stale_after_correction": (arguments.stale, arguments.corrected_back, ("wrong_argument",)),
    "C07_gives_up": (dialogue.gives_up, dialogue.refuses_rightly, ("gave_up",)),
    "C13_empty_or_cut_turn": (dialogue.empty_turn, dialogue.call_without_text, ("empty_turn",)),
    "C14_talks_as_user": (dialogue.plays_user, dialogue.quotes_user, ("role_break",)),
    "D01_no_confirmation": (dialogue.no_confirmation, dialogue.confirms_with_last_slot, ("policy",)),
    "D02_confirm_mismatch": (arguments.confirm_mismatch, arguments.confirms_otherwise, ("policy", "wrong_argument")),
    "D11_over_refusal": (dialogue.over_refuses, dialogue.refuses_rightly, ("gave_up",)),
}
EXPECTED: Mapping[str, tuple[str, ...]] = {name: kinds for name, (_, _, kinds) in TABLE.items()}


def names() -> tuple[str, ...]:
    """The full names of all mutants; each has a twin of the same name."""
    return tuple(TABLE)


def find(name: str) -> Callable[[Opening], Wrapper]:
    """What opens the assistant behind "mutant:NAME" or "twin:NAME"; the name may be short (B04)."""
    kind, _, full = full_name(name).partition(":")
    mutant, twin, _ = TABLE[full]
    return partial(Wrapper, edit=mutant if kind == "mutant" else twin)


def full_name(name: str) -> str:
    """The one name of a mutant or twin: "mutant:B04" is "mutant:B04_missing_call"."""
    kind, _, wanted = name.partition(":")
    full = next((one for one in TABLE if wanted and wanted.lower() in (one.lower(), one.split("_", 1)[0].lower())), "")
    if kind not in ("mutant", "twin") or not full:
        known = [*TABLE, *(one.split("_", 1)[0] for one in TABLE)]
        raise InputError(f"unknown {kind or 'mutant'} {wanted!r}", hint=closest(wanted, known))
    return f"{kind}:{full}"
