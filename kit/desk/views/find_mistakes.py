"""Every line of the document with a list beside it: right as it stands, or why it is wrong."""

from __future__ import annotations

from kit.document.html import phrase
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.find_mistakes import Entry, FindMistakes
from kit.kinds.letters import letter
from kit.messages import say


def control(exercise: FindMistakes) -> dict[str, object]:
    """One row per line; on a narrow screen the cells stand below one another under their headings."""
    reasons = [[r.id, f"{letter(n)}. {plain(inline(r.text))}"] for n, r in enumerate(exercise.reasons)]
    rows = [
        {"id": line.id, "html": _line(exercise, line), "label": say("Dòng {n}", n=n)}
        for n, line in enumerate(exercise.entries, 1)
    ]
    return {
        "type": "selects",
        "rows": rows,
        "places": reasons,
        "empty": say("– không có lỗi –"),
        "numbered": True,
        "drag": say("Kéo dấu ⠿ lên ô trả lời, hoặc chọn trong danh sách."),
    }


def _line(exercise: FindMistakes, line: Entry) -> str:
    if not exercise.head:
        return phrase(line.cells[0])
    pairs = zip(exercise.head, line.cells, strict=False)
    return "".join(f'<span class="kit-cell"><b>{phrase(h)}:</b> {phrase(cell)}</span>' for h, cell in pairs)
