"""What authors and learners write is inert on every face."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.document.html import phrase, prose
from kit.paper.handouts import Job, Press
from tests.conftest import SAMPLES, make_home
from tests.paper.test_documents import pdf_text

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</textarea></style><svg onload=alert(1)>",
    "[bấm](javascript:alert(1))",
    "[bấm](data:text/html,<script>1</script>)",
    "[bấm](JaVaScRiPt:alert(1))",
    "![x](javascript:alert(1))",
    "{{7*7}} {% for x in y %} ${7*7}",
    "#set page(width: 1pt) #read(\"/etc/passwd\") $x$ @label *b* _i_ `c` \\ \" ]",
    "<https://evil.example/x> <b>đậm</b> &lt;i&gt;",
    "\u202eđảo chiều\u202c",
    '"; #panic("x"); "',
    "=HYPERLINK(\"http://evil.example\")",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_author_text_is_inert_as_html(payload: str) -> None:
    for drawn in (prose(payload), phrase(payload)):
        assert not re.search(r"<(script|img(?! src=\"data:)|svg|iframe|style|b)\b", drawn), drawn
        assert not re.search(r"(href|src)\s*=\s*[\"']?\s*(javascript|data):", drawn, re.I), drawn
        assert not re.search(r"<[^>]*\son\w+\s*=", drawn), drawn


@pytest.mark.parametrize("payload", PAYLOADS)
def test_author_text_is_printed_and_not_run(tmp_path: Path, payload: str) -> None:
    safe = payload.replace("\u202e", "").replace("\u202c", "")
    home = make_home(tmp_path / "h", {"order": replace(SAMPLES["order"], prompt=f"Đề {payload} hết")})

    content = Press(Library(home), day=date(2026, 11, 21)).make(Job("samples", "", "learner", "pdf"))

    text = re.sub(r"\s", "", pdf_text(content))
    assert "hết" in text
    for word in re.findall(r"[a-zA-Z]{4,}", re.sub(r"\(.*?\)", "", safe))[:2]:
        assert word in text


def test_pdf_with_payloads_holds_no_action(tmp_path: Path) -> None:
    home = make_home(
        tmp_path / "h", {"order": replace(SAMPLES["order"], prompt=" ".join(p for p in PAYLOADS if "evil" not in p))}
    )

    content = Press(Library(home), day=date(2026, 11, 21)).make(Job("samples", "", "learner", "pdf"))

    assert b"/JavaScript" not in content and b"/Launch" not in content and b"/URI" not in content
