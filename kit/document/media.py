"""Pictures, sounds and clips: their endings, their types on a page, and what a file really is."""

from __future__ import annotations

PICTURES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
SOUNDS = {".webm": "audio/webm", ".ogg": "audio/ogg", ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".wav": "audio/wav"}
CLIPS = {".mp4": "video/mp4", ".webm": "video/webm"}


def ending_of(content: bytes) -> str:
    """The ending that a sound or clip should have by its first bytes; "" for what is neither."""
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return ".webm"
    if content.startswith(b"OggS"):
        return ".ogg"
    if content[4:8] == b"ftyp":
        return ".m4a" if content[8:11] == b"M4A" else ".mp4"
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] >= b"\xe0" and content[1] & 6):
        return ".mp3"  # a frame of MPEG sound; AAC, which begins alike, has no layer
    return ".wav" if content.startswith(b"RIFF") and content[8:12] == b"WAVE" else ""
