"""Runs what the README shows, in a scratch folder, and follows its links: a newcomer must be able to type along.

A fence ```sh is run, in order, under the installed command; ```console and the rest are only shown. A fence
```python or ```yaml whose first line is a comment with a file name (`# my_agent.py`) is saved under that name first.
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


def main() -> int:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    problems = [problem for page in pages for problem in broken_links(page)]
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir(parents=True)
    for language, body in FENCE.findall((ROOT / "README.md").read_text()):
        save(body)
        if language == "sh" and not run(body):
            problems.append(f"README.md: this does not run:\n{body}")
    print("\n".join(problems) or "the README holds", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
