"""As many at once as a model takes."""

from __future__ import annotations

import asyncio

import pytest

from simulator.models.wire.gate import UNBOUNDED, Gate


async def most_at_once(gate: Gate, count: int) -> int:
    live, most = 0, 0

    async def one() -> None:
        nonlocal live, most
        await gate.enter()
        live += 1
        most = max(most, live)
        await asyncio.sleep(0)
        live -= 1
        gate.leave()

    await asyncio.gather(*(one() for _ in range(count)))
    return most


async def test_nothing_is_held_back_until_something_was_refused():
    assert await most_at_once(Gate(), 300) == 300


async def test_a_burst_of_refusals_halves_what_is_live_once():
    gate = Gate()
    for _ in range(8):
        await gate.enter()
    for _ in range(8):
        gate.refused(0.001)
    assert gate.limit == 4
    for _ in range(8):
        gate.leave()
    assert await most_at_once(gate, 20) == 4


async def test_answers_make_room_again():
    gate = Gate()
    gate.answered()
    assert gate.limit == UNBOUNDED
    await gate.enter()
    gate.refused(0.0)
    gate.leave()
    for _ in range(6):
        gate.answered()
    assert await most_at_once(gate, 9) == 3


async def test_who_leaves_the_queue_takes_no_place_with_them():
    gate = Gate()
    gate.limit = 1
    await gate.enter()
    first, second = (asyncio.ensure_future(gate.enter()) for _ in range(2))
    await asyncio.sleep(0)
    gate.leave()
    first.cancel()
    await asyncio.wait_for(second, 5)
    assert first.cancelled()


async def test_who_comes_new_never_takes_the_place_of_who_waits():
    gate, came = Gate(), []

    async def one(name: str) -> None:
        await gate.enter()
        came.append(name)
        gate.leave()

    gate.limit = 1
    await gate.enter()
    second = asyncio.ensure_future(one("second"))
    await asyncio.sleep(0)
    gate.leave()
    await asyncio.wait_for(asyncio.gather(one("third"), second), 5)
    assert came == ["second", "third"]


async def test_who_was_given_a_place_and_is_cancelled_gives_it_back():
    gate = Gate()
    gate.limit = 1
    await gate.enter()
    second = asyncio.ensure_future(gate.enter())
    await asyncio.sleep(0)
    gate.leave()
    second.cancel()
    await asyncio.wait_for(gate.enter(), 5)
    assert second.cancelled()


async def test_who_was_refused_goes_before_all_others():
    gate, came = Gate(), []

    async def one(name: str, *, again: bool) -> None:
        await gate.enter(again=again)
        came.append(name)
        gate.leave()

    gate.limit = 1
    await gate.enter()
    queue = [asyncio.ensure_future(one("new", again=False)), asyncio.ensure_future(one("refused", again=True))]
    await asyncio.sleep(0)
    gate.leave()
    await asyncio.wait_for(asyncio.gather(*queue), 5)
    gate.refused(0.02)
    await asyncio.wait_for(asyncio.gather(one("new", again=False), one("refused", again=True)), 5)
    assert came == ["refused", "new", "refused", "new"]


async def test_who_waits_is_given_the_time_it_takes():
    gate, told, often = Gate(a_while=0.02), [], asyncio.Event()

    def hear(seconds: float) -> None:
        told.append(seconds)
        if len(told) > 3:
            often.set()

    gate.limit = 1
    gate.refused(0.03)
    await gate.enter(hear)
    assert told == [pytest.approx(0.03, abs=0.01)]
    second = asyncio.ensure_future(gate.enter(hear))
    await asyncio.wait_for(often.wait(), 5)
    assert set(told[1:]) == {0.02}
    gate.leave()
    await asyncio.wait_for(second, 5)
