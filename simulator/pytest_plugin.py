"""The pytest fixture `simulate`: plays a scenario against your assistant inside a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from simulator.report.results import Results


@pytest.fixture
def simulate() -> Callable[..., Results]:
    """simulate(scenario, assistant, n=20) -> Results; the assistant is an agent string or a Python object."""

    def run(scenario: Any, assistant: Any, n: int = 20, **options: Any) -> Results:
        from simulator import api

        return api.evaluate(scenario, assistant=assistant, n=n, **options)

    return run
