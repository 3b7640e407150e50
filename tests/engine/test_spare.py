"""What can wait is done piece by piece where an event loop has time, and dropped where it is wanted no more."""

from __future__ import annotations

import asyncio

from simulator.engine.spare import Spare, spare_of


def test_one_piece_is_done_in_each_round_between_what_is_due():
    done: list[str] = []

    async def due() -> None:
        spare = spare_of(asyncio.get_running_loop())
        for name in ("first", "second", "third"):
            spare.add(lambda name=name: done.append(name))
        for _ in range(3):
            await asyncio.sleep(0)
            done.append("due")

    asyncio.run(due())
    assert done == ["first", "due", "second", "due", "third", "due"]


def test_what_is_dropped_is_never_done_and_the_rest_still_is():
    done: list[str] = []

    async def due() -> None:
        spare = Spare(asyncio.get_running_loop())
        works = [lambda name=name: done.append(name) for name in ("first", "second")]
        for work in works:
            spare.add(work)
        spare.drop(works[0])
        spare.drop(works[0])
        await asyncio.sleep(0)
        spare.add(works[0])
        await asyncio.sleep(0)

    asyncio.run(due())
    assert done == ["second", "first"]


def test_dropping_and_adding_again_takes_no_more_of_a_round():
    done: list[str] = []

    async def due() -> None:
        spare = Spare(asyncio.get_running_loop())
        works = [lambda name=name: done.append(name) for name in ("first", "second")]
        for _ in range(5):
            spare.add(works[0])
            spare.drop(works[0])
        for work in works:
            spare.add(work)
        await asyncio.sleep(0)
        assert done == ["first"]
        await asyncio.sleep(0)

    asyncio.run(due())
    assert done == ["first", "second"]


def test_a_piece_that_breaks_keeps_nothing_from_being_done():
    done: list[str] = []
    told: list[str] = []

    def breaks() -> None:
        raise ValueError("broken")

    async def due() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
        spare = spare_of(loop)
        spare.add(breaks)
        spare.add(lambda: done.append("second"))
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(due())
    assert done == ["second"]
    assert told == ["broken"]
