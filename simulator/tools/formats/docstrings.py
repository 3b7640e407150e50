"""What a docstring says of the function and of each parameter, in Google, NumPy, Sphinx or Epytext style."""

from __future__ import annotations

import inspect
import re

from simulator.frozen import NamedTuple

MAX_TEXT = 1200
_SECTION = re.compile(
    r"(args|arguments|params|parameters|keyword args|keyword arguments|other parameters|attributes|"
    r"returns?|yields?|raises?|examples?|notes?|warnings?|see also|references|todo)\s*:?\s*$",
    re.IGNORECASE,
)
_TAKES = frozenset(
    ("args", "arguments", "params", "parameters", "keyword args", "keyword arguments", "other parameters", "attributes")
)
_GOOGLE = re.compile(r"\*{0,2}(\w+)\s*(?:\(([^()]*(?:\([^()]*\))?[^()]*)\))?\s*(?::|\s-{1,2}\s)\s*(.*)$")
_NUMPY = re.compile(r"\*{0,2}(\w+(?:\s*,\s*\w+)*)\s*(?::\s*(.*))?$")
_FIELD = re.compile(r"[:@](param|parameter|arg|argument|key|keyword|type)\s+([^:]+):\s*(.*)$")
_OTHER_FIELD = re.compile(r"[:@]\w+[^:\n]*:")
_UNDERLINE = re.compile(r"\s*[-=~]{3,}\s*$")


class Parameter(NamedTuple):
    """What a docstring says of one parameter."""

    type: str = ""
    text: str = ""


class Docstring(NamedTuple):
    """A docstring in its parts."""

    text: str
    parameters: dict[str, Parameter]


def read_docstring(raw: str | None) -> Docstring:
    """The parts of a docstring, in whichever style it is written."""
    if not raw:
        return Docstring("", {})
    head, sections = _sections(inspect.cleandoc(raw)[:20_000].split("\n"))
    found: dict[str, Parameter] = {}
    for title, underlined, lines in sections:
        if title in _TAKES:
            _entries(lines, found, numpy=underlined)
    plain = _fields(head, found)
    text = "\n".join(plain).strip()
    flat = " ".join(text.split())
    return Docstring(flat if len(flat) <= MAX_TEXT else flat[: MAX_TEXT - 1] + "…", found)


def _sections(lines: list[str]) -> tuple[list[str], list[tuple[str, bool, list[str]]]]:
    """The lines before the first section, and each section with its title."""
    head: list[str] = []
    found: list[tuple[str, bool, list[str]]] = []
    here = head
    for index, line in enumerate(lines):
        title = _SECTION.match(line)
        underlined = index + 1 < len(lines) and bool(_UNDERLINE.match(lines[index + 1]))
        if title and (underlined or line.rstrip().endswith(":")):
            here = []
            found.append((title[1].lower(), underlined, here))
        elif not (_UNDERLINE.match(line) and here is not head and not here):
            here.append(line)
    return head, found


def _entries(lines: list[str], found: dict[str, Parameter], *, numpy: bool) -> None:
    """The entries of a section: one line at the outer indent begins each, deeper ones go on."""
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    names: list[str] = []
    for line in lines:
        outer = line.strip() and len(line) - len(line.lstrip()) == indent
        entry = (_NUMPY if numpy else _GOOGLE).match(line.strip().lstrip("-•")) if outer else None
        if entry:
            names = [name.strip() for name in entry[1].split(",")]
            kind, text = (entry[2] or "", "") if numpy else (entry[2] or "", entry[3])
            found.update((name, Parameter(kind.strip(), text.strip())) for name in names)
        elif line.strip():
            _go_on(found, names, line.strip())


def _go_on(found: dict[str, Parameter], names: list[str], more: str) -> None:
    for name in names:
        known = found[name]
        found[name] = known._replace(text=f"{known.text} {more}".strip())


def _fields(lines: list[str], found: dict[str, Parameter]) -> list[str]:
    """The lines that are no field; `:param int x: text`, `:type x: int` and `@param x: text` go to the parameters."""
    plain: list[str] = []
    names: list[str] = []
    fields = False
    for line in lines:
        field = _FIELD.match(line.strip())
        if field:
            fields = True
            *kind, name = field[2].split()
            name = name.lstrip("*")
            known = found.get(name, Parameter())
            told = known._replace(type=field[3]) if field[1] == "type" else known._replace(text=field[3])
            found[name] = told._replace(type=" ".join(kind)) if kind else told
            names = [] if field[1] == "type" else [name]
        elif _OTHER_FIELD.match(line.strip()):
            fields, names = True, []
        elif not fields:
            plain.append(line)
        elif line.strip() and names:
            _go_on(found, names, line.strip())
    return plain
