"""The small protocol's own error."""

from __future__ import annotations

import copy

import pytest

from simulator.errors import Place
from simulator.models.model import ModelError


@pytest.mark.parametrize("infrastructure", [True, False])
def test_a_model_error_keeps_whose_fault_it_was_between_processes(infrastructure):
    error = ModelError("gone", infrastructure=infrastructure, place=Place("a.yaml", 1, 2), hint="wait")
    found = copy.copy(error)
    assert found is not error
    assert (found.infrastructure, str(found), found.exit_code) == (infrastructure, str(error), 3)
