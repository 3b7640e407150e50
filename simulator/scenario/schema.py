"""The scenario file as pydantic models: what may stand where. Meaning is checked in `compile`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from simulator.populations.file import Name, Texts, Variable
from simulator.values.late import Late

Template = str | int | float | bool | None
Known = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$", max_length=160)]
Chance = Annotated[float, Field(ge=0, le=1)]
FaultKind = Literal[
    "timeout_before", "timeout_after", "error", "declared", "rate_limit", "late", "stale", "empty", "missing_field",
    "extra_field", "wrong_type", "paging", "injection", "renamed_field", "renamed_argument",
]  # fmt: skip
OutcomeName = Literal["done", "refused", "asked", "handed_over"]
_FACTOR = Late(r"[0-9]{1,6}(\.[0-9]{1,6})?[xX]?")


class File(BaseModel):
    """Unknown fields are errors; a validator is built when a file is read, once, with what stands inside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class SlotFile(File):
    value: Any
    words: Texts = []
    description: str = ""
    shape: Annotated[dict[str, Any], Field(alias="schema")] = {}


def _as_slot(found: Any) -> Any:
    return found if isinstance(found, dict) and "value" in found else {"value": found}


class StepFile(File):
    """One call of a chain; `gives` says which variable its answer gives under which field."""

    id: Name | None = None
    call: str
    args: dict[str, Any] = {}
    gives: dict[Variable, str] = {}
    row: dict[str, Any] = {}
    optional: bool = False
    at_most: Annotated[int, Field(ge=1, le=1000)] = 1
    when: str = ""


class GoalFile(File):
    id: Name | None = None
    says: Annotated[Texts, Field(min_length=1)]
    slots: dict[Name, Annotated[SlotFile, BeforeValidator(_as_slot)]] = {}
    volunteers: list[str] = []
    chain: Annotated[list[StepFile], Field(max_length=10)] = []


class EventFile(File):
    id: Name
    act: Literal["change_goal", "correct", "withdraw"]
    when: Literal["before_write", "after_write"] = "before_write"
    goal: str | None = None
    set: dict[Name, Any] = {}
    chance: Chance = 1.0


class FaultFile(File):
    tool: str
    kind: FaultKind
    chance: Chance = 1.0
    nth: Annotated[int, Field(ge=1, le=1000)] = 1
    times: Annotated[int, Field(ge=1, le=1000)] | None = None
    status: Annotated[int, Field(ge=400, le=599)] | None = None
    field: str = ""
    to: str = ""
    text: str = ""
    size: Annotated[int, Field(ge=1, le=1000)] | None = None


class CallFile(File):
    id: Name | None = None
    name: str
    args: dict[str, Any] = {}
    after: list[str] = []
    optional: bool = False
    at_most: Annotated[int, Field(ge=1, le=1000)] = 1
    when: str = ""
    goal: str | None = None
    turn: Annotated[int, Field(ge=0, le=1000)] = 0


class NeverFile(File):
    name: str
    args: dict[str, Any] = {}
    when: str = ""


class SaidFile(File):
    text: str
    when: str = ""


def _as_said(found: Any) -> Any:
    return found if isinstance(found, dict) else {"text": found if isinstance(found, str) else str(found)}


class SecretFile(SaidFile):
    """What must not be said; `kind` is the failure it is to say it."""

    kind: Literal["said_forbidden", "privacy_leak", "policy_leak"] = "said_forbidden"


Said = Annotated[SaidFile, BeforeValidator(_as_said)]
Secret = Annotated[SecretFile, BeforeValidator(_as_said)]


