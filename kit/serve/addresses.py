"""Under which addresses a laptop can be reached, and which names a request may come under."""

from __future__ import annotations

import ipaddress
import socket
import time

OWN = ("127.0.0.1", "localhost", "::1")
FRESH = 5.0  # seconds: a hotspot may be switched on while the class is open


def on_networks() -> list[str]:
    """The IPv4 addresses of this laptop's networks, those of house nets first; no loopback, none without a network."""
    import psutil

    found = [
        a.address
        for addresses in psutil.net_if_addrs().values()
        for a in addresses
        if a.family == socket.AF_INET and not a.address.startswith(("127.", "169.254."))
    ]
    return sorted(dict.fromkeys(found), key=lambda a: (not ipaddress.ip_address(a).is_private, a))


class Names:
    """The hosts that this server answers for: its own addresses as they are now, and names that were given.

    A page elsewhere that lets its own name point at this laptop gets nothing (DNS rebinding).
    """

    def __init__(self, given: tuple[str, ...] = (), *, lan: bool = False) -> None:
        self._given, self.lan = {name.lower() for name in given}, lan
        self._known: tuple[float, frozenset[str]] = (-FRESH, frozenset())

    def ours(self, host: str) -> bool:
        """May a request come under this Host (with or without a port)?"""
        name = _name_of(host)
        return name in OWN or name in self._given or (self.lan and name in self._networks())

    def _networks(self) -> frozenset[str]:
        at, found = self._known
        if time.monotonic() - at > FRESH:
            found = frozenset(on_networks())
            self._known = time.monotonic(), found
        return found


def _name_of(host: str) -> str:
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host
