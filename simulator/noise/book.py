"""A book learnt from a log: its phrases, and the style of its people as a mess setting `calibrated:FILE`.

The setting is carried as one text that holds every figure, so a record, a worker and a replay need no file:
`calibrated:NAME(habit=lean:level/…;…)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.noise.style import CALIBRATED, HABITS, RANKS
from simulator.variables.yaml import Document, load_yaml

PREFIX = "calibrated:"
HINT = "a book that `simulator phrasebook learn` wrote has a `style:` part"


def resolved(mess: str, read: Callable[[str], Document] | None = None) -> str:
    """The mess setting with the file that it names read; any other setting as it is."""
    if not mess.startswith(PREFIX) or CALIBRATED.match(mess):
        return mess
    name, plus, factors = mess[len(PREFIX) :].partition("+")
    if not name:
        raise InputError(f"mess {mess!r} names no file", hint=f"{PREFIX}FILE")
    document = (read or _read)(name)
    return f"{text_of(document, Path(name).stem)}{plus}{factors}"


def _read(name: str) -> Document:
    path = Path(name)
    try:
        return load_yaml(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError as broken:
        raise InputError(f"not UTF-8 text at byte {broken.start}", place=Place(name), hint="save it as UTF-8") from None
    except OSError as broken:
        raise InputError(f"cannot be read: {broken.strerror or broken}", place=Place(name), hint=HINT) from None


def phrases_of(document: Document) -> dict[str, list[str]]:
    """The wordings of a book by slot or dialogue act, checked; a book without any is refused."""
    data = document.data if isinstance(document.data, dict) else {}
    found = data.get("phrases")
    if not isinstance(found, dict):
        hint = "phrases: {NAME: [TEXT, …]}"
        raise InputError("no phrases stand in this file", place=document.place("phrases"), hint=hint)
    for name, texts in found.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise InputError(f"phrases of {name!r} are no list of texts", place=document.place("phrases", name))
    return found


def text_of(document: Document, name: str) -> str:
    """The one text of a book's `style:` part, checked."""
    data = document.data if isinstance(document.data, dict) else {}
    style = data.get("style")
    if not isinstance(style, dict) or not style:
        raise InputError("no style is learnt in this file", place=document.place("style"), hint=HINT)
    parts = [_habit(document, habit, found) for habit, found in style.items()]
    return f"{PREFIX}{re.sub(r'[^A-Za-z0-9_.-]', '-', name) or 'book'}({';'.join(parts)})"


def _habit(document: Document, name: str, found: Any) -> str:
    place = document.place("style", name)
    if name not in HABITS:
        raise InputError(f"unknown habit {name!r}", place=place, hint=closest(name, list(HABITS)))
    if not isinstance(found, Mapping) or set(found) != {"levels", "lean"}:
        raise InputError(f"habit {name!r} needs levels and lean", place=place, hint="levels: [0, 0, 0.1, …], lean: 0.5")
    levels, lean = found["levels"], found["lean"]
    wrong = not isinstance(levels, list) or len(levels) != len(RANKS) or not all(map(_is_share, levels))
    if wrong or sorted(levels) != levels:
        hint = (
            f"{len(RANKS)} shares from 0 to 1 that do not fall, at the ranks {', '.join(f'{rank:g}' for rank in RANKS)}"
        )
        raise InputError(f"levels of {name!r}: {levels!r}", place=place, hint=hint)
    if not isinstance(lean, int | float) or isinstance(lean, bool) or not -1 < lean < 1:
        raise InputError(f"lean of {name!r}: {lean!r}", place=place, hint="a number between -1 and 1")
    return f"{name}={lean:g}:{'/'.join(f'{level:g}' for level in levels)}"


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
