"""`kit preflight`: every check as it is made, and a page of them all."""

from __future__ import annotations

from datetime import date

from kit.course import Library, working_home
from kit.files import write_whole
from kit.line import Command, Judged
from kit.messages import say
from kit.preflight import page, preflight

SIGNS = {True: "✓", False: "✗", None: "◌"}


def command() -> Command:
    return Command("preflight", _preflight, [], say("kiểm tra máy trước khi đi dạy"), "kit preflight")


def _preflight() -> Judged:
    """Yields a line a check; at its end, whether anything must be mended before leaving."""
    library, found = Library(working_home()), []
    for finding in preflight(library):
        found.append(finding)
        cure = f"\n    → {finding.cure}" if finding.cure else ""
        yield f"{SIGNS[finding.good]} {finding.what}: {finding.told}{cure}"
    path = library.home / "build" / "preflight.html"
    write_whole(path, page(found, date.today()).encode())
    yield say("Đã ghi {path}", path=path)
    return any(finding.good is False for finding in found)
