"""Formulas between dollar signs as plain text, which every screen and every paper can show: x², (a + b)/2, √n."""

from __future__ import annotations

import re

_SIGNS = {
    "times": "×", "div": ":", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "to": "→", "rightarrow": "→", "sum": "Σ", "infty": "∞", "alpha": "α", "beta": "β",
    "mu": "μ", "sigma": "σ", "pi": "π", "Delta": "Δ", "quad": " ", "ldots": "…", "dots": "…", "left": "", "right": "",
}  # fmt: skip
HIGH = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_GROUP = r"\{([^{}]*)\}"


def in_plain(formula: str) -> str:
    """The formula in plain letters; a command that is not known stays as it was typed."""
    words = re.sub(r"\\([%,;: #&_$])", lambda found: found[1] if found[1] in "%#&_$" else " ", formula)
    for _ in range(8):  # from the inside out, as deep as people write
        before = words
        words = re.sub(rf"\\(?:text|mathrm|mathbf|operatorname)\s*{_GROUP}", r"\1", words)
        words = re.sub(rf"\\d?frac\s*{_GROUP}\s*{_GROUP}", lambda f: f"{_whole(f[1])}/{_whole(f[2])}", words)
        words = re.sub(rf"\\sqrt\s*{_GROUP}", lambda f: f"√{_whole(f[1])}", words)
        words = re.sub(rf"\^(?:{_GROUP}|(\w))", lambda f: _small(f[1] or f[2] or "", HIGH, "^"), words)
        words = re.sub(rf"_(?:{_GROUP}|(\w))", lambda f: _small(f[1] or f[2] or "", LOW, "_"), words)
        if words == before:
            break
    words = re.sub(r"\\([A-Za-z]+)", lambda found: _SIGNS.get(found[1], found[0]), words)
    return " ".join(words.replace("{", "").replace("}", "").replace("*", "×").split())


def _whole(part: str) -> str:
    """A part that is more than one thing keeps its brackets."""
    return part if re.fullmatch(r"\s*[\w.,]+\s*", part) else f"({part.strip()})"


def _small(part: str, letters: dict[int, int], sign: str) -> str:
    made = part.translate(letters)
    return (
        made
        if all(a != b for a, b in zip(part, made, strict=True))
        else f"{sign}({part})"
        if len(part) > 1
        else f"{sign}{part}"
    )


def unread(words: str) -> list[str]:
    """Commands that were left as they were typed: for these no plain letter is known."""
    return re.findall(r"\\[A-Za-z]{2,}", words)
