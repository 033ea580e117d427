"""QTI: items of versions 2.1, 2.2 and 3 read, alone or in a package; ours written as a package of version 2.1.

An item's texts are XHTML there; they go through the kit's own HTML and come back as Markdown.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kit.errors import KitError
from kit.exchange.html_words import markdown_of
from kit.exchange.moodle import root_of
from kit.exchange.question import YES_NO, Choice, Pair, Question, of_pairs
from kit.files import same_office
from kit.messages import say

MOST_UNPACKED, MOST_PARTS = 120 * 1024 * 1024, 5_000
SPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


class NotQti(KitError):
    """The package holds no items that can be read."""


# ── reading ──
def read_package(content: bytes) -> tuple[list[Question], list[str]]:
    """The items of a zipped package. Raises NotQti for one that swells or holds none."""
    questions: list[Question] = []
    told: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise NotQti(say("Tệp phình ra quá lớn khi mở: không đọc."))
            for part in parts:
                if part.filename.lower().endswith(".xml") and b"ssessment" in (inside := archive.read(part))[:4096]:
                    made, lost = read_qti(inside)
                    questions += [replace(q, place=f"{part.filename}") for q in made]
                    told += [f"{part.filename}: {line}" for line in lost]
    except zipfile.BadZipFile as error:
        raise NotQti(say("Tệp nén bị hỏng. Xuất lại từ nơi đã tạo ra nó.")) from error
    return questions, told


def read_qti(content: bytes) -> tuple[list[Question], list[str]]:
    """The items of an XML file. Raises NotMoodle for one that must not be opened."""
    questions: list[Question] = []
    told: list[str] = []
    for item in root_of(content).iter():
        if _tag(item) == "assessmentItem":
            title = item.get("title") or item.get("identifier") or ""
            try:
                questions.append(replace(_item(item), name=title))
            except (ValueError, KeyError, StopIteration):
                told.append(say("{place}: dạng này không có chỗ ở đây, hoặc thiếu đáp án.", place=title[:60]))
    return questions, told


def _tag(node: Any) -> str:
    """A tag as version 2 spells it: “qti-choice-interaction” is “choiceInteraction”."""
    if not isinstance(node.tag, str):
        return ""
    name = node.tag.rpartition("}")[2].removeprefix("qti-")
    return re.sub(r"-(\w)", lambda found: found[1].upper(), name)


def _all(node: Any, tag: str) -> Iterator[Any]:
    return (each for each in node.iter() if _tag(each) == tag)


def _attribute(node: Any, name: str) -> str:
    return node.get(name) or node.get(re.sub(r"[A-Z]", lambda found: "-" + found[0].lower(), name)) or ""


def _item(item: Any) -> Question:
    body = next(_all(item, "itemBody"))
    found = [node for node in body.iter() if _tag(node).endswith("Interaction")]
    if not found:
        raise ValueError("nothing is asked")
    kind = _tag(found[0])
    read = READERS.get(kind)
    if read is None or (len(found) > 1 and kind != "textEntryInteraction"):
        raise ValueError(kind)
    made = read(item, body, found)
    return replace(made, explanation="\n\n".join(_words(each) for each in _all(item, "modalFeedback")))


def _keys(item: Any, interaction: Any) -> list[str]:
    """The right values of the interaction's response."""
    name = _attribute(interaction, "responseIdentifier")
    declared = next(d for d in _all(item, "responseDeclaration") if d.get("identifier") == name)
    values = [
        "".join(value.itertext()).strip() for c in _all(declared, "correctResponse") for value in _all(c, "value")
    ]
    mapped = [(_attribute(e, "mapKey"), float(_attribute(e, "mappedValue") or 0)) for e in _all(declared, "mapEntry")]
    return list(dict.fromkeys([*values, *(key for key, worth in mapped if worth > 0)]))


def _words(node: Any, without: Sequence[Any] = ()) -> str:
    """The Markdown of what stands in a node, without its interactions."""
    from lxml import etree

    copy = etree.fromstring(etree.tostring(node, with_tail=False))
    for each in [
        n for n in copy.iter() if _tag(n).endswith("Interaction") or _tag(n) in ("feedbackInline", "rubricBlock")
    ]:
        parent = each.getparent()
        if parent is not None and without != "gaps":
            each.text, tail = None, each.tail
            for child in list(each):
                each.remove(child)
            each.tail = tail
    for each in copy.iter():
        if isinstance(each.tag, str):
            each.tag = each.tag.rpartition("}")[2]
    inside = (escape(copy.text or "")) + "".join(etree.tostring(child, encoding="unicode") for child in copy)
    return markdown_of(inside)


def _prompt(body: Any, interaction: Any) -> str:
    own = next(_all(interaction, "prompt"), None)
    parts = [_words(body), _words(own) if own is not None else ""]
    return "\n\n".join(part for part in parts if part)


