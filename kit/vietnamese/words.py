"""Numbers said in words: “ba mươi lăm”, “một triệu rưỡi”, “hai phẩy năm”."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SHORT = ("mốt", "tư", "lăm", "nhăm")  # said right after the tens, “mươi” left out
_SCALES = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "trăm": 100, "mươi": 10}
_SPELLINGS = {"tỉ": "tỷ", "ngàn": "nghìn", "tr": "triệu", "chục": "mươi", "lẻ": "linh", "nhăm": "lăm"}
_RUN_TOGETHER = {"hăm": ("hai", "mươi"), "băm": ("ba", "mươi")}  # said quickly: “hăm lăm” is 25
# Without marks, as a phone without a Vietnamese keyboard writes; “muoi” is settled by what stands before it.
_BARE = {
    "khong": "không", "mot": "một", "bon": "bốn", "tu": "tư", "nam": "năm", "lam": "lăm", "sau": "sáu", "bay": "bảy",
    "tam": "tám", "chin": "chín", "muoi": "mười", "tram": "trăm", "nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu",
    "ty": "tỷ", "ti": "tỷ", "ruoi": "rưỡi", "le": "linh", "phay": "phẩy",
}  # fmt: skip


def number_in_words(text: str) -> Decimal | None:
    """The number that lower-case words say, digits allowed among them; None when they say none."""
    bare = [_BARE.get(w, w) for w in text.split()]
    words = [_SPELLINGS.get(w, w) for word in bare for w in _RUN_TOGETHER.get(word, (word,))]
    if len(words) == 2 and words[0] in ("nửa", "nua") and words[1] in ("tỷ", "triệu", "nghìn", "trăm"):
        return Decimal(_SCALES[words[1]]) / 2
    if len(words) == 2 and words[1] in _SHORT and 1 < (_digit(words[0]) or 0) < 10:  # “hai lăm”, “ba mốt”
        return Decimal(10 * (_digit(words[0]) or 0) + _DIGITS[words[1]])
    whole, comma, rest = _part(words, "phẩy")
    decimals = [_digit(word) for word in rest]
    if comma and (not rest or None in decimals):
        return None
    value = _value(whole)
    if value is None or not comma:
        return value
    return value + Decimal("0." + "".join(str(d) for d in decimals))


def _part(words: list[str], mark: str) -> tuple[list[str], bool, list[str]]:
    if mark not in words:
        return words, False, []
    place = words.index(mark)
    return words[:place], True, words[place + 1 :]


def _digit(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 3 else _DIGITS.get(word)


def _value(words: list[str], *, opening: bool = True) -> Decimal | None:
    """The value of words without decimals: the largest scale splits them, what follows it is smaller.

    Only the scale that opens the number may stand without a count: “trăm rưỡi”, never “hai triệu nghìn”.
    """
    if not words:
        return None
    for name, scale in _SCALES.items():
        if name in words:
            place = words.index(name)
            if name == "mươi" and words[place + 1 :] == ["năm"]:
                return None  # twenty-five is “hai mươi lăm”; “hai mươi năm” are twenty years
            times = _value(words[:place]) if place else Decimal(1) if opening else None
            rest = _rest(words[place + 1 :], scale)
            return None if times is None or rest is None or times > 10**6 else times * scale + rest
    if words[0] == "mười":
        if len(words) == 1:
            return Decimal(10)
        unit = None if words[1] == "năm" else _digit(words[1])  # fifteen is “mười lăm”; “mười năm” are ten years
        return Decimal(10 + unit) if len(words) == 2 and unit and unit < 10 else None
    if len(words) == 2 and words[1] == "mười" and (tens := _digit(words[0])):  # “hai muoi” without marks
        return Decimal(10 * tens)
    if len(words) == 3 and words[1] == "mười":
        tens, unit = _digit(words[0]), _digit(words[2])
        return Decimal(10 * tens + unit) if tens and unit is not None else None
    if len(words) == 2 and words[1] == "rưỡi" and (digit := _digit(words[0])) is not None:
        return digit + Decimal("0.5")
    digit = _digit(words[0])
    return Decimal(digit) if len(words) == 1 and digit is not None else None


def _rest(words: list[str], scale: int) -> Decimal | None:
    """What follows a scale: nothing, “rưỡi” (half of it), a digit alone (tenths of it: “triệu hai”), or less."""
    if not words:
        return Decimal(0)
    if words == ["rưỡi"]:
        return Decimal(scale) / 2
    if len(words) == 1 and (digit := _digit(words[0])) is not None and 0 < digit < 10:
        return Decimal(digit) * (scale // 10)
    if scale >= 10**6 and len(words) == 1 and words[0].isdecimal():
        return None  # “1 triệu 500”: five hundred, or five hundred thousand?
    rest = _value(words[1:] if words[0] == "linh" else words, opening=False)
    return rest if rest is not None and rest < scale else None
