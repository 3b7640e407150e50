"""A file of variables that several scenarios share, as a pydantic model; and how any such file is read and refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from simulator.errors import InputError, InputErrors, closest, short
from simulator.variables.yaml import Document

Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$", max_length=80)]
Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=80)]


def _as_list(found: Any) -> Any:
    return found if isinstance(found, list) else [found]


Texts = Annotated[list[str], BeforeValidator(_as_list)]


class Declares(Protocol):
    """A file that declares variables: a population, or a scenario."""

    @property
    def include(self) -> list[str]: ...

    @property
    def variables(self) -> dict[str, dict[str, Any]]: ...

    @property
    def require(self) -> list[str]: ...

    @property
    def persona(self) -> str | dict[str, Any] | None: ...


class PopulationFile(BaseModel):
    """Variables that several scenarios share: named once, included where they are wanted; unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    format: Literal[1] = 1
    about: str = ""
    include: Texts = []
    variables: dict[Variable, dict[str, Any]] = {}
    require: Texts = []
    persona: str | dict[str, Any] | None = None


# --- reading ------------------------------------------------------------------------------------------------------

MAX_ERRORS = 8
_VARIABLE_NAME = "letters, digits and _, as in return_date: templates and conditions write it"
_SLOT_NAME = "letters, digits, _ and -"
Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], document: Document) -> Model:
    """The file a document is; raises InputError for what does not fit."""
    if not isinstance(document.data, dict):
        hint = "begin with name: and goals:" if "goals" in model.model_fields else "begin with variables:"
        raise InputError(
            "a scenario is a mapping of fields" if "goals" in model.model_fields else "not a mapping of fields",
            place=document.place(),
            hint=hint,
        )
    try:
        return model.model_validate(document.data)
    except ValidationError as broken:
        errors = [_explain(error, document, model) for error in broken.errors(include_url=False)[:MAX_ERRORS]]
        raise errors[0] if len(errors) == 1 else InputErrors(errors) from None


def _explain(error: Any, document: Document, top: type[BaseModel]) -> InputError:
    keys = tuple(key for key in error["loc"] if key != "[key]")
    place = document.place(*keys)
    where = short(".".join(str(key) for key in keys))
    if error["type"] == "extra_forbidden":
        return InputError(f"unknown field {where!r}", place=place, hint=closest(str(keys[-1]), _fields(keys[:-1], top)))
    if error["type"] == "missing":
        return InputError(f"the field {where!r} is missing", place=place)
    if error["loc"][-1] == "[key]" and error["type"] == "string_pattern_mismatch":
        hint = _SLOT_NAME if "slots" in keys[:-1] else _VARIABLE_NAME
        return InputError(f"{where}: {keys[-1]!r} is no name", place=place, hint=hint)
    if error["type"] == "dict_type" and keys[:-1] == ("variables",):
        return InputError(f"{where}: a variable is a mapping with its kind", place=place, hint="{choice: [a, b]}")
    got = error.get("input")
    value = f", got {got!r}" if isinstance(got, str | int | float | bool) else ""
    return InputError(f"{where}: {error['msg'].removeprefix('Value error, ')}{value}", place=place)


def _fields(keys: Sequence[Any], top: type[BaseModel]) -> list[str]:
    """The fields that may stand at a place of the file."""
    model: Any = top
    for key in keys:
        if isinstance(key, str) and key in getattr(model, "model_fields", {}):
            model = _model_in(model.model_fields[key].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    inner = [_model_in(part) for part in getattr(annotation, "__args__", ())]
    return next((model for model in inner if model), None)
