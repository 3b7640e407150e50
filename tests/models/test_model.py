"""The small protocol's own error."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from simulator.errors import Place
from simulator.messages import Message
from simulator.models.model import ModelError, Request
from simulator.models.tape import Fingerprint


@pytest.mark.parametrize("infrastructure", [True, False])
def test_a_model_error_keeps_whose_fault_it_was_between_processes(infrastructure):
    error = ModelError("gone", infrastructure=infrastructure, place=Place("a.yaml", 1, 2), hint="wait")
    found = copy.copy(error)
    assert found is not error
    assert (found.infrastructure, str(found), found.exit_code) == (infrastructure, str(error), 3)


def test_a_wanted_form_is_part_of_what_is_asked():
    asked = Request(messages=(Message(role="user", content="hello"),))
    plain, formed = Fingerprint(), Fingerprint()
    assert plain.of(asked) != formed.of(replace(asked, schema={"type": "object"}))
    assert plain.of(replace(asked, schema={"type": "object"})) == formed.of(replace(asked, schema={"type": "object"}))
