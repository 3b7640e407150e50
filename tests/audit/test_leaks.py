"""Keys and private data are found where they stand; made-up and reserved data are none."""

from __future__ import annotations

import pytest

from simulator.audit.leaks import found_in, leaks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sk-ant-" + "a1B2c3D4" * 4, "key"),
        ("AKIA" + "ABCDEFGH12345678", "key"),
        ("-----BEGIN RSA PRIVATE KEY-----", "key"),
        ("write to jo.kelly@mailhouse.io", "mail address"),
        ("card 4111 1111 1111 1111", "card number"),
        ("to DE89 3704 0044 0532 0130 00", "bank account"),
        ("from 8.8.4.4 again", "network address"),
        ("call +49 171 2345678", "phone number"),
    ],
)
def test_what_is_private_is_found(text, kind):
    assert [found for found, _ in found_in(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "jo@example.com, jo@shop.example, jo@mail.test", "order 4111111111111112", "at 192.168.0.1 or 203.0.113.9",
        "+1 555 010 0199", "booking AB1234567", "2030-03-05 12:30", "version 1.2.3", "DE00 3704 0044 0532 0130 00",
    ],
)  # fmt: skip
def test_what_is_made_up_is_not(text):
    assert list(found_in(text)) == []


def test_leaks_say_where_and_do_not_repeat_what_leaked(make_record):
    record = make_record("r1")
    record["messages"][3]["content"] = "write to jo.kelly@mailhouse.io"
    (leak,) = leaks([record])
    assert (leak.kind, leak.record, leak.message) == ("mail address", "r1", 3)
    assert "mailhouse" not in leak.seen


def test_arguments_of_calls_are_looked_at_and_values_of_the_case_are_made_up(make_record):
    record = make_record("r1")
    record["messages"][1]["tool_calls"][0]["function"]["arguments"] = {"to": "jo.kelly@mailhouse.io"}
    assert [leak.message for leak in leaks([record])] == [1]
    record["case"]["values"]["mail"] = "jo.kelly@mailhouse.io"
    assert leaks([record]) == []
