"""Records as JUnit XML, which every CI reads: a suite for each assistant, a case for each conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from simulator.metrics.excluded import excluded
from simulator.report.transcript import failure_line
from simulator.report.visible import short, visible
from simulator.store.folder import write_whole

Record = Mapping[str, Any]


def write_junit(records: Iterable[Record], path: Path) -> None:
    """Writes the document to a file."""
    write_whole(path, junit_xml(records))


def junit_xml(records: Iterable[Record]) -> bytes:
    """The document; a failed conversation is a failure, one that does not count an error."""
    suites: dict[str, list[Record]] = {}
    for record in records:
        suites.setdefault(record["options"].get("assistant", ""), []).append(record)
    root = ET.Element("testsuites", name="simulator")
    for assistant, found in sorted(suites.items()):
        root.append(_suite(assistant, sorted(found, key=_order)))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _order(record: Record) -> tuple[str, list[int], str, int, str]:
    seed = record["seed"]
    numbers = [int(part) for part in seed.split(".") if part.isdecimal()]
    return record["scenario"], numbers, seed, record["trial"], record["id"]


def _suite(assistant: str, records: list[Record]) -> ET.Element:
    suite = ET.Element("testsuite", name=visible(assistant, lines=False))
    suite.extend(_case(record) for record in records)
    suite.set("tests", str(len(records)))
    for name, child in (("failures", "failure"), ("errors", "error")):
        suite.set(name, str(len(suite.findall(f"testcase/{child}"))))
    return suite


def _case(record: Record) -> ET.Element:
    scenario, assistant = record["scenario"], record["options"].get("assistant", "")
    name = f"{scenario} seed {record['seed']}" + (f" trial {record['trial']}" if record["trial"] else "")
    classname = f"{assistant}.{scenario}" if assistant else scenario
    case = ET.Element("testcase", name=visible(name, lines=False), classname=visible(classname, lines=False))
    problem = _problem(record)
    if problem is not None:
        case.append(problem)
    return case


def _problem(record: Record) -> ET.Element | None:
    end, verdict = record["end"], record["verdict"]
    if excluded(record):
        problem = ET.Element(
            "error", type=end.get("blame", "none"), message=short(f"does not count: {end['reason']}", 200)
        )
        problem.text = visible(end.get("detail", "") or end["reason"])
        return problem
    if verdict["passed"]:
        return None
    kinds = sorted({failure["kind"] for failure in verdict["failures"]})
    problem = ET.Element("failure", type=kinds[0] if kinds else "failed", message=", ".join(kinds) or "failed")
    lines = [failure_line(failure) for failure in verdict["failures"]]
    again = f"simulator replay RUN {record['id']}"
    problem.text = visible("\n".join([*lines, again]))
    return problem
