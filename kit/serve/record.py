"""Which program serves a class now: left in the folder of the class while it runs, asked before it is believed."""

from __future__ import annotations

import http.client
import json
import os
import ssl
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "serving.json"
PATIENCE = 2.0  # seconds for an answer from this very laptop


@dataclass(frozen=True)
class Running:
    """A server of a class on this laptop; `urls` are those for telephones."""

    port: int
    token: str
    secure: bool = False
    urls: tuple[str, ...] = ()
    at: str = "/"

    @property
    def desk(self) -> str:
        """The address that lets the trainer in."""
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}{self.at}giang-vien/vao?ma={self.token}"

    def ask(self, method: str, path: str) -> int:
        """The status of a request as the trainer; 0 where nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        if self.secure:
            own = ssl._create_unverified_context()  # noqa: S323 - this laptop itself, under a name of the class
            line = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=own)
        try:
            line.request(method, path, headers={"Cookie": f"kit_giang_vien={self.token}"})
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            line.close()


def leave(folder: Path, running: Running) -> None:
    """Write the record; only this user may read it."""
    path = folder / FILE
    with suppress(OSError):  # without it a second start cannot find the first: it says that the port is taken
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)


def forget(folder: Path, running: Running) -> None:
    """Take the record away, unless another program has left its own since."""
    if _read(folder) == running:
        with suppress(OSError):
            (folder / FILE).unlink(missing_ok=True)


def running(folder: Path) -> Running | None:
    """The server that answers for this class now, None where none does."""
    found = _read(folder)
    return found if found and found.ask("GET", f"{found.at}giang-vien/o-day") == 204 else None


def stop(folder: Path) -> bool:
    """End the server of this class; True when one was told so."""
    found = _read(folder)
    return bool(found and found.ask("POST", f"{found.at}giang-vien/dung") == 204)


def _read(folder: Path) -> Running | None:
    try:
        body = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Running(
            int(body["port"]), str(body["token"]), bool(body["secure"]), tuple(map(str, body["urls"])), str(body["at"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
