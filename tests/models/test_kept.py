"""Replies are kept as they arrive: a run goes on from them, a replay needs nobody, a budget stops and goes on."""

from __future__ import annotations

import asyncio
import json

import pytest

from simulator import api
from simulator.cli.main import run as command
from simulator.engine.variants.names import RELATIONS
from simulator.errors import InputError, SetupError

SECRET = "key-of-the-test-0123456789"
SCENARIO = "change_flight"


def completion(text, tokens=100):
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": tokens, "completion_tokens": 10}
    data = json.dumps({"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}).encode()
    return f"HTTP/1.1 200 X\r\ncontent-length: {len(data)}\r\n\r\n".encode() + data


def asks(number, body):
    """An assistant that never gets anywhere; its replies tell the requests apart."""
    return completion(f"Which booking is it, please ({len(body['messages'])})? I have {SECRET}.", 100 + number)


def lines(folder, name):
    path = folder / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def by_id(folder):
    return {record["id"]: record for record in lines(folder, "records")}


async def evaluate(server, folder, **options):
    options = {"n": 3, "trials": 2, "jobs": 2, **options}
    return await api.evaluate_async(SCENARIO, assistant="openai:m", base_url=server.url, out=folder, **options)


async def test_every_reply_is_kept_once_without_its_history_or_the_key(wire, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    async with wire(asks) as server:
        results = await evaluate(server, tmp_path / "run")
    kept = lines(tmp_path / "run", "exchanges")
    assert len(kept) == len(server.asked) == sum(record["usage"]["model_calls"] for record in results.records)
    assert {line["trial"] for line in kept} == {0, 1}
    assert len({(line["conversation"], line["step"]) for line in kept}) == len(kept)
    assert max(len(json.dumps(line)) for line in kept) < 500
    for file in (tmp_path / "run").rglob("*"):
        assert file.is_dir() or SECRET.encode() not in file.read_bytes()


async def test_a_run_that_was_cut_pays_nothing_twice_and_ends_the_same(wire, tmp_path):
    def answers(_, body):
        return completion(f"Which booking is it, please ({len(body['messages'])})?")

    async with wire(answers) as server:
        await evaluate(server, tmp_path / "whole")
        count = len(server.asked)
        enough = asyncio.Event()

        def counted(number, body):
            if number == count + 7:
                enough.set()
            return answers(number, body)

        async with wire(counted) as other:
            other.asked.extend([None] * count)
            url = server.url
            server.url = other.url
            running = asyncio.ensure_future(evaluate(server, tmp_path / "cut"))
            await enough.wait()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            kept = lines(tmp_path / "cut", "exchanges")
            assert 5 <= len(kept) < count
            assert len(by_id(tmp_path / "cut")) < 6
            before = len(other.asked)
            results = await evaluate(server, tmp_path / "cut")
            assert len(other.asked) - before == count - len(kept)
            server.url = url
    assert results.spent.before == len(kept)
    same = by_id(tmp_path / "whole")
    for record in by_id(tmp_path / "cut").values():
        match = next(one for one in same.values() if (one["seed"], one["trial"]) == (record["seed"], record["trial"]))
        assert record["messages"] == match["messages"]


async def test_replay_asks_nobody_and_needs_no_key(wire, tmp_path, monkeypatch):
    async with wire(asks) as server:
        await evaluate(server, tmp_path / "run", n=1)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for name, record in by_id(tmp_path / "run").items():
        assert api.replay(tmp_path / "run", name).record == record


async def test_a_fixed_history_and_every_other_way_keep_replies_of_their_own_and_replay(wire, tmp_path):
    ways = ("", "static", *RELATIONS)
    async with wire(asks) as server:
        results = await evaluate(server, tmp_path / "run", n=1, trials=1, variants=ways)
    kept = lines(tmp_path / "run", "exchanges")
    assert len({(line["conversation"], line["step"]) for line in kept}) == len(kept) == len(server.asked)
    static = next(record for record in results.records if record["options"].get("variant") == "static")
    assert static["usage"]["model_calls"] == sum(line["conversation"] == static["id"] for line in kept) > 1
    for name, record in by_id(tmp_path / "run").items():
        assert api.replay(tmp_path / "run", name).record == record


async def test_a_conversation_that_a_fault_ended_replays_as_it_was(wire, tmp_path):
    def breaks(number, body):
        return asks(number, body) if number < 3 else b"HTTP/1.1 400 X\r\ncontent-length: 0\r\n\r\n"

    async with wire(breaks) as server:
        await evaluate(server, tmp_path / "run", n=1, trials=1)
    (record,) = by_id(tmp_path / "run").values()
    assert record["end"]["reason"] == "model_error"
    assert record["end"]["blame"] == "infrastructure"
    assert api.replay(tmp_path / "run", record["id"]).record == record


async def test_what_a_server_broke_goes_on_with_the_same_command_and_pays_nothing_twice(wire, tmp_path):
    down = [True]

    def breaks(_, body):
        text = f"Which booking is it, please ({len(body['messages'])})?"
        refuses = down[0] and len(body["messages"]) > 3
        return b"HTTP/1.1 400 X\r\ncontent-length: 0\r\n\r\n" if refuses else completion(text)

    async with wire(breaks) as server:
        run, whole = tmp_path / "run", tmp_path / "whole"
        broken = await evaluate(server, run, n=2, trials=1)
        assert len(broken.excluded) == 2
        paid = broken.spent.calls
        assert paid > 0
        (left,) = api.forecast(SCENARIO, assistant="openai:m", base_url=server.url, n=2, out=run)
        assert left.conversations == 2
        down[0] = False
        again = await evaluate(server, run, n=2, trials=1)
        assert again.spent.before == paid
        unbroken = await evaluate(server, whole, n=2, trials=1)
        assert unbroken.spent.calls == again.spent.calls
        assert by_id(run) == by_id(whole)
        assert all(api.replay(run, name).record == record for name, record in by_id(run).items())
        asked = len(server.asked)
        await evaluate(server, run, n=2, trials=1)
        assert len(server.asked) == asked


async def test_a_changed_reply_is_noticed(wire, tmp_path):
    async with wire(asks) as server:
        await evaluate(server, tmp_path / "run", n=1, trials=1)
    path = tmp_path / "run" / "exchanges.jsonl"
    path.write_text(path.read_text().replace("Which booking", "What booking", 1))
    (name,) = by_id(tmp_path / "run")
    with pytest.raises(InputError, match="holds no reply 2 of openai:m"):
        api.replay(tmp_path / "run", name)


async def test_a_run_can_be_the_assistant_of_another(wire, tmp_path):
    async with wire(asks) as server:
        first = await evaluate(server, tmp_path / "run")
    options = {"n": 3, "trials": 2, "out": tmp_path / "again"}
    again = await api.evaluate_async(SCENARIO, assistant=f"replay:{tmp_path / 'run'}", **options)
    assert [one["messages"] for one in again.records] == [one["messages"] for one in first.records]
    assert again.spent.calls == 0
    other = await api.evaluate_async(SCENARIO, assistant=f"replay:{tmp_path / 'run'}", n=1, seed="9")
    assert other.record["end"] | {"detail": ""} == {"reason": "model_error", "blame": "infrastructure", "detail": ""}


def test_a_folder_without_replies_is_no_assistant(tmp_path):
    with pytest.raises(InputError, match="no replies are kept here"):
        api.play(SCENARIO, assistant=f"replay:{tmp_path}")
    (tmp_path / "exchanges.jsonl").write_text("")
    with pytest.raises(SetupError, match="kept no replies"):
        api.play(SCENARIO, assistant=f"replay:{tmp_path}")


async def test_a_budget_stops_the_run_and_a_larger_one_goes_on(wire, tmp_path):
    async with wire(asks) as server:
        first = await evaluate(server, tmp_path / "run", budget="11calls", trials=1, jobs=1)
        assert len(server.asked) == 11
        assert first.spent.stopped
        assert 0 < len(first) < 3
        same = await evaluate(server, tmp_path / "run", budget="11calls", trials=1, jobs=1)
        assert len(server.asked) == 11
        assert len(same) == len(first)
        rest = await evaluate(server, tmp_path / "run", budget="1mtok", trials=1)
    assert len(rest) == 3
    assert not rest.spent.stopped
    assert len(server.asked) == rest.spent.calls == len(lines(tmp_path / "run", "exchanges"))


async def test_a_spent_budget_is_said_and_blamed_on_nobody(wire, tmp_path, capsys):
    async with wire(asks) as server:
        words = [
            "evaluate",
            SCENARIO,
            "--assistant",
            "openai:m",
            "--base-url",
            server.url,
            "-n",
            "2",
            "--budget",
            "1calls",
        ]
        assert await asyncio.to_thread(command, [*words, "--out", str(tmp_path / "run")]) == 3
    said = capsys.readouterr().err
    assert "1 model call, " in said
    assert "the budget is spent" in said
    assert "excluded" not in said


async def test_without_a_folder_the_record_says_that_the_budget_ended_it(wire):
    async with wire(asks) as server:
        played = await api.play_async(SCENARIO, assistant="openai:m", base_url=server.url, budget="2calls")
    assert (played.record["end"]["reason"], played.record["end"]["blame"]) == ("budget", "infrastructure")
    assert played.record["usage"]["model_calls"] == 2


async def test_an_endpoint_of_ones_own_is_kept_and_replayed_too(wire, tmp_path):
    def endpoint(*_):
        data = b'{"message": {"content": "Which booking is it?"}}'
        return b"HTTP/1.1 200 X\r\ncontent-length: %d\r\n\r\n" % len(data) + data

    async with wire(endpoint) as server:
        await api.evaluate_async(SCENARIO, assistant=f"{server.url}/chat", n=1, out=tmp_path / "run")
        asked = len(server.asked)
        (record,) = by_id(tmp_path / "run").values()
        assert len(lines(tmp_path / "run", "exchanges")) == asked
    assert api.replay(tmp_path / "run", record["id"]).record == record


async def test_shrinking_samples_only_what_changed(wire, tmp_path):
    async with wire(asks) as server:
        bugs = await api.fuzz_async(SCENARIO, assistant="openai:m", base_url=server.url, tries=1, out=tmp_path / "run")
        kept = lines(tmp_path / "run", "exchanges")
        paid = [line for line in kept if not line.get("again")]
        assert bugs
        assert bugs[0].tries > 1
        assert len(server.asked) == len(paid) == len({line["request"] for line in paid})
        assert len(paid) < len(kept)
    minimal = bugs[0].minimal
    assert api.replay(tmp_path / "run", minimal["id"]).record["messages"] == minimal["messages"]


async def test_a_budget_stops_a_search_in_the_middle_of_shrinking_and_it_goes_on(wire, tmp_path, capsys):
    async with wire(asks) as server:
        words = ["fuzz", SCENARIO, "--assistant", "openai:m", "--base-url", server.url, "--tries", "1"]
        words += ["--out", str(tmp_path / "run")]
        assert await asyncio.to_thread(command, [*words, "--budget", "14calls"]) == 1
        said = capsys.readouterr().err
        assert "1 way to fail so far" in said
        assert "14 model calls" in said
        assert "the budget is spent" in said
        assert len(server.asked) == 14
        assert await asyncio.to_thread(command, words) == 1
        said = capsys.readouterr().err
        assert "1 way to fail in 1 try" in said
        assert f"{len(server.asked)} model calls (14 of them before)" in said
        assert len(server.asked) == len({line["request"] for line in lines(tmp_path / "run", "exchanges")})


@pytest.mark.parametrize("verb", ["evaluate", "generate"])
async def test_a_dry_run_asks_nobody_and_comes_near(wire, tmp_path, monkeypatch, capsys, verb):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    table = tmp_path / "prices.yaml"
    table.write_text("gpt-x: {fresh: 2.5, output: 10}\n")
    words = [verb, SCENARIO, "--assistant", "openai:gpt-x", "-n", "2", "--prices", str(table), "--dry-run"]
    out = ["--out", str(tmp_path / "run")] if verb == "generate" else []
    assert await asyncio.to_thread(command, [*words, *out]) == 0
    said = capsys.readouterr().out
    assert said.startswith("openai:gpt-x: 2 conversations, ")
    assert " usd" in said
    assert not (tmp_path / "run").exists()


def test_a_dry_run_counts_who_words_the_user_and_who_judges(monkeypatch, capsys):
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    words = ["evaluate", SCENARIO, "--assistant", "openai:a", "--assistant", "openai:b", "-n", "2", "--dry-run"]
    assert command([*words, "--user", "openai:u", "--judge", "anthropic:j", "--pairs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["openai", "openai", "user openai", "judge anthropic"]
    assert all(" 4 conversations, " in line for line in lines[2:])


async def test_what_a_server_broke_is_told_to_be_no_loss(wire, tmp_path, capsys):
    async with wire(lambda *_: b"HTTP/1.1 400 X\r\ncontent-length: 0\r\n\r\n") as server:
        words = ["evaluate", SCENARIO, "--assistant", "openai:m", "--base-url", server.url, "-n", "2"]
        assert await asyncio.to_thread(command, [*words, "--out", str(tmp_path / "run")]) == 3
        said = "2 conversations were broken on the way to a model: openai:m answered HTTP 400\n"
        assert said + "the same command again" in capsys.readouterr().err
        assert await asyncio.to_thread(command, words) == 3
        alone = capsys.readouterr().err
        assert said in alone
        assert "the same command again" not in alone


async def test_a_search_that_could_try_nothing_has_not_found_nothing(wire, tmp_path, capsys):
    async with wire(lambda *_: b"HTTP/1.1 400 X\r\ncontent-length: 0\r\n\r\n") as server:
        words = ["fuzz", SCENARIO, "--assistant", "openai:m", "--base-url", server.url, "--tries", "2"]
        assert await asyncio.to_thread(command, [*words, "--out", str(tmp_path / "run")]) == 3
    said = capsys.readouterr().err
    assert "2 of 2 do not count: infrastructure: model_error" in said
    assert "openai:m answered HTTP 400" in said