def _choices(item: Any, body: Any, found: list[Any]) -> Question:
    keys = set(_keys(item, found[0]))
    choices = tuple(
        Choice(_words(c), c.get("identifier") in keys, next((_words(f) for f in _all(c, "feedbackInline")), ""))
        for c in _all(found[0], "simpleChoice")
    )
    if not any(choice.right for choice in choices):
        raise ValueError("no right answer")
    several = _attribute(found[0], "maxChoices") not in ("", "1") or sum(c.right for c in choices) > 1
    return Question("multiple-choice" if several else "single-choice", _prompt(body, found[0]), choices=choices)


def _order(item: Any, body: Any, found: list[Any]) -> Question:
    texts = {choice.get("identifier"): _words(choice) for choice in _all(found[0], "simpleChoice")}
    return Question("order", _prompt(body, found[0]), steps=tuple(texts[key] for key in _keys(item, found[0])))


def _match(item: Any, body: Any, found: list[Any]) -> Question:
    sets = list(_all(found[0], "simpleMatchSet"))
    items, places = (
        {c.get("identifier"): _words(c) for c in _all(each, "simpleAssociableChoice")} for each in sets[:2]
    )
    pairs = [Pair(items[a], places[b]) for a, b in (key.split()[:2] for key in _keys(item, found[0]))]
    left = [Pair("", words) for words in places.values() if words not in {pair.place for pair in pairs}]
    claims = of_pairs(_prompt(body, found[0]), pairs)
    return claims if claims.kind == "true-false" else of_pairs(claims.prompt, [*pairs, *left])


def _entries(item: Any, body: Any, found: list[Any]) -> Question:
    """One place to write is an answer; several are gaps in a text."""
    keys = [_keys(item, each) for each in found]
    if len(found) == 1:
        name = _attribute(found[0], "responseIdentifier")
        declared = next(d for d in _all(item, "responseDeclaration") if d.get("identifier") == name)
        numbers = _attribute(declared, "baseType") in ("float", "integer")
        prompt = _prompt(body, found[0])
        if numbers:
            return Question("number", prompt, choices=(Choice(keys[0][0], True),))
        return Question("short-answer", prompt, choices=tuple(Choice(key, True) for key in keys[0]))
    if not all(keys):
        raise ValueError("no right answer")
    for n, each in enumerate(found, 1):
        each.tail = f"\ue010{n}\ue011" + (each.tail or "")
    text = _words(body).replace("\ue010", "[[").replace("\ue011", "]]")
    prompt, _, rest = text.rpartition("\n\n")
    if "[[" in prompt or not prompt:
        prompt, rest = "", text
    return Question(
        "gap-text", prompt or "Điền vào chỗ trống.", text=" ".join(rest.split()), gaps=tuple(map(tuple, keys))
    )


def _essay(_: Any, body: Any, found: list[Any]) -> Question:
    return Question("reflection", _prompt(body, found[0]))


READERS: dict[str, Callable[[Any, Any, list[Any]], Question]] = {
    "choiceInteraction": _choices, "orderInteraction": _order, "matchInteraction": _match,
    "textEntryInteraction": _entries, "extendedTextInteraction": _essay,
}  # fmt: skip


# ── writing ──
def qti(questions: Sequence[Question]) -> tuple[bytes, list[str]]:
    """A package of QTI 2.1, an item a file, and a line for each thing that found no place in it."""
    told: list[str] = []
    stream = BytesIO()
    resources = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, question in enumerate(questions, 1):
            name = f"item-{n:03d}"
            archive.writestr(f"{name}.xml", _written(question, name, told))
            resources.append(f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="{name}.xml"><file href="{name}.xml"/></resource>')  # fmt: skip
        archive.writestr("imsmanifest.xml", _MANIFEST.format(resources="".join(resources)))
    return same_office(stream.getvalue()), told


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="kit">'
    "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
    "<organizations/><resources>{resources}</resources></manifest>"
)


def _written(question: Question, name: str, told: list[str]) -> str:
    from kit.document.html import prose

    declared, asked = _BODIES[question.kind](question)
    if question.hints or (question.kind == "number" and (question.unit or question.tolerance != "0")):
        told.append(say("{place}: gợi ý, đơn vị và dung sai không có chỗ trong QTI.", place=question.place))
    if question.kind in ("number", "short-answer", "true-false") and any(c.feedback for c in question.choices):
        told.append(say("{place}: lời nhận xét từng câu trả lời không có chỗ trong QTI.", place=question.place))
    why = f'<modalFeedback outcomeIdentifier="FEEDBACK" showHide="show" identifier="why">{prose(question.explanation)}</modalFeedback>' if question.explanation else ""  # fmt: skip
    stated = "" if question.kind == "gap-text" else prose(question.prompt)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem xmlns="{SPACE}" identifier="{name}"'
        f' title={quoteattr(question.name or name)} adaptive="false" timeDependent="false" xml:lang="{say("vi")}">'
        f'{declared}<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f'<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        f'<itemBody>{stated}{asked}</itemBody><responseProcessing template="{_CORRECT}"/>{why}</assessmentItem>'
    )


