from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from simulator.report.junit import junit_xml, write_junit

FAILURES = [
    {"kind": "wrong_argument", "blame": "assistant", "where": "change.date", "expected": "a", "got": "b"},
    {"kind": "missing_call", "blame": "assistant", "where": "refund"},
]


@pytest.fixture
def records(make_record):
    baseline = {"user": "agenda", "assistant": "baseline", "mess": "clean"}
    failed = {"passed": False, "failures": FAILURES, "matched": {}, "scores": {}}
    return [
        make_record("a", seed="0.10"),
        make_record("b", seed="0.9"),
        make_record("c", options=baseline, verdict=failed),
        make_record("d", options=baseline, verdict=failed, trial=1,
                    end={"reason": "timeout", "blame": "infrastructure", "detail": "no answer in 600 s"}),
    ]  # fmt: skip


def test_each_conversation_is_a_case_in_its_assistants_suite(records):
    root = ET.fromstring(junit_xml(records))
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == ["baseline", "reference"]
    assert [case.get("name") for case in root[1]] == ["find_booking seed 0.9", "find_booking seed 0.10"]
    assert {case.get("classname") for case in root[0]} == {"baseline.find_booking"}


def test_counts_agree_with_what_is_there(records):
    root = ET.fromstring(junit_xml(records))
    counts = {name: int(root.get(name)) for name in ("tests", "failures", "errors")}
    assert counts == {"tests": 4, "failures": 1, "errors": 1}
    for suite in root:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))


def test_a_failure_says_kinds_proof_and_how_to_see_it_again(records):
    (failure,) = ET.fromstring(junit_xml(records)).findall(".//failure")
    assert failure.get("message") == "missing_call, wrong_argument"
    assert failure.get("type") == "missing_call"
    assert 'wrong_argument  change.date  expected "a"  got "b"' in failure.text
    assert failure.text.endswith("simulator replay RUN c")


def test_what_does_not_count_is_an_error_not_a_failure(records):
    (error,) = ET.fromstring(junit_xml(records)).findall(".//error")
    assert (error.get("type"), error.text) == ("infrastructure", "no answer in 600 s")


def test_the_order_of_records_does_not_matter(records):
    assert junit_xml(records) == junit_xml(reversed(records))


HOSTILE = "a<b>&\"'\x00\x08\ud800\ufffe]]>\x1b[0m"


def test_hostile_text_gives_a_document_every_parser_reads(make_record):
    failures = [{"kind": "not_said", "blame": "assistant", "where": HOSTILE, "expected": HOSTILE, "proof": HOSTILE}]
    record = make_record(
        scenario=HOSTILE,
        options={"assistant": HOSTILE},
        seed=HOSTILE,
        verdict={"passed": False, "failures": failures, "matched": {}, "scores": {}},
    )
    root = ET.fromstring(junit_xml([record]))
    assert root[0].get("name") == "a<b>&\"'\\x00\\x08\\ud800\\ufffe]]>\\x1b[0m"
    assert "a<b>&" in root.find(".//failure").text


def test_no_records_are_a_document_too(tmp_path):
    write_junit([], tmp_path / "new" / "junit.xml")
    root = ET.fromstring((tmp_path / "new" / "junit.xml").read_bytes())
    assert (root.tag, root.get("tests"), len(root)) == ("testsuites", "0", 0)
