"""A sheet as one HTML file: its pictures inside, no outside address, readable on a phone and printable."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from kit import html as text_html
from kit.html import inlines
from kit.markdown import Node
from kit.messages import say
from kit.paper.sheet import Sheet

STYLE = Path(__file__).parent / "sheet.css"
MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def html(sheet: Sheet) -> bytes:
    """The sheet as a page: one h1, `lang`, a main landmark, everything inside the file."""
    body = "".join(_draw(node, sheet) for node in sheet.blocks)
    size = ' class="large"' if sheet.large else ""
    page = (
        f'<!doctype html>\n<html lang="{say("vi")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sheet.title)} – {escape(sheet.edition_name)}</title>\n"
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body{size}>\n<main>\n{body}\n</main>\n"
        f"<footer>{escape(sheet.footer)}</footer>\n</body>\n</html>\n"
    )
    return page.encode()


def _many(nodes: list[Node], sheet: Sheet) -> str:
    return "".join(_draw(node, sheet) for node in nodes)


def _draw(node: Node, sheet: Sheet) -> str:
    match node["t"]:
        case "leaf":
            return f"<section class='leaf'>{_many(node['c'], sheet)}</section>"
        case "title":
            under = f"<p>{escape(sheet.subtitle)}</p>" if sheet.subtitle else ""
            return f"<h1>{escape(sheet.title)}</h1>{under}<p class='stamp'>{escape(sheet.edition_name)} · {escape(sheet.footer)}</p>"
        case "namelines":
            return (
                "<p class='names'>"
                + " ".join(f"<span>{escape(label)}: <i></i></span>" for label in node["labels"])
                + "</p>"
            )
        case "contents":
            return ""
        case "figure":
            return f'<figure><img src="{_picture(node["src"], sheet)}" alt="{escape(node["alt"])}"></figure>'
        case "list":
            tag = "ol" if node["ordered"] else "ul"
            return f"<{tag}>{''.join(f'<li>{_many(item, sheet)}</li>' for item in node['items'])}</{tag}>"
        case "quote":
            return f"<blockquote>{_many(node['c'], sheet)}</blockquote>"
        case "box":
            return _box(node, sheet)
        case "cards":
            inside = "".join(f"<div>{_many(item, sheet)}</div>" for item in node["items"])
            return f"<div class='cut' style='grid-template-columns: repeat({int(node['columns'])}, 1fr)'>{inside}</div>"
        case "choices":
            return _choices(node, sheet)
        case "verdicts":
            return _verdicts(node, sheet)
        case "steps":
            rows = "".join(
                f"<li>{_place(i['place'])}<b>{i['letter']}.</b> <span>{inlines(i['c'])}</span></li>"
                for i in node["items"]
            )
            return f"<p class='how'>{escape(node['how'])}</p><ul class='steps'>{rows}</ul>"
        case "answer":
            value = f"<b>{escape(node['value'])}</b>" if node["value"] is not None else "<i class='blank'></i>"
            return f"<p><b>{escape(node['label'])}</b> {value} {escape(node['unit'])}</p>"
        case "lines":
            return "<div class='lines' aria-hidden='true'>" + "<i></i>" * int(node["n"]) + "</div>"
        case "ticks":
            return (
                "<ul class='marks'>"
                + "".join(f"<li>{_mark('square', None)}<span>{inlines(i)}</span></li>" for i in node["items"])
                + "</ul>"
            )
        case "notes":
            return (
                "<ol class='sources'>"
                + "".join(f"<li value='{i['number']}'>{inlines(i['c'])}</li>" for i in node["items"])
                + "</ol>"
            )
    return text_html.blocks([node])


def _picture(name: str, sheet: Sheet) -> str:
    media = MEDIA[Path(name).suffix]
    return f"data:{media};base64,{base64.b64encode(sheet.pictures[name]).decode()}"


def _box(node: Node, sheet: Sheet) -> str:
    inside = _many(node["c"], sheet)
    if node["style"] == "fold":
        return f"<details><summary>{escape(node['title'])}</summary>{inside}</details>"
    title = (
        f"<p class='head'><b>{escape(node['title'])}</b> <span>{escape(node['meta'])}</span></p>"
        if node["title"]
        else ""
    )
    return f"<div class='box {escape(node['style'])}'>{title}{inside}</div>"


def _mark(shape: str, key: bool | None) -> str:
    if key is None:
        return f"<span class='mark {shape}' aria-hidden='true'></span>"
    label = say("đúng") if key else say("không chọn")
    return f"<span class='mark {shape}' role='img' aria-label='{escape(label)}'>{'×' if key else ''}</span>"


def _place(place: int | None) -> str:
    return f"<span class='mark square wide'>{place if place is not None else ''}</span>"


def _choices(node: Node, sheet: Sheet) -> str:
    rows = ""
    for item in node["items"]:
        words = f"<b>{inlines(item['c'])}</b>" if item["key"] else inlines(item["c"])
        rows += f"<li>{_mark(node['mark'], item['key'])}<b>{item['letter']}.</b> <span>{words}{_many(item['notes'], sheet)}</span></li>"
    return f"<ul class='marks'>{rows}</ul>"


def _verdicts(node: Node, sheet: Sheet) -> str:
    def box(item: Node, want: bool) -> str:
        return _mark("square", None if item["key"] is None else item["key"] is want)

    head = f"<tr><th scope='col'>{escape(say('Câu'))}</th><th scope='col'>{escape(node['yes'])}</th><th scope='col'>{escape(node['no'])}</th></tr>"
    rows = "".join(
        f"<tr><td><b>{i['letter']}.</b> {inlines(i['c'])}{_many(i['notes'], sheet)}</td><td>{box(i, True)}</td><td>{box(i, False)}</td></tr>"
        for i in node["items"]
    )
    return f"<div class='scroll' tabindex='0' role='region' aria-label='{escape(say('Bảng đúng sai'))}'><table class='verdicts'><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