def _response(keys: Sequence[str], *, base: str, cardinality: str, name: str = "RESPONSE") -> str:
    values = "".join(f"<value>{escape(key)}</value>" for key in keys)
    mapped = "".join(f'<mapEntry mapKey={quoteattr(key)} mappedValue="1"/>' for key in keys)
    more = f'<mapping defaultValue="0">{mapped}</mapping>' if base == "string" and len(keys) > 1 else ""
    return f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}"><correctResponse>{values if base != "string" or len(keys) == 1 else f"<value>{escape(keys[0])}</value>"}</correctResponse>{more}</responseDeclaration>'  # fmt: skip


def _write_choices(question: Question) -> tuple[str, str]:
    from kit.document.html import phrase

    single = question.kind == "single-choice"
    keys = [f"c{n}" for n, choice in enumerate(question.choices, 1) if choice.right]
    options = "".join(
        f'<simpleChoice identifier="c{n}">{phrase(choice.text)}'
        + (
            f'<feedbackInline outcomeIdentifier="FEEDBACK" showHide="show" identifier="c{n}">{phrase(choice.feedback)}</feedbackInline>'
            if choice.feedback
            else ""
        )
        + "</simpleChoice>"
        for n, choice in enumerate(question.choices, 1)
    )
    declared = _response(keys, base="identifier", cardinality="single" if single else "multiple")
    return declared, f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="{1 if single else 0}">{options}</choiceInteraction>'  # fmt: skip


def _write_order(question: Question) -> tuple[str, str]:
    from kit.document.html import phrase

    numbered = [(f"s{n}", step) for n, step in enumerate(question.steps, 1)]
    mixed = [*numbered[1::2], *numbered[::2]]
    choices = "".join(f'<simpleChoice identifier="{id_}">{phrase(step)}</simpleChoice>' for id_, step in mixed)
    declared = _response([id_ for id_, _ in numbered], base="identifier", cardinality="ordered")
    return declared, f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{choices}</orderInteraction>'


def _write_pairs(question: Question) -> tuple[str, str]:
    from kit.document.html import phrase

    pairs = list(question.pairs)
    if question.kind == "true-false":
        pairs = [Pair(choice.text, YES_NO[0 if choice.right else 1]) for choice in question.choices]
    places = {place: f"p{n}" for n, place in enumerate(dict.fromkeys(pair.place for pair in pairs), 1)}
    items = [(f"i{n}", pair) for n, pair in enumerate((p for p in pairs if p.item), 1)]

    def one(id_: str, words: str, most: int) -> str:
        return f'<simpleAssociableChoice identifier="{id_}" matchMax="{most}">{phrase(words)}</simpleAssociableChoice>'

    left = "".join(one(id_, pair.item, 1) for id_, pair in items)
    right = "".join(one(id_, place, 0) for place, id_ in places.items())
    declared = _response([f"{id_} {places[pair.place]}" for id_, pair in items], base="directedPair", cardinality="multiple")  # fmt: skip
    return declared, f'<matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="0"><simpleMatchSet>{left}</simpleMatchSet><simpleMatchSet>{right}</simpleMatchSet></matchInteraction>'  # fmt: skip


def _write_entry(question: Question) -> tuple[str, str]:
    keys = [choice.text for choice in question.choices if choice.right]
    base = "float" if question.kind == "number" else "string"
    return _response(keys, base=base, cardinality="single"), '<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>'  # fmt: skip


def _write_gaps(question: Question) -> tuple[str, str]:
    from kit.document.html import phrase, prose

    declared = "".join(
        _response(accept, base="string", cardinality="single", name=f"R{n}")
        for n, accept in enumerate(question.gaps, 1)
    )
    pieces = re.split(r"\[\[(\d+)\]\]", question.text)
    text = "".join(
        f'<textEntryInteraction responseIdentifier="R{piece}"/>' if n % 2 else _spaced(phrase(piece), piece)
        for n, piece in enumerate(pieces)
    )
    return declared, f"{prose(question.prompt)}<p>{text}</p>"


def _spaced(html: str, words: str) -> str:
    """The white at both ends, which a phrase of Markdown loses."""
    before, after = " " if words[:1].isspace() else "", " " if words[-1:].isspace() else ""
    return f"{before}{html.strip()}{after}"


def _write_essay(_: Question) -> tuple[str, str]:
    declared = '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string"/>'
    return declared, '<extendedTextInteraction responseIdentifier="RESPONSE"/>'


_BODIES: dict[str, Callable[[Question], tuple[str, str]]] = {
    "single-choice": _write_choices, "multiple-choice": _write_choices, "true-false": _write_pairs,
    "number": _write_entry, "short-answer": _write_entry, "matching": _write_pairs, "order": _write_order,
    "gap-text": _write_gaps, "reflection": _write_essay,
}  # fmt: skip
