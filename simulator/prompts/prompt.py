"""A prompt by name: its file's text with what is asked about in it, and the version of its wording.

What others wrote stands between marks that it cannot close, so that a model can tell it from what it is asked to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from simulator.errors import InputError, closest
from simulator.frozen import dataclass

HEAD = re.compile(r"<!-- version (\d+) -->\n")
HOLE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt as it stands in its file."""

    name: str
    version: int
    text: str

    @property
    def label(self) -> str:
        """Its name and version, such as `judge@1`."""
        return f"{self.name}@{self.version}"

    def filled(self, **values: str) -> str:
        """The text with a value in every hole; a hole without a value, or a value without a hole, is our own fault."""
        holes = set(HOLE.findall(self.text))
        if holes != set(values):
            raise ValueError(f"{self.label} wants {sorted(holes)}, got {sorted(values)}")
        return HOLE.sub(lambda hole: values[hole[1]], self.text)


@cache
def prompt(name: str) -> Prompt:
    """The prompt of this name; raises InputError where there is none."""
    folder = Path(__file__).parent
    names = sorted(file.stem for file in folder.glob("*.md"))
    if name not in names:
        raise InputError(f"there is no prompt {name!r}", hint=closest(name, names))
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    head = HEAD.match(text)
    if head is None:
        raise ValueError(f"prompts/{name}.md does not begin with its version")
    return Prompt(name=name, version=int(head[1]), text=text[head.end() :].strip())


def fenced(texts: Mapping[str, str]) -> str:
    """Foreign texts by what they are, each between marks that no text among them holds."""
    salt = blake2b("\0".join(texts.values()).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return "\n\n".join(f"<{name} {salt}>\n{text}\n</{name} {salt}>" for name, text in texts.items())
