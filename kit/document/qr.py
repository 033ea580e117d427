"""An address as a QR code, for a telephone's camera."""

from __future__ import annotations

import io

from kit.messages import say

MODULE = 0.65  # millimetres: read from a hand's breadth off a photocopy; on a screen the page sets the size


SEAL = 18  # millimetres; the white of the sheet is its quiet zone


def seal(words: str) -> str:
    """QR code of 18 mm for a sheet that a machine may read: level M, without white around it."""
    import segno

    out = io.BytesIO()
    code = segno.make(words, error="m", micro=False)
    size = SEAL / (code.symbol_size(border=0)[0])
    code.save(out, kind="svg", unit="mm", scale=size, border=0, light="#fff", xmldecl=False, title=say("Mã QR: {words}", words=words))  # fmt: skip
    return out.getvalue().decode()


def qr(words: str) -> str:
    """QR code (ISO/IEC 18004, error correction M) as SVG, dark on light with its quiet zone of four modules."""
    import segno

    out = io.BytesIO()
    code = segno.make(words, error="m", micro=False)
    code.save(out, kind="svg", unit="mm", scale=MODULE, border=4, light="#fff", xmldecl=False, title=say("Mã QR: {words}", words=words))  # fmt: skip
    return out.getvalue().decode()
