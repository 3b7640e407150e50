"""Rules that a user gives beside a document: what an operation must not be called for, and the sentence that says so.

`cancelOrder: Orders are not cancelled by phone.` holds always, `cancelOrder if status == 'shipped': …` where the
condition does, over arguments of the operation and over fields of the thing it changes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from simulator.assistants.speech.stems import stems
from simulator.authoring.drafts import Draft, Fact, schema_of
from simulator.authoring.suppliers import Supply, UnsayableError, opened, supply
from simulator.authoring.wishes import phrase
from simulator.authoring.writing.english import with_article
from simulator.authoring.writing.wish import Wish
from simulator.errors import InputError, Place, closest, short
from simulator.frozen import dataclass
from simulator.tools.document import read_text
from simulator.tools.spec import ToolSpec
from simulator.tools.validator import Validator
from simulator.variables.expr import Expression
from simulator.worlds.derived.kind import DerivedKind

HINT = "write OPERATION: SENTENCE, or OPERATION if CONDITION: SENTENCE, such as \"cancelOrder if status == 'sent': …\""
_RULE = re.compile(r"(?P<tool>[\w.-]+)(?:\s+if\s+(?P<condition>.+?))?\s*:\s+(?P<sentence>\S.*)", re.DOTALL)
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|when|where|only|except|after|before|over|under|until|within|without|more|less|than|older|once)\b"
)
_FORBIDS = re.compile(
    r"\b(?:never|not|no|cannot|can't|don't|refuse\w*|forbid\w*|forbidden|nobody|reject\w*|decline\w*)\b"
)
_AROUND = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the policy says of one operation; without a condition it is never done."""

    tool: str
    sentence: str
    condition: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The arguments and fields that the condition speaks of."""
        return Expression(self.condition).names if self.condition else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that was given: rules about operations, and sentences that only stand in the policy."""

    rules: tuple[Rule, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def never(self) -> frozenset[str]:
        """Operations that are never done."""
        return frozenset(rule.tool for rule in self.rules if not rule.condition)

    def spoken_of(self, tool: str) -> frozenset[str]:
        """What conditions about an operation speak of."""
        return frozenset().union(*(rule.names for rule in self.rules if rule.tool == tool))


NO_RULES = Rules()


def read_rules(given: Sequence[str], tools: Sequence[ToolSpec]) -> Rules:
    """The rules in texts and files; a line of a file that names no operation is a sentence of the policy."""
    rules: list[Rule] = []
    sentences: list[str] = []
    for text in given:
        if not text.lower().endswith((".txt", ".md")):
            rules.append(read_rule(text, tools))
            continue
        for number, line in enumerate(read_text(Path(text)).splitlines(), start=1):
            plain = line.strip().removeprefix("- ").removeprefix("* ")
            if not plain or plain.startswith("#"):
                continue
            if _RULE.fullmatch(plain) or _about(plain, tools):
                rules.append(read_rule(plain, tools, Place(text, number, 1)))
            else:
                sentences.append(_sentence(plain))
    return Rules(rules=tuple(rules), sentences=tuple(sentences))


def check_names(rules: Rules, kind: DerivedKind) -> None:
    """Raises InputError where a condition speaks of what no operation takes and no thing has."""
    for rule in rules.rules:
        resource = kind.owners.get(rule.tool)
        known = {*kind.tools[rule.tool].properties, *(resource.columns if resource else ())}
        if unknown := sorted(rule.names - known):
            message = f"the rule speaks of {unknown[0]!r}, which {rule.tool} does not take and its thing does not have"
            raise InputError(message, hint=closest(unknown[0], sorted(known)))


def read_rule(text: str, tools: Sequence[ToolSpec], place: Place | None = None) -> Rule:
    """The rule in a text; raises InputError where it names no operation or its condition cannot be read."""
    plain = " ".join(text.split())
    known = {name: tool for tool in tools for name in (tool.name, tool.original)}
    found = _RULE.fullmatch(plain)
    if found and (found["tool"] in known or found["condition"]):
        if found["tool"] not in known:
            raise InputError(f"no operation {found['tool']!r}", place=place, hint=closest(found["tool"], list(known)))
        rule = Rule(
            tool=known[found["tool"]].name,
            condition=found["condition"] or "",
            sentence=_sentence(found["sentence"]),
        )
        Expression(rule.condition, place) if rule.condition else None
        return rule
    about = _about(plain, tools)
    if len(about) != 1:
        why = f"speaks of {len(about)} operations" if about else "names no operation"
        raise InputError(f"the rule {short(plain)!r} {why}", place=place, hint=HINT)
    return Rule(tool=about[0].name, sentence=_sentence(plain))


def _about(text: str, tools: Sequence[ToolSpec]) -> list[ToolSpec]:
    """The operations that a plain sentence forbids altogether; none where it says a condition."""
    forbids = _FORBIDS.search(text.lower()) and not _CONDITIONAL.search(text.lower())
    return [tool for tool in tools if _speaks_of(text, tool)] if forbids else []


def _speaks_of(text: str, tool: ToolSpec) -> bool:
    wanted = stems(phrase(tool))
    return bool(wanted) and wanted <= stems(text)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


# --- what a rule makes of a goal --------------------------------------------------------------------------------------


def forbidden(rule: Rule, draft: Draft, looks: Sequence[Draft], kind: DerivedKind) -> Wish:
    """The user wants what the rule forbids; raises UnsayableError where no case of that can be made."""
    wish = _meeting(rule, Wish(draft=draft, forbidden=True, outcome="refused"), looks, kind)
    first = tuple(fact.slot for fact in wish.draft.facts if rule.names & {fact.name, fact.variable})
    return replace(wish, require=(_told(rule, wish.draft),), first=first) if rule.condition else wish


def allowed(rule: Rule, wish: Wish, looks: Sequence[Draft], kind: DerivedKind) -> Wish:
    """The same goal where the rule holds and forbids nothing."""
    met = _meeting(rule, wish, looks, kind)
    return replace(met, require=(*met.require, f"not ({_told(rule, met.draft)})"))


def _meeting(rule: Rule, wish: Wish, looks: Sequence[Draft], kind: DerivedKind) -> Wish:
    draft = _admitting(rule, wish.draft)
    fields = sorted(rule.names - {name for fact in draft.facts for name in (fact.name, fact.variable)})
    policy = (*wish.policy, rule.sentence)
    if not fields:
        return replace(wish, draft=draft, policy=policy)
    resource = kind.owners.get(draft.tool.name)
    look = looks[0] if looks else None
    if resource is None or look is None or not draft.table or not set(fields) <= resource.columns:
        raise UnsayableError(
            f"the rule speaks of {', '.join(fields)}, which is no argument and nothing a look-up shows"
        )
    shown = _shown_fields(look.tool)
    if missing := [name for name in fields if name not in shown]:
        raise UnsayableError(f"the rule speaks of {missing[0]}, which {look.tool.name} does not show")
    root = look.tool.returns or {}
    state = {
        name: _wider(supply(name, shown[name], root), rule, name, Validator(shown[name], root=root)) for name in fields
    }
    rows = wish.rows if wish.rows is not None else draft.rows()
    more = {name: f"{{{name}}}" for name in fields}
    return replace(
        wish,
        draft=draft,
        policy=(*policy, f"Look up {with_article(resource.noun)} before you change or delete it."),
        look=None if wish.chain or wish.given else look,
        more={**wish.more, **{name: one.declared for name, one in state.items()}},
        rows={table: [row | more for row in some] if table == draft.table else some for table, some in rows.items()},
    )


def _shown_fields(look: ToolSpec) -> Mapping[str, Any]:
    root = look.returns or {}
    found = opened(root, root).get("properties", {})
    return {name: opened(schema, root) for name, schema in found.items() if isinstance(schema, Mapping)}


def _told(rule: Rule, draft: Draft) -> str:
    """The condition in the names of the scenario's variables."""
    text = rule.condition
    for fact in draft.facts:
        if fact.variable != fact.name:
            text = re.sub(rf"\b{re.escape(fact.name)}\b", fact.variable, text)
    return text


# --- values on both sides of a condition ------------------------------------------------------------------------------


def _admitting(rule: Rule, draft: Draft) -> Draft:
    """The draft with values that the condition speaks of among those the user may say."""

    def widened(fact: Fact) -> Fact:
        if not rule.names & {fact.name, fact.variable} or fact.supply.listed:
            return fact
        checker = Validator(schema_of(draft.tool, fact), root=draft.tool.parameters)
        return replace(fact, supply=_wider(fact.supply, rule, fact.name, checker))

    return replace(draft, facts=tuple(widened(fact) for fact in draft.facts))


def _wider(known: Supply, rule: Rule, name: str, checker: Validator) -> Supply:
    declared = known.declared
    values = [value for value in _compared(rule.condition, name) if checker.fits(value)]
    if not values:
        return known
    if "integer" in declared:
        bounds = [declared["integer"]["from"], declared["integer"]["to"]]
        around = [int(value) + step for value in values for step in (-_AROUND, -1, 0, 1, _AROUND)]
        numbers = [*bounds, *(value for value in around if checker.fits(value))]
        return replace(known, declared={"integer": {"from": min(numbers), "to": max(numbers)}})
    if "choice" in declared and not isinstance(declared["choice"], Mapping):
        return replace(
            known, declared={"choice": list(dict.fromkeys([*declared["choice"], *values, *_sides(values, checker)]))}
        )
    return known


def _sides(values: Sequence[Any], checker: Validator) -> list[Any]:
    """A number less and a number more than each, so that a bound has both sides."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return [value + step for value in numbers for step in (-_AROUND, _AROUND) if checker.fits(value + step)]


def _compared(condition: str, name: str) -> Iterator[Any]:
    """The constants that a condition compares a name with."""
    for node in ast.walk(ast.parse(condition.strip(), mode="eval")) if condition else ():
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Name) and side.id == name for side in sides):
            yield from (one.value for side in sides for one in ast.walk(side) if isinstance(one, ast.Constant))
