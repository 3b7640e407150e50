"""One request until it is answered: what passes by itself is tried again, what the model answered never is.

408, 409, 425, 429, 5xx, broken connections, cut bodies and answers that are none are faults of the wire.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import TypeVar
from weakref import WeakKeyDictionary

from simulator.frozen import dataclass
from simulator.models.model import ModelError
from simulator.models.wire.gate import Gate
from simulator.models.wire.wiring import Wiring
from simulator.values.clock import monotonic, today

T = TypeVar("T")
PASSING = (408, 409, 425, 429)
BUSY = (429, 503, 529)
LONGEST_WAIT = 60.0
TOO_SOON = 3
GOLDEN = 0.6180339887498949
Send = Callable[[bytes], Awaitable["Answer"]]
Waited = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Broken(Exception):
    """The wire gave no whole answer; `again` is False where trying again is of no use."""

    def __init__(self, said: str, *, again: bool = True) -> None:
        super().__init__(said)
        self.said, self.again = said, again


class NeverReached(Broken):
    """No connection was made."""


def said(fault: BaseException) -> str:
    """A fault of the wire in words."""
    return f"broke off: {type(fault).__name__} {fault}".strip()


class Steady:
    """The way to one model: how many at once, how often, how long."""

    def __init__(self, send: Send, *, name: str, wiring: Wiring) -> None:
        self._send, self._name, self._wiring = send, name, wiring
        self._gates: WeakKeyDictionary[asyncio.AbstractEventLoop, Gate] = WeakKeyDictionary()
        self._waits = 0

    async def ask(self, content: bytes, read: Callable[[Answer], T], waited: Waited) -> T:
        """What `read` makes of the answer; it raises Broken where the answer is none. `waited` hears of lost time."""
        gate = self._gates.setdefault(asyncio.get_running_loop(), Gate())
        spent, number = 0.0, 0
        while True:
            number += 1
            await gate.enter(waited, again=number > 1)
            tried = monotonic()
            try:
                return await self._once(gate, content, read)
            except Broken as broken:
                pause = self._pause(number, broken)
                last = not broken.again or number >= self._wiring.tries
                spent += monotonic() - tried + pause
                if last or spent > self._wiring.in_all or pause > LONGEST_WAIT:
                    raise self._given_up(broken, number) from None
            waited(monotonic() - tried + pause)
            await asyncio.sleep(pause)

    async def _once(self, gate: Gate, content: bytes, read: Callable[[Answer], T]) -> T:
        try:
            async with asyncio.timeout(self._wiring.seconds):
                answer = await self._send(content)
            if answer.status in PASSING or answer.status >= 500:
                refused = Refused(answer)
                if answer.status in BUSY:
                    gate.refused(refused.wait)
                raise refused
            found = read(answer)
            gate.answered()
            return found
        except TimeoutError:
            raise Broken(f"no answer in {self._wiring.seconds:g} s") from None
        finally:
            gate.leave()

    def _pause(self, number: int, broken: Broken) -> float:
        """What the server asked for, or twice the last wait; spread, so that not all come back at once.

        Who came back when the server said and was refused again waits for both: what it said was too soon.
        """
        self._waits += 1
        spread = 0.75 + 0.5 * (self._waits * GOLDEN % 1.0)
        own = float(min(self._wiring.first_wait * 2 ** (number - 1) * spread, LONGEST_WAIT))
        asked = broken.after if isinstance(broken, Refused) else None
        if asked is None:
            return own
        return asked if number < TOO_SOON else max(asked, own)

    def _given_up(self, broken: Broken, number: int) -> ModelError:
        tries = f" ({number} tries)" if number > 1 else ""
        return ModelError(f"{self._name} {broken.said}{tries}", infrastructure=True)


class Refused(Broken):
    """The server answered that it could not; `after` is when it wants to be asked again, in seconds."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"answered HTTP {answer.status}", again=answer.headers.get("x-should-retry") != "false")
        self.after = retry_after(answer.headers)
        # What is longer than anybody waits holds back nobody: each finds out for itself, and is given up at once.
        self.wait = self.after if self.after and self.after <= LONGEST_WAIT else 0.0


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from `retry-after-ms` or `retry-after` (a number or a date); None where nothing readable is said."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    try:
        return max(0.0, (parsedate_to_datetime(headers["retry-after"]) - today()).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None
