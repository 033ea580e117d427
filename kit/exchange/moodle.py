"""Moodle XML: questions read from a file of Moodle's question bank, and ours written so that Moodle takes them.

Texts are written with format="markdown", which Moodle knows: nothing of an exercise's Markdown is lost on the way.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from kit.errors import KitError
from kit.exchange.html_words import markdown_of
from kit.exchange.question import YES_NO, Choice, Pair, Picture, Question, as_markdown, of_pairs
from kit.messages import say

_GAP = re.compile(r"\{(\d*):(\w+):((?:[^{}\\]|\\.)*)\}")
_SHORT = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_PICK = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"}  # fmt: skip
_NUMBER = {"NUMERICAL", "NM"}


class NotMoodle(KitError):
    """The file is no Moodle XML, or one that must not be opened."""


# ── reading ──
def root_of(content: bytes) -> Any:
    """The root of an XML file from outside: no entity, no address, no endless tree. Raises NotMoodle."""
    from lxml import etree

    if re.search(rb"<!(DOCTYPE|ENTITY)", content[:4096], re.IGNORECASE):
        raise NotMoodle(say("Tệp XML có phần DOCTYPE hoặc ENTITY: không mở, vì có thể gây hại. Xuất lại từ Moodle."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotMoodle(say("Tệp XML hỏng ở dòng {n}. Xuất lại từ nơi đã tạo ra nó.", n=error.lineno or 1)) from error


def read_moodle(content: bytes) -> tuple[list[Question], list[str]]:
    """The questions of a Moodle XML file, and a line for each that finds no place here. Raises NotMoodle."""
    root = root_of(content)
    if root.tag != "quiz":
        raise NotMoodle(say("Tệp XML này không phải câu hỏi của Moodle (không có <quiz>)."))
    questions: list[Question] = []
    told: list[str] = []
    for number, node in enumerate((n for n in root.iter("question") if n.get("type") != "category"), 1):
        kind, name = node.get("type", ""), _plain(node.find("name"))
        place = say("câu {n} (dòng {line})", n=number, line=node.sourceline)
        read = READERS.get(kind)
        if read is None:
            told.append(say("{place}: dạng “{kind}” của Moodle không có chỗ ở đây: {name}.", place=place, kind=kind, name=name[:60]))  # fmt: skip
            continue
        try:
            made = read(node)
        except (ValueError, InvalidOperation):
            told.append(say("{place}: câu “{name}” thiếu đáp án hoặc ghi sai, không đọc được.", place=place, name=name[:60]))  # fmt: skip
            continue
        made = replace(
            made, name=name, place=place, explanation=_text(node.find("generalfeedback")),
            hints=tuple(filter(None, (_text(hint) for hint in node.findall("hint")))),
        )  # fmt: skip
        questions.append(_with_files(node, made))
    return questions, told


def _with_files(node: Any, made: Question) -> Question:
    """The only picture, where it is the question's own; others, and files that are none, are named."""
    files = list(node.iter("file"))
    if len(files) == 1 and files[0].getparent().tag == "questiontext" and files[0].get("encoding") == "base64":
        try:
            content = base64.b64decode("".join(files[0].itertext()))
        except ValueError:
            content = b""
        said = re.search(r"<img\b[^>]*\balt=[\"']([^\"'<>]+)", files[0].getparent().findtext("text") or "")
        picture = Picture(content, html.unescape(said[1]).strip() if said else "")
        if picture.form:
            told = say("Hình đi theo câu: xem lại lời mô tả hình ở trường image.") if picture.alt else say("Hình đi theo câu: viết lời mô tả hình ở trường image.")  # fmt: skip
            sign = f"[{as_markdown(picture.alt or say('hình'))}]"
            return replace(made, prompt=made.prompt.replace(sign, "", 1).strip(), picture=picture).but(told)
    names = ", ".join(str(each.get("name")) for each in files)
    return made.but(say("Hình {names}: thêm lại bằng trường image, kèm lời mô tả.", names=names)) if files else made


def _text(node: Any) -> str:
    """The Markdown of a text element, by its own format."""
    if node is None:
        return ""
    inner = node.find("text")
    words = "".join((inner if inner is not None else node).itertext()).strip()
    form = node.get("format", "html")
    if form == "markdown":
        return words
    return as_markdown(words) if form == "plain_text" else markdown_of(words)


def _plain(node: Any) -> str:
    return "" if node is None else " ".join("".join(node.itertext()).split())


def _answers(node: Any) -> Iterator[tuple[Any, float]]:
    for answer in node.findall("answer"):
        yield answer, float(answer.get("fraction", "0") or 0)


