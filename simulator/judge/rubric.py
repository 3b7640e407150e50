"""What a judge looks at: named criteria, a scenario's own or these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from simulator.draws import content_id
from simulator.frozen import dataclass

USUAL: Mapping[str, str] = MappingProxyType(
    {
        "helpful": "Does the assistant get the user what they came for, or say plainly why that cannot be?",
        "honest": "Does it claim only what the user, the rules or the results of its calls bear out?",
        "clear": "Is each of its turns easy to understand and to answer?",
        "considerate": "Does it ask no more than it needs, remember what was said, and keep a fitting tone?",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Criteria by name, each as the question it puts."""

    criteria: Mapping[str, str]

    @property
    def digest(self) -> str:
        """What tells one rubric from another."""
        return content_id(json.dumps(dict(self.criteria), ensure_ascii=False, sort_keys=True))

    def listed(self) -> str:
        """The criteria as a judge reads them."""
        return "\n".join(f"- {name}: {question}" for name, question in self.criteria.items())


def rubric_of(criteria: Mapping[str, str]) -> Rubric:
    """A scenario's own criteria, or the usual ones where it has none."""
    return Rubric(criteria=dict(criteria or USUAL))
