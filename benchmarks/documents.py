"""What becomes of a folder of API documents: how many load, and for how many `simulator new` writes what.

    python benchmarks/documents.py FOLDER [--sample 150 --seed 1] [--jobs 2] [--keep DIR] [--json FILE]

Each document has a process of its own, stopped after --seconds of CPU, in which nothing may open a connection.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ENDINGS = (".json", ".yaml", ".yml")
SHOWN = 12


def main() -> None:
    options = _options()
    if options.one:
        resource.setrlimit(resource.RLIMIT_CPU, (options.seconds, options.seconds))
        print(json.dumps(measure(options.folder, options.keep)))
        return
    files = chosen(options.folder, options.sample, options.seed)
    with ThreadPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(lambda file: _apart(file, options), files))
    for row, file in zip(rows, files, strict=True):
        row["file"] = str(file.relative_to(options.folder))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(rows)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="only so many documents, chosen by --seed")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2, help="documents at once")
    parser.add_argument("--seconds", type=int, default=120, help="CPU seconds for one document")
    parser.add_argument("--keep", type=Path, help="a folder to keep the scenarios in")
    parser.add_argument("--json", type=Path, help="a file for what was found in each document")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def chosen(folder: Path, sample: int, seed: str) -> list[Path]:
    """The documents below a folder; of these as many as asked for, by the hash of seed and path."""
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in ENDINGS and file.is_file()]
    if not sample:
        return files
    kept = sorted(files, key=lambda file: hashlib.sha256(f"{seed}/{file.relative_to(folder)}".encode()).digest())
    return sorted(kept[:sample])


def _apart(file: Path, options: argparse.Namespace) -> dict[str, Any]:
    """One document in a process of its own."""
    command = [sys.executable, __file__, str(file), "--one", "--seconds", str(options.seconds)]
    if options.keep:
        command += ["--keep", str(options.keep / "_".join(file.relative_to(options.folder).with_suffix("").parts))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return {"outcome": "too slow", "reason": f"more than {options.seconds} CPU seconds"}
    if done.returncode:
        return {"outcome": "traceback", "reason": (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(file: Path, keep: Path | None) -> dict[str, Any]:
    """What becomes of one document."""
    from simulator.authoring.flow.links import find_links
    from simulator.errors import SimulatorError
    from simulator.tools.formats.read import read_tools

    opened: list[str] = []
    sys.addaudithook(lambda event, _: _refuse(event, opened))
    start = time.process_time()
    try:
        tools = read_tools(str(file)).tools
    except SimulatorError as wrong:
        return {"outcome": "error", "reason": wrong.message, "load": time.process_time() - start, "network": opened}
    load = time.process_time() - start
    found = {
        "outcome": "loads",
        "load": round(load, 3),
        "operations": len(tools),
        "arguments": any(tool.properties for tool in tools),
        "links": len(find_links(tools)),
    }
    start = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        found |= _written(file, keep or Path(scratch))
    return {**found, "new": round(time.process_time() - start, 3), "network": opened}


def _refuse(event: str, opened: list[str]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        opened.append(event)
        raise PermissionError("no document may open a connection")


def _written(file: Path, folder: Path) -> dict[str, Any]:
    from simulator.authoring.from_tools import write_scenarios
    from simulator.errors import SimulatorError
    from simulator.scenario.load import load

    try:
        written = write_scenarios(file, folder)
    except SimulatorError as wrong:
        return {"refused": [["", wrong.message]], "scenarios": 0}
    scenarios = [load(path) for path in written.paths]
    calls = [[call for call in one.case("0").labels.calls if not call.optional] for one in scenarios]
    return {
        "scenarios": len(scenarios),
        "supplied": any(goal.slots for one in scenarios for goal in one.file.goals),
        "calls": max(map(len, calls), default=0),
        "chained": any(goal.chain for one in scenarios for goal in one.file.goals),
        "refused": [list(pair) for pair in written.refused],
    }


def table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The counts, and why the rest failed."""
    loads = [row for row in rows if row["outcome"] == "loads"]
    takes = [row for row in loads if row["arguments"]]
    linked = [row for row in loads if row["links"]]
    yield _row("documents that load", len(loads), len(rows))
    for outcome in ("error", "too slow", "traceback"):
        yield _row(f"  {outcome}", sum(row["outcome"] == outcome for row in rows), len(rows))
    yield _row("  tried to open a connection", sum(bool(row.get("network")) for row in rows), len(rows))
    yield _row("of those with an argument: the user supplies one", sum(map(_supplied, takes)), len(takes))
    yield _row("of those with a link: two calls or more", sum(row.get("calls", 0) > 1 for row in linked), len(linked))
    yield _row("  one call gives what the next is made with", sum(map(_chained, linked)), len(linked))
    seconds = sorted(row["new"] for row in loads) or [0.0]
    yield f"`new`, CPU seconds: median {seconds[len(seconds) // 2]:.1f}, most {seconds[-1]:.1f}"
    yield from _reasons("do not load", (row for row in rows if row["outcome"] != "loads"))
    yield from _reasons("nothing the user supplies", (row for row in takes if not _supplied(row)))
    yield from _reasons("linked, but no two calls", (row for row in linked if row.get("calls", 0) < 2))


def _supplied(row: Mapping[str, Any]) -> bool:
    return bool(row.get("supplied"))


def _chained(row: Mapping[str, Any]) -> bool:
    return bool(row.get("chained"))


def _row(name: str, count: int, of: int) -> str:
    return f"{name:52} {count:4} of {of:4}  {100 * count / of if of else 100:6.1f} %"


def _reasons(title: str, rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield f"\n{title}:"
    for row in found[:SHOWN]:
        reasons = Counter(reason for _, reason in row.get("refused", ())).most_common(2)
        yield f"  {row['file']}: {row.get('reason') or '; '.join(reason for reason, _ in reasons)}"
    if len(found) > SHOWN:
        yield f"  and {len(found) - SHOWN} more"


if __name__ == "__main__":
    main()
