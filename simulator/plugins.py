"""The object behind `file.py:object`: imports the user's file and says plainly, with its own line, what went wrong."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

from simulator.errors import InputError, Place, SetupError, closest
from simulator.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An object of a file: with its file's digest, a name without paths of this machine, and what loads it again."""

    found: Any
    digest: str
    name: str
    spec: str


def load_object(spec: str, *, near: Path | None = None) -> Loaded:
    """The object an agent string names."""
    written, _, attribute = spec.rpartition(":")
    if not written.endswith(".py") or not attribute:
        raise InputError(
            f"{spec!r} names no object", hint=f"write {spec.rstrip(':')}:NAME, such as {spec.rstrip(':')}:make"
        )
    path = _find(written, near)
    data = path.read_bytes()
    digest = blake2b(data, digest_size=8).hexdigest()
    found: Any = _import(path, written, digest)
    for part in attribute.split("."):
        if not hasattr(found, part):
            known = [name for name in vars(found) if not name.startswith("_")] if hasattr(found, "__dict__") else []
            raise SetupError(f"no {part!r} in it", place=Place(written), hint=closest(part, known))
        found = getattr(found, part)
    if path.is_relative_to(Path.cwd()):
        name = again = f"{path.relative_to(Path.cwd()).as_posix()}:{attribute}"
    else:
        name = f"{path.name}:{attribute}"
        again = spec if Path(written).resolve() == path else f"{path}:{attribute}"
    return Loaded(found=found, digest=digest, name=name, spec=again)


def _find(written: str, near: Path | None) -> Path:
    for folder in (near, Path.cwd()):
        if folder is not None and (folder / written).is_file():
            return (folder / written).resolve()
    raise SetupError("no such file", place=Place(written), hint="an agent file is looked up from the current folder")


def _import(path: Path, written: str, digest: str) -> ModuleType:
    name = f"simulator_agent_{path.stem}_{digest}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SetupError("not importable as Python", place=Place(written))
    module = importlib.util.module_from_spec(spec)
    # The file may import its neighbours, and dataclasses look their own module up.
    if str(path.parent) not in sys.path:
        sys.path.insert(0, str(path.parent))
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException as fault:
        sys.modules.pop(name, None)
        if isinstance(fault, KeyboardInterrupt):
            raise
        raise _broken(fault, path, written) from fault
    return module


def _broken(fault: BaseException, path: Path, written: str) -> SetupError:
    line, column = 0, 1
    if isinstance(fault, SyntaxError) and fault.filename == str(path):
        line, column = fault.lineno or 1, fault.offset or 1
    else:
        own = [frame for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == str(path)]
        if own:
            line, column = own[-1].lineno or 1, (own[-1].colno or 0) + 1
    hint = "the file must import without errors; try: python " + written
    if isinstance(fault, ModuleNotFoundError):
        hint = f"install the package that holds {fault.name!r} beside simulator"
    said = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    return SetupError(f"{type(fault).__name__}: {said}", place=Place(written, line, column), hint=hint)
