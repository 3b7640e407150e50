"""Runs what the pages show, each in a scratch folder, and follows their links: a newcomer must be able to type along.

A fence ```sh is run, in order, under the installed command. A fence ```console shows commands after `$` and what they
print, which must be what they print now; a line `…` stands for any lines. A fence ```python or ```yaml whose first
line is a comment with a file name (`# my_agent.py`) is saved under that name first.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".ci" / "scratch"
TYPED = ("README.md", "docs/variables.md", "docs/worlds.md", "docs/api-documents.md")  # pages whose commands are run
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (\w[\w./-]*\.(?:py|yaml|yml|json|md))\n")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def broken_links(page: Path) -> list[str]:
    """Links of a page that lead to no file."""
    found = [link for link in LINK.findall(FENCE.sub("", page.read_text())) if ":" not in link]
    return [f"{page.relative_to(ROOT)}: {link} leads nowhere" for link in found if not (page.parent / link).exists()]


def save(body: str) -> None:
    """Writes a fence that names its file into the scratch folder."""
    if named := NAMED.match(body):
        path = SCRATCH / named[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body)


def run(body: str) -> bool:
    """Runs one fence of shell commands; the first that fails ends it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path}
    done = subprocess.run(["bash", "-euxo", "pipefail", "-c", body], check=False, cwd=SCRATCH, env=env)
    return done.returncode == 0


def printed(command: str) -> list[str]:
    """The lines a command prints, blank ones at both ends left out."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path}
    done = subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=SCRATCH,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return [line.rstrip() for line in done.stdout.strip("\n").splitlines()]


def shown(body: str) -> list[tuple[str, list[str]]]:
    """The commands of a console fence with the lines below each."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line.rstrip())
    return [(command, lines) for command, lines in found if command.startswith(("simulator ", "python "))]


def fits(lines: list[str], real: list[str]) -> bool:
    """Whether the lines shown are the real ones, `…` standing for any number of them."""
    if not lines:
        return not real
    if lines[0] == "…":
        return any(fits(lines[1:], real[start:]) for start in range(len(real) + 1))
    return bool(real) and lines[0] == real[0] and fits(lines[1:], real[1:])


def wrong_on(name: str) -> list[str]:
    """What a page shows that is not so."""
    problems = []
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    for language, body in FENCE.findall((ROOT / name).read_text()):
        save(body)
        if language == "sh" and not run(body):
            problems.append(f"{name}: this does not run:\n{body}")
        for command, lines in shown(body) if language == "console" else ():
            real = printed(command)
            if lines and not fits(lines, real):
                problems.append(f"{name}: `{command}` prints something else now:\n" + "\n".join(real))
    return problems


def main() -> int:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    problems = [problem for page in pages for problem in broken_links(page)]
    problems += [problem for name in TYPED for problem in wrong_on(name)]
    print("\n".join(problems) or "the pages hold", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
