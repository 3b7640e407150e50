"""A variable from the text of its declaration, and many values of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.build import family
from simulator.variables.variable import Variable
from simulator.variables.yaml import load_yaml

CLOCK = {"clock": datetime.fromisoformat("2030-02-20T09:00+01:00")}
Values = Callable[..., list[Any]]


@pytest.fixture
def declare() -> Callable[..., Variable]:
    """The variable x of a declaration; `files` are those beside it."""

    def declared(text: str, files: Mapping[str, bytes] | None = None) -> Variable:
        document = load_yaml(text, "f.yaml")
        return family("x", document.data, document.place, lambda name, place: (name, (files or {})[name]))[0]

    return declared


@pytest.fixture
def many(declare: Callable[..., Variable]) -> Values:
    """Values of a declaration: for an even row of draws, or for seeds where it reads more than one."""

    def drawn(text: str, count: int = 400, files: Mapping[str, bytes] | None = None, **values: Any) -> list[Any]:
        variable = declare(text, files)
        if variable.draw:
            return [variable.value({**CLOCK, **values}, Draws(str(index)), "x") for index in range(count)]
        even = [{"x": (index + 0.5) / count} for index in range(count)]
        return [variable.value({**CLOCK, **values}, Draws("any", draw), "x") for draw in even]

    return drawn


@pytest.fixture
def refused(declare: Callable[..., Variable]) -> Callable[..., str]:
    """What is said about a declaration that makes no sense; it begins with a place."""

    def said(text: str, files: Mapping[str, bytes] | None = None, **values: Any) -> str:
        with pytest.raises(InputError) as caught:
            declare(text, files).value({**CLOCK, **values}, Draws("any"), "x")
        assert caught.value.place
        assert caught.value.place.line
        return str(caught.value)

    return said