def _choices(node: Any) -> Question:
    single = _plain(node.find("single")).lower() in ("true", "1")
    found = [
        (Choice(_text(answer), feedback=_text(answer.find("feedback"))), weight) for answer, weight in _answers(node)
    ]
    if not found:
        raise ValueError("no answers")
    most = max(weight for _, weight in found)
    right = [weight == most > 0 if single else weight > 0 for _, weight in found]
    if not any(right):
        raise ValueError("no right answer")
    made = tuple(replace(choice, right=r) for (choice, _), r in zip(found, right, strict=True))
    question = Question(
        "single-choice" if single else "multiple-choice", _text(node.find("questiontext")), choices=made
    )
    part = single and any(0 < weight < most for _, weight in found)
    return question.but(say("Điểm một phần của phương án sai không giữ được.")) if part else question


def _truth(node: Any) -> Question:
    words = dict(zip(("true", "false"), YES_NO, strict=True))
    choices = [
        Choice(words.get(_plain(a.find("text")).lower(), _plain(a.find("text"))), weight > 0, _text(a.find("feedback")))
        for a, weight in _answers(node)
    ]
    if not any(choice.right for choice in choices):
        raise ValueError("no right answer")
    return Question("single-choice", _text(node.find("questiontext")), choices=tuple(choices))


def _short(node: Any) -> Question:
    choices = [Choice(_plain(a.find("text")), weight > 0, _text(a.find("feedback"))) for a, weight in _answers(node)]
    if not any(choice.right for choice in choices):
        raise ValueError("no right answer")
    kept = tuple(choice for choice in choices if choice.text != "*")
    question = Question("short-answer", _text(node.find("questiontext")), choices=kept)
    return (
        question if len(kept) == len(choices) else question.but(say("Câu trả lời “*” (mọi câu khác) không giữ được."))
    )


def _number(node: Any) -> Question:
    choices: list[Choice] = []
    told: list[str] = []
    tolerance = "0"
    for answer, weight in _answers(node):
        value = _plain(answer.find("text"))
        if value == "*":
            told.append(say("Câu trả lời “*” (mọi câu khác) không giữ được."))
            continue
        right = weight > 0 and not any(choice.right for choice in choices)
        if weight > 0 and not right:
            told.append(say("Chỉ giữ một số đúng; bỏ “{text}”.", text=value))
            continue
        if right:
            tolerance = str(Decimal(_plain(answer.find("tolerance")) or "0"))
        choices.append(Choice(str(Decimal(value)), right, _text(answer.find("feedback"))))
    if not any(choice.right for choice in choices):
        raise ValueError("no right answer")
    unit = _plain(node.find("units/unit/unit_name"))
    return Question("number", _text(node.find("questiontext")), choices=tuple(choices), unit=unit, tolerance=tolerance, told=tuple(told))  # fmt: skip


def _match(node: Any) -> Question:
    pairs = [Pair(_text(sub), as_markdown(_plain(sub.find("answer")))) for sub in node.findall("subquestion")]
    if len(pairs) < 2:
        raise ValueError("too few pairs")
    return of_pairs(_text(node.find("questiontext")), pairs)


def _order(node: Any) -> Question:
    steps = tuple(_text(answer) for answer, _ in _answers(node))
    if len(steps) < 3:
        raise ValueError("too few steps")
    return Question("order", _text(node.find("questiontext")), steps=steps)


def _cloze(node: Any) -> Question:
    """“Đối thoại là {1:SHORTANSWER:=hai~=2} chiều”."""
    gaps: list[tuple[str, ...]] = []
    told: list[str] = []

    def one(found: re.Match[str]) -> str:
        if found[2].upper() not in _SHORT | _PICK | _NUMBER:
            raise ValueError(found[2])
        right = []
        for part in re.split(r"(?<!\\)~", found[3]):
            weight = re.match(r"=|%(-?\d+)%", part)
            words = re.split(r"(?<!\\)#", part[weight.end() :] if weight else part)[0]
            if weight and (weight[0] == "=" or float(weight[1]) > 0):
                right.append(re.sub(r"\\(.)", r"\1", words.partition(":")[0] if found[2].upper() in _NUMBER else words).strip())  # fmt: skip
        if not right:
            raise ValueError("no right answer")
        if found[2].upper() in _PICK:
            told.append(say("Danh sách chọn của chỗ trống {n} thành chỗ điền chữ.", n=len(gaps) + 1))
        gaps.append(tuple(right))
        return f"\ue010{len(gaps)}\ue011"  # no Markdown may come of it on the way

    inner = node.find("questiontext/text")
    words = "".join(inner.itertext()) if inner is not None else ""
    form = node.find("questiontext").get("format", "html")
    replaced = _GAP.sub(one, words)
    if not gaps:
        raise ValueError("no gaps")
    text = replaced.strip() if form == "markdown" else markdown_of(replaced)
    text = text.replace("\ue010", "[[").replace("\ue011", "]]")
    prompt, _, rest = text.rpartition("\n\n") if form == "markdown" else ("", "", text)
    if "[[" in prompt or not rest:
        prompt, rest = "", text
    return Question("gap-text", prompt or "Điền vào chỗ trống.", text=" ".join(rest.split()), gaps=tuple(gaps), told=tuple(told))  # fmt: skip


