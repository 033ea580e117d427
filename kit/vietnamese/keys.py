"""What a text typed without a Vietnamese keyboard was meant to be: Telex (nguowif, nguoiwf) and VNI (ngu7o7i2, nguoi72).

Both keyboards take the key of a mark right behind its letter or at the end of the syllable; a key works on the last
letter that can bear it. The rules are those that UniKey documents for the two ways of typing.
"""

from __future__ import annotations

from collections.abc import Iterator

HAT, BREVE, HORN, STROKE = "\u0302", "\u0306", "\u031b", "-"
_TELEX_TONES = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VOWELS = "aeiouy"


def meant_by_keys(word: str) -> Iterator[str]:
    """The syllables that the keys can have meant, most likely first; marks stand behind their letters."""
    if any(c.isdigit() for c in word):
        yield _Typed(word).vni()
    else:
        yield _Typed(word).telex()
        yield _Typed(word).telex(breve_last=True)


class _Typed:
    """A syllable while its keys are pressed one by one."""

    def __init__(self, keys: str) -> None:
        self.keys, self.letters, self.marks, self.tone = keys, list[str](), list[str](), ""

    def telex(self, *, breve_last: bool = False) -> str:
        """`breve_last`: in “cuaw” the w is for the u (cưa), not for the a."""
        for key in self.keys:
            if key in _TELEX_TONES and self._has_vowel():
                self.tone = _TELEX_TONES[key]
            elif (
                (key == "w" and self._horn(breve_last=breve_last))
                or (key in "aeo" and self._mark(key, HAT))
                or (key == "d" and self._mark("d", STROKE))
            ):
                continue
            else:
                self._type("ư" if key == "w" else key)
        return self._whole()

    def vni(self) -> str:
        for key in self.keys:
            if key in _VNI_TONES and self._has_vowel():
                self.tone = _VNI_TONES[key]
            elif (
                (key == "6" and self._mark("aeo", HAT))
                or (key == "7" and self._horn(breves=False))
                or (key == "8" and self._mark("a", BREVE))
                or (key == "9" and self._mark("d", STROKE))
            ):
                continue
            else:
                self._type(key)
        return self._whole()

    def _type(self, key: str) -> None:
        self.letters.append(key)
        self.marks.append("")

    def _has_vowel(self) -> bool:
        return any(letter in _VOWELS or letter == "ư" for letter in self.letters)

    def _mark(self, hosts: str, mark: str) -> bool:
        """Set a mark on the last unmarked letter that bears it; False where there is none."""
        places = [n for n, letter in enumerate(self.letters) if letter in hosts and not self.marks[n]]
        if not places:
            return False
        self.marks[places[-1]] = mark
        return True

    def _horn(self, *, breves: bool = True, breve_last: bool = False) -> bool:
        """The key of ơ and ư (Telex: of ă too): “uo” takes it on both letters."""
        text = "".join(self.letters)
        pair = text.find("uo")
        if pair >= 0 and not text.startswith("quo") and not self.marks[pair] and not self.marks[pair + 1]:
            self.marks[pair] = self.marks[pair + 1] = HORN
            return True
        if (pair := text.find("uu")) >= 0 and not self.marks[pair]:  # lưu, cứu: the first of the two
            self.marks[pair] = HORN
            return True
        if breve_last and self._mark("u", HORN):
            return True
        if breves and self._mark("a", BREVE):
            return True
        return self._mark("o", HORN) or self._mark("u", HORN)

    def _whole(self) -> str:
        """A tone at the end of the syllable is enough for comparing: it belongs to the syllable."""
        made = "".join(
            "đ" if mark == STROKE else letter + mark for letter, mark in zip(self.letters, self.marks, strict=True)
        )
        return made + self.tone
