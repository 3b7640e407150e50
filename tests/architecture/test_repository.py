"""What may not stand in the repository: names of machines, of registries, unfinished work, tests that cannot fail."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ENDINGS = {".cfg", ".in", ".json", ".jsonl", ".md", ".py", ".svg", ".toml", ".txt", ".yaml", ".yml", ""}
OWN_DOTS = {".ci", ".gitignore"}

# Hosts anybody may know; every other address in the repository is a machine somebody works on.
KNOWN_HOSTS = {
    "127.0.0.1", "api.anthropic.com", "api.openai.com", "github.com", "json-schema.org", "keepachangelog.com",
    "localhost", "semver.org", "spec.openapis.org", "swagger.io", "www.apache.org", "www.w3.org",
}  # fmt: skip
ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)")
OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:home/\w|root/|Users/\w|opt/|work/|tmp/\w)")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplemented")


def texts(root: Path) -> list[tuple[str, str]]:
    """Every text file of the repository that is ours to commit."""
    found = []
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        hidden = [part for part in inner.parts if part.startswith(".") and part not in OWN_DOTS]
        made = {"__pycache__", "build", "dist", "runs", "scratch"} & set(inner.parts)
        if path.is_file() and not hidden and not made and path.suffix in ENDINGS:
            found.append((inner.as_posix(), path.read_text(errors="replace")))
    return found


@pytest.fixture(scope="module")
def pages(root) -> list[tuple[str, str]]:
    return texts(root)


def lines_with(pages: list[tuple[str, str]], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in pages
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_address_of_an_unknown_host(pages):
    hosts = {(path, host) for path, text in pages for host in ADDRESS.findall(text)}
    unknown = [
        f"{path}: {host}"
        for path, host in sorted(hosts)
        if "." in host
        and host not in KNOWN_HOSTS
        and not re.search(r"(^|\.)(example|invalid|test|example\.(com|org|net))$", host)
    ]
    assert unknown == []


def test_no_path_of_a_machine(pages):
    this = "tests/architecture/test_repository.py"
    assert lines_with([page for page in pages if page[0] != this], OF_A_MACHINE) == []


def test_nothing_is_left_unfinished(pages):
    this = "tests/architecture/test_repository.py"
    assert lines_with([page for page in pages if page[0] != this and page[0].endswith(".py")], UNFINISHED) == []


def test_no_test_is_skipped_or_asleep(pages):
    pattern = re.compile(
        r"mark\.(skip|skipif|xfail)|pytest\.(skip|xfail|importorskip)\(|\btime\.sleep|\bsleep\((?!0\))"
    )
    this = "tests/architecture/test_repository.py"
    tests = [page for page in pages if page[0].startswith("tests/") and page[0] != this]
    assert lines_with(tests, pattern) == []


def test_tests_do_not_mock_our_own_code(pages):
    pattern = re.compile(r"unittest\.mock|\bmocker\b|MagicMock|monkeypatch\.setattr\(\s*[\"']?simulator")
    this = "tests/architecture/test_repository.py"
    tests = [page for page in pages if page[0].startswith("tests/") and page[0] != this]
    assert lines_with(tests, pattern) == []


def test_every_test_can_fail(root):
    checks = ("Assert(", "raises", "fail", "check", "assert_")
    hollow = [
        f"{path.relative_to(root)}:{node.lineno}: {node.name}"
        for path in sorted((root / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test")
        and not any(word in ast.dump(node) for word in checks)
    ]
    assert hollow == []


def test_files_a_newcomer_looks_for_are_there(root):
    wanted = [
        "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", ".ci/run",
        ".gitignore", "benchmarks", "docs", "scenarios", "tests", "tools_specs", "simulator/py.typed",
    ]  # fmt: skip
    assert [name for name in wanted if not (root / name).exists()] == []


def test_help_of_make_names_every_target(root):
    text = (root / "Makefile").read_text()
    declared = next(line for line in text.splitlines() if line.startswith(".PHONY:")).split()[1:]
    done = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True)
    assert [target for target in declared if f"make {target} " not in done.stdout] == []