def _essay(node: Any) -> Question:
    return Question("reflection", _text(node.find("questiontext")))


READERS: dict[str, Callable[[Any], Question]] = {
    "multichoice": _choices, "truefalse": _truth, "shortanswer": _short, "numerical": _number, "matching": _match,
    "match": _match, "ordering": _order, "cloze": _cloze, "multianswer": _cloze, "essay": _essay,
}  # fmt: skip


# ── writing ──
def moodle(questions: Sequence[Question]) -> tuple[bytes, list[str]]:
    """The questions as Moodle XML, and a line for each thing that found no place in it."""
    from lxml import etree

    told: list[str] = []
    root = etree.Element("quiz")
    for question in questions:
        node = etree.SubElement(root, "question", type=_TYPES[question.kind])
        _put(node, "name", question.name)
        _put(node, "questiontext", _prompt(question), "markdown")
        _put(node, "generalfeedback", question.explanation, "markdown")
        _put(node, "defaultgrade", "1", bare=True)
        _WRITERS[question.kind](node, question, told)
        for hint in question.hints:
            _put(node, "hint", hint, "markdown")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), told


_TYPES = {
    "single-choice": "multichoice", "multiple-choice": "multichoice", "true-false": "matching", "number": "numerical",
    "short-answer": "shortanswer", "matching": "matching", "order": "ordering", "gap-text": "cloze", "reflection": "essay",
}  # fmt: skip


def _put(node: Any, tag: str, words: str, form: str = "", *, bare: bool = False, **attributes: str) -> Any:
    from lxml import etree

    made = etree.SubElement(node, tag, **({"format": form} if form else {}), **attributes)
    (made if bare else etree.SubElement(made, "text")).text = words
    return made


def _prompt(question: Question) -> str:
    if question.kind != "gap-text":
        return question.prompt

    def gap(found: re.Match[str]) -> str:
        words = "~".join("=" + re.sub(r"([\\~#{}=])", r"\\\1", word) for word in question.gaps[int(found[1]) - 1])
        return f"{{1:SHORTANSWER:{words}}}"

    text = re.sub(r"\[\[(\d+)\]\]", gap, question.text)
    return f"{question.prompt}\n\n{text}"


def _write_choices(node: Any, question: Question, _: list[str]) -> None:
    single = question.kind == "single-choice"
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    _put(node, "single", "true" if single else "false", bare=True)
    _put(node, "shuffleanswers", "false", bare=True)
    _put(node, "answernumbering", "ABCD", bare=True)
    for choice in question.choices:
        share = 100 / (1 if single else right) if choice.right else (0 if single or not wrong else -100 / wrong)
        answer = _put(node, "answer", choice.text, "markdown", fraction=f"{share:.5f}".rstrip("0").rstrip("."))
        _put(answer, "feedback", choice.feedback, "markdown")


def _write_typed(node: Any, question: Question, _: list[str]) -> None:
    if question.kind == "short-answer":
        _put(node, "usecase", "0", bare=True)
    for choice in question.choices:
        answer = _put(node, "answer", choice.text, "plain_text", fraction="100" if choice.right else "0")
        _put(answer, "feedback", choice.feedback, "markdown")
        if question.kind == "number":
            _put(answer, "tolerance", question.tolerance if choice.right else "0", bare=True)
    if question.unit:
        units = _put(node, "units", "", bare=True)
        unit = _put(units, "unit", "", bare=True)
        _put(unit, "multiplier", "1", bare=True)
        _put(unit, "unit_name", question.unit, bare=True)


def _write_pairs(node: Any, question: Question, told: list[str]) -> None:
    pairs = list(question.pairs)
    if question.kind == "true-false":
        pairs = [Pair(choice.text, YES_NO[0 if choice.right else 1]) for choice in question.choices]
        if any(choice.feedback for choice in question.choices):
            told.append(say("{place}: lời nhận xét từng câu không có chỗ trong Moodle.", place=question.place))
    _put(node, "shuffleanswers", "true", bare=True)
    for pair in pairs:
        sub = _put(node, "subquestion", pair.item, "markdown")
        _put(sub, "answer", re.sub(r"\\([^\w\s])", r"\1", pair.place))


def _write_order(node: Any, question: Question, _: list[str]) -> None:
    _put(node, "layouttype", "VERTICAL", bare=True)
    _put(node, "selecttype", "ALL", bare=True)
    for n, step in enumerate(question.steps, 1):
        _put(node, "answer", step, "markdown", fraction=f"{n}")


def _write_nothing(_: Any, __: Question, ___: list[str]) -> None:
    """An essay has no answers; the gaps of a cloze stand in its text."""


_WRITERS: dict[str, Callable[[Any, Question, list[str]], None]] = {
    "single-choice": _write_choices, "multiple-choice": _write_choices, "true-false": _write_pairs,
    "number": _write_typed, "short-answer": _write_typed, "matching": _write_pairs, "order": _write_order,
    "gap-text": _write_nothing, "reflection": _write_nothing,
}  # fmt: skip
