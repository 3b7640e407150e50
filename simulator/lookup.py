"""Where a name is found: beside the file that says it, in the folders above, then among what is shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


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

    Only a name without a slash is looked up in the folders above: a path stays beside the file that says it.
    """
    if not _is_plain(name):
        return None
    above = near.parents if len(Path(name).parts) == 1 else ()
    for folder in (near, *above, shipped()):
        for room in ("", *rooms):
            for ending in endings:
                found = folder / room / f"{name}{ending}"
                if fits(found) and found.resolve().is_relative_to((folder / room).resolve()):
                    return found
    return None


def find_scenario(name: str, near: Path) -> Path | None:
    """A scenario by its path or plain name; shipped ones are found in any folder below `scenarios`."""
    found = find(name, near=near, rooms=("scenarios",), endings=("", ".yaml", ".yml"))
    if found or not _is_plain(name):
        return found
    return next((path for path in shipped_scenarios() if path.stem == name), None)


@lru_cache(maxsize=1)
def shipped_scenarios() -> tuple[Path, ...]:
    """Every shipped scenario file, in order of name."""
    return tuple(scenario_files(shipped() / "scenarios"))


def scenario_files(folder: Path) -> Iterator[Path]:
    """The scenario files below a folder, in order; `tools_specs` folders and dot-folders are left out."""
    for path in sorted(folder.rglob("*.y*ml")):
        inside = path.relative_to(folder).parts[:-1]
        if path.suffix in (".yaml", ".yml") and not any(p == "tools_specs" or p.startswith((".", "_")) for p in inside):
            yield path


def shown(path: Path) -> str:
    """A path as people know it: below the working folder, or below what is shipped."""
    for base in (Path.cwd(), shipped()):
        try:
            return path.resolve().relative_to(base).as_posix()
        except ValueError:
            continue
    return str(path)


def _is_plain(name: str) -> bool:
    parts = Path(name).parts
    return bool(name) and "\0" not in name and not Path(name).is_absolute() and ".." not in parts
