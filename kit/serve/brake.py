"""Wrong tries at the door are slowed down: for the code that is tried, and for the address that tries."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

FREE = {"code": 4, "address": 12}  # wrong tries before anyone has to wait; a whole office may share an address
FIRST, LONGEST = 5.0, 600.0  # seconds: the wait doubles
FORGET = 3600.0  # seconds without a try after which all is forgotten
MOST = 20_000  # keys kept: whoever invents codes cannot fill the memory


@dataclass
class Brake:
    """Counts wrong tries by kind and key; moments are seconds of any steady clock."""

    _tries: OrderedDict[tuple[str, str], tuple[int, float]] = field(default_factory=OrderedDict)

    def wait(self, kind: str, key: str, now: float) -> int:
        """Seconds to wait before the next try, 0 for none."""
        wrong, last = self._tries.get((kind, key), (0, now))
        if now - last > FORGET or wrong < FREE[kind]:
            return 0
        due = last + min(LONGEST, FIRST * 2 ** (wrong - FREE[kind]))
        return max(0, int(due - now + 0.999))

    def tried(self, kind: str, key: str, now: float) -> int:
        """How many wrong tries are remembered."""
        wrong, last = self._tries.get((kind, key), (0, now))
        return 0 if now - last > FORGET else wrong

    def wrong(self, kind: str, key: str, now: float) -> None:
        """A wrong try."""
        tries, last = self._tries.pop((kind, key), (0, now))
        self._tries[kind, key] = (1 if now - last > FORGET else tries + 1), now
        while len(self._tries) > MOST:
            self._tries.popitem(last=False)

    def right(self, kind: str, key: str) -> None:
        """The right word: what went before is forgotten."""
        self._tries.pop((kind, key), None)