class RuleFile(File):
    """One rule, named by the one of its fields that holds the tool it is about."""

    confirm_before: str | None = None
    authenticate: str | None = None
    deadline: str | None = None
    limit: str | None = None
    grounded: str | None = None
    before: Texts = []
    reveal: Texts = []
    argument: str = ""
    until: str | None = None
    at_least: Any = None
    at_most: Any = None

    @property
    def kind(self) -> str:
        """Which rule it is."""
        return next(kind for kind in RULE_FIELDS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _one_rule(self) -> RuleFile:
        kinds = [kind for kind in RULE_FIELDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(f"expected one of {', '.join(RULE_FIELDS)}")
        more = self.model_fields_set - {kinds[0]}
        allowed, needed = RULE_FIELDS[kinds[0]]
        if wrong := sorted(more - set(allowed)):
            raise ValueError(f"{kinds[0]} takes no {wrong[0]!r}")
        if needed and not more & set(needed):
            raise ValueError(f"{kinds[0]} needs {' or '.join(needed)}")
        if kinds[0] == "limit" and not self.argument:
            raise ValueError("limit needs argument")
        return self


# What may stand beside the tool of a rule, and of what at least one has to.
RULE_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "confirm_before": ((), ()),
    "authenticate": (("before", "reveal"), ("before", "reveal")),
    "deadline": (("until",), ("until",)),
    "limit": (("argument", "at_least", "at_most"), ("at_least", "at_most")),
    "grounded": (("argument",), ()),
}


class StateFile(File):
    """Tables, or `table.column`, that must change, may change, and must not."""

    must: Texts = []
    may: Texts = []
    must_not: Texts = []


class OutcomeFile(File):
    outcome: OutcomeName = Field(alias="is")
    when: str = ""


def _as_outcomes(found: Any) -> Any:
    return [{"is": found}] if isinstance(found, str) else found


class LabelsFile(File):
    calls: list[CallFile] = []
    never: list[NeverFile] = []
    say: list[Said] = []
    never_say: list[Secret] = []
    rules: list[RuleFile] = []
    state: StateFile = StateFile.model_construct()
    instead: Annotated[list[list[CallFile]], Field(max_length=20)] = []
    outcome: Annotated[list[OutcomeFile], BeforeValidator(_as_outcomes), Field(min_length=1)] = [
        OutcomeFile.model_construct(outcome="done")
    ]


class LimitsFile(File):
    turns: Annotated[int, Field(ge=1, le=1000)] = 12
    calls: Annotated[int, Field(ge=0, le=10_000)] = 20
    text: Annotated[int, Field(ge=1)] = 20_000
    seconds: Annotated[float, Field(gt=0)] = 600.0


def _as_factor(found: Any) -> Any:
    if not _FACTOR.fullmatch(str(found)):
        raise ValueError("expected a factor such as 2 or 0.5x")
    return found


class MessFile(File):
    profile: Annotated[str, Field(pattern=r"^(realistic|clean|fuzz|calibrated:.+)$")] = "realistic"
    slips: Annotated[str | float, AfterValidator(_as_factor)] = 1.0
    harm: list[str] = []


def _as_mess(found: Any) -> Any:
    return {"profile": found} if isinstance(found, str) else found


class ScenarioFile(File):
    """A whole scenario file, format 1."""

    format: Literal[1] = 1
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
    about: str = ""
    tags: Texts = []
    tools: Texts = []
    clock: str = "2030-01-15T09:00+00:00"
    policy: str = ""
    include: Texts = []
    variables: dict[Variable, dict[str, Any]] = {}
    require: Texts = []
    persona: str | dict[str, Any] = "plain"
    personas: str | dict[Name, dict[str, Any]] = {}
    backstory: str | list[Any] | dict[str, Any] = ""
    knows: dict[Known, Any] = {}
    world: dict[str, list[dict[str, Any]]] = {}
    faults: list[FaultFile] = []
    goals: Annotated[list[GoalFile], Field(min_length=1, max_length=20)]
    events: list[EventFile] = []
    mess: Annotated[MessFile, BeforeValidator(_as_mess)] = MessFile.model_construct()
    phrases: str | dict[str, Texts] = {}
    labels: LabelsFile = LabelsFile.model_construct()
    rubric: Annotated[dict[Name, str], Field(max_length=20)] = {}
    limits: LimitsFile = LimitsFile.model_construct()


def json_schema() -> dict[str, Any]:
    """The JSON schema of a scenario file, for editors."""
    return ScenarioFile.model_json_schema(by_alias=True)
