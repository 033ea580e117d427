"""The slip of each code: a secret for the telephone that scans it, four figures for whoever types the code.

slips.json lies in the folder of the class, on the trainer's laptop alone. Whoever gets a new slip is no longer
let in by the old one, and the telephones that came in by it are out.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kit.classroom.folder import NotAClass, TrainingClass
from kit.files import ChangedMeanwhile, print_of, write_over
from kit.messages import say

FILE = "slips.json"
LENGTH = 16  # letters of a secret: 96 bits
TRIES = 20  # against another window that deals slips at the same moment


@dataclass(frozen=True)
class Slip:
    """What stands on a slip beside the code; the figures are text, as 0042 is four figures too."""

    secret: str
    figures: str


class Slips:
    """The slips of a class as they lie on the disk; read again when another command has changed them."""

    def __init__(self, klass: TrainingClass) -> None:
        self.path: Path = klass.path / FILE
        self._klass = klass
        self._seen, self._stamp = "", (0, 0)
        self._key, self._slips, self._address = "", dict[str, Slip](), ""

    @property
    def address(self) -> str:
        """Where telephones reach the class, as it was told last ("" for not told): it stands in the QR of a slip."""
        self._read()
        return self._address

    def reach(self, address: str) -> None:
        """Telephones reach the class under this address from now on."""
        if address != self.address:
            self._change(lambda: setattr(self, "_address", address))

    @property
    def trainer_word(self) -> str:
        """What lets the trainer in; the same after every start, so that open pages go on."""
        self._read()
        if not self._key:
            self._change(lambda: None)
        return _mac(self._key, "giang-vien", "")

    def of(self, code: str) -> Slip:
        """The slip of a code, dealt when there is none yet. Raises NotAClass, CannotWrite."""
        self._read()
        return self._slips[code] if code in self._slips else self._deal(code, again=False)

    def deal(self, codes: list[str]) -> dict[str, Slip]:
        """The slips of all these codes, those that are missing dealt in one writing."""
        self._read()
        missing = [code for code in codes if code not in self._slips]
        if missing:
            self._change(lambda: self._slips.update({code: _drawn() for code in missing if code not in self._slips}))
        return {code: self._slips[code] for code in codes}

    def renew(self, code: str) -> Slip:
        """Another slip for a code: the old one, and whoever came in by it, stays outside from now on."""
        return self._deal(code, again=True)

    def forget(self, code: str) -> None:
        """Take the slip of somebody who was erased out of the file."""
        self._read()
        if code in self._slips:
            self._change(lambda: self._slips.pop(code, None))

    def whose(self, secret: str) -> str:
        """The code whose slip holds this secret; "" for none."""
        self._read()
        given = secret.encode("utf-8", "replace")
        return next((c for c, slip in self._slips.items() if hmac.compare_digest(slip.secret.encode(), given)), "")

    def fits(self, code: str, figures: str) -> bool:
        """Are these the four figures of that code?"""
        return hmac.compare_digest(self.of(code).figures.encode(), figures.strip().encode("utf-8", "replace"))

    def pass_of(self, code: str) -> str:
        """What a telephone shows to be let in again; it ends with the slip."""
        slip = self.of(code)
        return f"{code}.{_mac(self._key, code, slip.secret)}"

    def holder(self, shown: str) -> str:
        """The code that a pass was given for; "" where it is none of ours, or of an older slip."""
        code, _, mac = shown.rpartition(".")
        self._read()
        slip = self._slips.get(code)
        if slip is None:
            return ""
        return code if hmac.compare_digest(_mac(self._key, code, slip.secret).encode(), mac.encode("utf-8", "replace")) else ""  # fmt: skip

    def _deal(self, code: str, *, again: bool) -> Slip:
        def one() -> None:
            if again or code not in self._slips:
                self._slips[code] = _drawn()

        self._change(one)
        return self._slips[code]

    def _change(self, change: Callable[[], object]) -> None:
        """Change what stands there now and write it, however many others do so meanwhile."""
        for _ in range(TRIES):
            self._read()
            change()
            self._key = self._key or secrets.token_hex(16)
            body = {
                "key": self._key,
                "address": self._address,
                "slips": {code: asdict(slip) for code, slip in sorted(self._slips.items())},
            }
            content = json.dumps(body, ensure_ascii=False, indent=1).encode()
            try:
                self._seen = write_over(self.path, content, self._seen, private=True)
            except ChangedMeanwhile:
                self._stamp = (0, 0)
                continue
            self._stamp = _stamp(self.path)
            return
        raise ChangedMeanwhile(self.path)

    def _read(self) -> None:
        stamp = _stamp(self.path)
        if stamp == self._stamp and stamp != (0, 0):
            return
        if stamp == (0, 0):
            self._seen, self._key, self._slips, self._address = "", "", {}, ""
            return
        try:
            content = self.path.read_bytes()
            body = json.loads(content)
            slips = {str(code): Slip(str(s["secret"]), str(s["figures"])) for code, s in body["slips"].items()}
            key, address = str(body["key"]), str(body.get("address", ""))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotAClass(say("Tệp {path} (mã bí mật trên phiếu của học viên) không đọc được. Chép lại bản lưu của tệp; không có bản lưu thì xóa tệp rồi in phiếu mã mới cho cả lớp.", path=self.path)) from error  # fmt: skip
        self._seen, self._stamp, self._key, self._slips = print_of(content), stamp, key, slips
        self._address = address


def _stamp(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return (0, 0)
    return about.st_mtime_ns, about.st_size


def _drawn() -> Slip:
    return Slip(secrets.token_urlsafe(LENGTH * 3 // 4), f"{secrets.randbelow(10_000):04d}")


def _mac(key: str, code: str, secret: str) -> str:
    return hmac.new(key.encode(), f"{code}\0{secret}".encode(), hashlib.sha256).hexdigest()[:32]
