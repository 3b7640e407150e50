"""Texts and what is computed: pattern, expr, faker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.kinds.declared import Declared, Given, Way, fixed, is_name, text
from simulator.variables.expr import Expression
from simulator.variables.faker import is_locale, provider
from simulator.variables.pattern import pattern
from simulator.variables.variable import Values

_FAKER = ("provider", "locale", "args")


def pattern_kind(declared: Declared) -> Way:
    try:
        found = pattern(str(declared.body))
    except ValueError as broken:
        raise declared.refuse(str(broken), "pattern") from None
    return Way(draw=lambda values, draws, path: found.draw(draws, path))


def expr_kind(declared: Declared) -> Way:
    if isinstance(declared.body, dict | list) or declared.body is None:
        raise declared.refuse("an expression is a text", "expr", hint='expr: "price * 2"')
    found = Expression(str(declared.body), declared.place("expr"))
    if found.events:
        raise declared.refuse("happened() is known only after a conversation", "expr", hint="use it in labels")
    return Way(parents=tuple(sorted(found.names)), decide=found.evaluate)


def faker_kind(declared: Declared) -> Way:
    body = declared.body if isinstance(declared.body, Mapping) else {"provider": declared.body}
    example = "faker: {provider: pyint, args: {min_value: 1}}"
    body = declared.fields(body, _FAKER, example, "faker")
    if not isinstance(body.get("provider"), str):
        raise declared.refuse("faker needs a provider", "faker", hint="faker: name")
    name, place = body["provider"], declared.place("faker")
    args = declared.fields(body.get("args", {}), tuple(body.get("args") or ()), example, "faker", "args")
    locale = locale_of(declared, body.get("locale", "en_US"), "faker", "locale")
    if locale.fixed:
        give = provider(name, str(locale.read({})), place, args)
        return Way(draw=lambda values, draws, path: give(draws.value(path)))
    provider(name, "en_US", place, args)  # a wrong name or argument shows while the file is read

    def draw(values: Values, draws: Any, path: str) -> Any:
        return provider(name, str(locale.read(values)), place, args)(draws.value(path))

    return Way(parents=tuple(sorted(locale.names)), draw=draw)


def locale_of(declared: Declared, found: Any, *keys: Any) -> Given:
    """A locale as written, or from a variable: `{country_locale}` or its bare name."""
    if isinstance(found, str) and is_name(found) and not is_locale(found):
        return text(declared, f"{{{found}}}", *keys)
    if not isinstance(found, str) or "{" not in found:
        return fixed(found)
    return text(declared, found, *keys)
