"""Where a name is found: beside the file that says it, in the folders above, then among what is shipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from simulator.errors import InputError, Place

PACKAGE = Path(__file__).resolve().parent
HEAD = 1_000_000
_BOM = b"\xef\xbb\xbf"
_OTHER_TEXT = (b"\xff\xfe", b"\xfe\xff")
_FORMATS = (
    rb"openapi|swagger|swaggerVersion|asyncapi|arazzo|overlay|openrpc|functions|function_?[dD]eclarations|jsonrpc"
)
_API = re.compile(rb"^[\"']?(" + _FORMATS + rb")[\"']?[ \t]*:", re.MULTILINE)
_LIST = re.compile(rb"- [{ \"']*(type|name|function|function_?[dD]eclarations)[\"']?[ \t]*:")
_SCENARIO = re.compile(rb"^[\"']?(goals|name)[\"']?[ \t]*:", re.MULTILINE)
_BRACE = re.compile(rb"\s*(#[^\n]*\n\s*|---[^\n]*\n\s*)*\{")
_API_INSIDE = re.compile(rb"[{,]\s*[\"']?(" + _FORMATS + rb")[\"']?\s*:")
_SCENARIO_INSIDE = re.compile(rb"[{,]\s*[\"']?(goals|name)[\"']?\s*:")


@lru_cache(maxsize=1)
def shipped() -> Path:
    """The folder that holds the shipped `scenarios` and `tools_specs`."""
    installed = PACKAGE / "shipped"
    return installed if installed.is_dir() else PACKAGE.parent


def find(
    name: str,
    *,
    near: Path,
    rooms: Sequence[str] = (),
    endings: Sequence[str] = ("",),
    fits: Callable[[Path], bool] = Path.exists,
) -> Path | None:
    """The file or folder a name means, or None; a name never leads out of the folder it is looked up in.

    Only a name without a slash is looked up in the folders above: a path stays beside the file that says it. A link
    that leads out is refused: passing it over could find another thing of the same name.
    """
    if not _is_plain(name):
        return None
    above = near.parents if len(Path(name).parts) == 1 else ()
    for folder in (near, *above, shipped()):
        for room in ("", *rooms):
            for ending in endings:
                found = folder / room / f"{name}{ending}"
                if is_there(found, fits):
                    return _inside(found, folder / room)
    return None


def _inside(found: Path, folder: Path) -> Path:
    if found.resolve().is_relative_to(folder.resolve()):
        return found
    raise InputError(
        f"a link that leads out of its folder, to {found.resolve()}",
        place=Place(shown(found, follow=False)),
        hint="put the thing itself there",
    )


def is_there(path: Path, fits: Callable[[Path], bool] = Path.exists) -> bool:
    """Whether a path fits; one the system cannot look at (a name too long, a closed folder) does not."""
    try:
        return fits(path)
    except OSError:
        return False


def holds_scenarios(path: Path) -> bool:
    """A file, or a folder with at least one scenario file below it."""
    return path.is_file() or (path.is_dir() and any(scenario_files(path)))


def find_scenario(name: str, near: Path, fits: Callable[[Path], bool] = holds_scenarios) -> Path | None:
    """A scenario by its path or plain name; shipped ones are found in any folder below `scenarios`."""
    found = find(name, near=near, rooms=("scenarios",), endings=("", ".yaml", ".yml"), fits=fits)
    if found or not _is_plain(name):
        return found
    return next((path for path in shipped_scenarios() if path.stem == name), None)


@lru_cache(maxsize=1)
def shipped_scenarios() -> tuple[Path, ...]:
    """Every shipped scenario file, in order of name."""
    return tuple(scenario_files(shipped() / "scenarios"))


def scenario_files(folder: Path) -> Iterator[Path]:
    """The scenario files below a folder, in order: what looks like none is no scenario that went wrong."""
    return (path for path in yaml_files(folder) if kind_of(path) == "scenario")


def yaml_files(folder: Path) -> Iterator[Path]:
    """The YAML files below a folder, in order; `tools_specs` folders and dot-folders are left out."""
    for path in sorted(folder.rglob("*.y*ml")):
        inside = path.relative_to(folder).parts[:-1]
        if path.suffix in (".yaml", ".yml") and not any(p == "tools_specs" or p.startswith((".", "_")) for p in inside):
            yield path


def kind_of(path: Path) -> str:
    """What a file is by the fields at its top: "api", "scenario", or "" for neither.

    What cannot be read counts as a scenario, so that somebody says why.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).removeprefix(_BOM)
    except OSError:
        return "scenario"
    braces = _BRACE.match(head)
    if (_API_INSIDE if braces else _API).search(head) or _LIST.match(_first_line(head)):
        return "api"
    scenario = head.startswith(_OTHER_TEXT) or (_SCENARIO_INSIDE if braces else _SCENARIO).search(head)
    return "scenario" if scenario else ""


def _first_line(head: bytes) -> bytes:
    """The first line that says something."""
    lines = (line for line in head.splitlines() if line.strip() and not line.startswith((b"#", b"---", b"%")))
    return next(lines, b"")


def shown(path: Path, *, follow: bool = True) -> str:
    """A path as people know it: below the working folder, or below what is shipped."""
    for base in (Path.cwd(), shipped()):
        try:
            return (path.resolve() if follow else path.absolute()).relative_to(base).as_posix()
        except ValueError:
            continue
    return str(path)


def _is_plain(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and "\0" not in name and not Path(name).is_absolute() and ".." not in parts
