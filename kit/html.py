"""Drawing text nodes as HTML; every character that people wrote is escaped, nothing is passed through."""

from __future__ import annotations

from html import escape

from kit.markdown import Node, inline, parse


def blocks(nodes: list[Node]) -> str:
    """HTML of block nodes, one after another."""
    return "".join(_block(node) for node in nodes)


def prose(text: str) -> str:
    """HTML of a Markdown text of several paragraphs."""
    return blocks(parse(text))


def phrase(text: str) -> str:
    """HTML of a short Markdown text, without a paragraph around it."""
    return inlines(inline(text))


def _block(node: Node) -> str:
    match node["t"]:
        case "heading":
            return f"<h{node['level']}>{inlines(node['c'])}</h{node['level']}>"
        case "para" | "picture-refused":
            return f"<p>{inlines(node['c'])}</p>"
        case "list":
            tag = "ol" if node["ordered"] else "ul"
            return f"<{tag}>{''.join(f'<li>{_item(item)}</li>' for item in node['items'])}</{tag}>"
        case "table":
            return table(node["head"], node["rows"])
        case "quote":
            return f"<blockquote>{blocks(node['c'])}</blockquote>"
        case "figure":
            if "svg" in node:
                drawn = node["svg"][node["svg"].index("<svg") :]
                return f'<figure role="img" aria-label="{escape(node["alt"])}">{drawn}</figure>'
            return f'<figure><img src="{escape(node["src"])}" alt="{escape(node["alt"])}"></figure>'
        case "page":
            return '<hr class="page">'
    raise ValueError(f"no HTML for node {node['t']}")


def _item(item: list[Node]) -> str:
    if item and item[0]["t"] == "para":
        return inlines(item[0]["c"]) + blocks(item[1:])
    return blocks(item)


def table(head: list[list[Node]], rows: list[list[list[Node]]]) -> str:
    """A table; wide ones scroll inside their own box instead of widening the page."""
    top = "".join(f'<th scope="col">{inlines(cell)}</th>' for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{inlines(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def inlines(nodes: list[Node]) -> str:
    """HTML of inline nodes."""
    return "".join(_inline(node) for node in nodes)


def _inline(node: Node) -> str:
    match node["t"]:
        case "text":
            return escape(node["s"])
        case "strong" | "em":
            return f"<{node['t']}>{inlines(node['c'])}</{node['t']}>"
        case "code":
            return f"<code>{escape(node['s'])}</code>"
        case "link":
            return f'<a href="{escape(node["href"])}" rel="noopener noreferrer">{inlines(node["c"])}</a>'
        case "cite":
            number = node.get("number")
            return inlines(node["c"]) + (f'<sup class="cite">[{number}]</sup>' if number else "")
        case "blank":
            return '<span class="blank"></span>'
        case "tick":
            return '<span class="mark square" aria-hidden="true"></span>'
        case "br":
            return "<br>"
    raise ValueError(f"no HTML for node {node['t']}")
