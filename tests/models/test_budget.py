"""Bounds, prices and what is unknown."""

from __future__ import annotations

import pytest

from simulator.errors import InputError
from simulator.models.budget import Budget, Ledger, OverBudget, read_budget, spent_words
from simulator.models.model import Usage
from simulator.models.prices import Prices, read_table

MILLION = Usage(fresh=1_000_000, cached=1_000_000, written=1_000_000, output=1_000_000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Budget()),
        ("5usd", Budget(usd=5)),
        ("0.5 USD", Budget(usd=0.5)),
        ("200ktok", Budget(tokens=200_000)),
        ("1mtok,100calls", Budget(tokens=1_000_000, calls=100)),
        ("1call", Budget(calls=1)),
    ],
)
def test_budgets_are_read(text, found):
    assert read_budget(text) == found


@pytest.mark.parametrize("text", ["5", "usd", "5eur", "-1usd", "0calls", "5usd,,", "5usd 3"])
def test_what_is_no_budget_is_bad_input(text):
    with pytest.raises(InputError, match="is no budget"):
        read_budget(text)


def test_prices_of_the_users_table_go_first(tmp_path):
    path = tmp_path / "prices.yaml"
    path.write_text("openai:own: {fresh: 1, cached: 0.5, written: 2, output: 4}\nplain: {fresh: 1, output: 2}\n")
    prices = Prices(read_table(path), base_url="http://127.0.0.1")
    assert prices.cost("openai:own", MILLION) == 7.5
    assert prices.cost("openai:plain", MILLION) == 5


def test_public_prices_are_known_for_a_providers_own_server_only():
    assert Prices().cost("openai:gpt-4o", Usage(fresh=100_000, output=10_000)) == pytest.approx(0.35)
    assert Prices().cost("anthropic:claude-sonnet-4-5", Usage(cached=100_000)) == pytest.approx(0.03)
    assert Prices(base_url="http://127.0.0.1").cost("openai:gpt-4o", MILLION) is None
    assert Prices().cost("openai:no-such-model", MILLION) is None
    assert Prices().cost("script", MILLION) is None


@pytest.mark.parametrize(
    "text", ["", "[]", "m: 3", "m: {fresh: 1}", "m: {fresh: 1, output: -1}", "m: {fresh: a, output: 1}"]
)
def test_what_is_no_table_of_prices_is_bad_input(tmp_path, text):
    path = tmp_path / "prices.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match="price"):
        read_table(path)


def test_an_unknown_price_is_never_nothing():
    ledger = Ledger(budget=read_budget("1usd"))
    with pytest.raises(InputError, match="the price of openai:m is unknown"):
        ledger.check(["openai:m"])
    ledger.count("openai:m", Usage(fresh=1200, cached=300, output=20))
    assert ledger.usd() is None
    assert spent_words(ledger) == "1 model call, 1,500 tokens read (300 from a cache), 20 written, cost unknown"


def test_calls_under_way_count_as_average_ones():
    ledger = Ledger(budget=read_budget("1000tok"))
    ledger.admit("m")
    ledger.settle("m", Usage(fresh=400))
    ledger.admit("m")
    with pytest.raises(OverBudget):
        ledger.admit("m")
    assert ledger.stopped


def test_a_call_that_failed_is_not_billed():
    ledger = Ledger(budget=read_budget("1call"))
    ledger.admit("m")
    ledger.settle("m", None)
    ledger.admit("m")
    ledger.settle("m", Usage())
    with pytest.raises(OverBudget):
        ledger.admit("m")
