"""Regular expressions that are compiled when they are first used: a start of the program compiles none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Late:
    """As the compiled pattern of a text, or of what writes the text; after the first use no slower."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]
    split: Callable[..., list[Any]]

    def __init__(self, pattern: str | Callable[[], str], flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS:
            raise AttributeError(name)
        pattern = self.pattern if isinstance(self.pattern, str) else self.pattern()
        compiled = re.compile(pattern, self.flags)
        vars(self).update((method, getattr(compiled, method)) for method in METHODS)
        return vars(self)[name]
