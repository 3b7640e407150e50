"""One client per event loop."""

from __future__ import annotations

import asyncio

from simulator.models.wire.clients import LoopClients


class Client:
    closed = False

    async def close(self) -> None:
        self.closed = True


async def test_all_holders_share_a_client_and_the_last_one_closes_it():
    clients = LoopClients(Client, Client.close)
    clients.hold()
    clients.hold()
    one = clients.get()
    assert clients.get() is one
    await clients.release()
    assert not one.closed
    await clients.release()
    assert one.closed
    assert clients.get() is not one


def test_two_loops_never_share_a_client():
    clients = LoopClients(Client, Client.close)

    async def once() -> Client:
        clients.hold()
        found = clients.get()
        await clients.release()
        return found

    one, two = asyncio.run(once()), asyncio.run(once())
    assert one is not two
    assert one.closed
    assert two.closed
