"""What lessons that others wrote show on paper: a good result or one sentence, and never the name of an object."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kit.course import Library
from kit.course.check import check
from kit.document.formulas import in_plain
from kit.document.nodes import Break, Figure, Table
from kit.document.tree import plain, walk
from kit.paper.handouts import Job, Press
from tests.conftest import make_home, notebook

DAY = date(2026, 11, 21)
LESSON = "samples/01-first"


def printed(tmp_path: Path, source: str) -> tuple[str, list[object], list[str]]:
    """The words, the nodes and what was told of a lesson whose data cell is this."""
    from kit.paper.run import run_data_cells

    home = make_home(tmp_path / "home")
    path = next((home / "notebooks" / "modules" / "samples").glob("*.ipynb"))
    path.write_text(notebook(("markdown", "# Bài 1"), ("code", source, "data")), encoding="utf-8")
    library = Library(home)
    lesson = library.lessons["samples"][path.stem]
    told: list[str] = []
    pictures: dict[str, bytes] = {}
    made = [node for blocks in run_data_cells(library, lesson, pictures, told).values() for node in blocks]
    return plain(made), list(walk(made)), told


def test_figure_of_matplotlib_is_a_picture_with_its_title_and_not_the_name_of_an_object(tmp_path: Path) -> None:
    source = "from matplotlib.figure import Figure\nf = Figure()\nf.subplots().set_title('Số nữ theo năm')\nf"
    words, nodes, told = printed(tmp_path, source)

    assert [node.alt for node in nodes if isinstance(node, Figure)] == ["Số nữ theo năm"]
    assert "Figure(" not in words and told == []


def test_figure_that_was_drawn_and_left_is_shown_once_and_its_missing_words_are_told(tmp_path: Path) -> None:
    source = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])"
    _, nodes, told = printed(tmp_path, source)

    assert len([node for node in nodes if isinstance(node, Figure)]) == 1
    assert len(told) == 1 and "chưa có tên" in told[0] and "ô 2" in told[0]


def test_endless_output_is_cut_and_told(tmp_path: Path) -> None:
    words, nodes, told = printed(tmp_path, "for n in range(3000):\n    print('dòng', n)")

    assert "dòng 39" in words and "dòng 40" not in words and "2.960 dòng" in words
    assert sum(isinstance(node, Break) for node in nodes) == 39
    assert len(told) == 1 and "bỏ 2.960 dòng" in told[0]


def test_long_table_and_column_of_figures_are_tables(tmp_path: Path) -> None:
    source = "import pandas as pd\npd.DataFrame({'xã': [f'xã {n}' for n in range(90)], 'số': range(90)})"
    words, nodes, told = printed(tmp_path, source)
    (table,) = [node for node in nodes if isinstance(node, Table)]
    series, *_ = printed(tmp_path / "b", "import pandas as pd\npd.Series([3, 4], index=['nữ', 'nam'], name='người')")

    assert len(table.rows) == 40 and "50 dòng" in words and len(told) == 1
    assert "nữ3" in series and "dtype" not in series


def test_object_without_words_is_told_and_not_printed(tmp_path: Path) -> None:
    words, _, told = printed(tmp_path, "object()")

    assert words == "" and "object không in được" in told[0]


def test_semicolon_shows_no_value_as_in_a_notebook(tmp_path: Path) -> None:
    assert printed(tmp_path, "1 + 1;")[0] == ""
    assert printed(tmp_path / "b", "1 + 1")[0] == "2"


def test_word_of_five_thousand_letters_stays_on_the_page(tmp_path: Path) -> None:
    import pypdfium2

    home = make_home(tmp_path / "home")
    path = next((home / "notebooks" / "modules" / "samples").glob("*.ipynb"))
    lesson = json.loads(path.read_text(encoding="utf-8"))
    lesson["cells"][0]["source"] += "\n\n" + "x" * 5000
    path.write_text(json.dumps(lesson), encoding="utf-8")
    document = pypdfium2.PdfDocument(Press(Library(home), day=DAY).make(Job("samples", "", "learner", "pdf")))

    assert sum(page.get_textpage().get_text_range().count("x") for page in document) >= 5000
    for page in document:
        textpage = page.get_textpage()
        assert all(textpage.get_charbox(n)[2] <= page.get_width() for n in range(textpage.count_chars()))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"x^2", "x²"),
        (r"\frac{12}{30} \times 100\%", "12/30 × 100%"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\sqrt{n}", "√n"),
        (r"x_1 + x_{10}", "x₁ + x₁₀"),
        (r"10^{-3}", "10⁻³"),
        (r"\text{Tỷ lệ} \approx 40\%", "Tỷ lệ ≈ 40%"),
    ],
)
def test_formula_is_read_in_plain_letters(typed: str, shown: str) -> None:
    assert in_plain(typed) == shown


def test_what_nobody_would_see_is_told_by_the_check(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    folder = home / "notebooks" / "modules" / "samples"
    first = next(folder.glob("*.ipynb"))
    (folder / "09-forgotten.ipynb").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    first.write_text(notebook(("markdown", "# Bài 1\n\nTính $\\oint x$."), ("raw", "chữ thô")), encoding="utf-8")
    said = "\n".join(str(fault) for fault in check(Library(home), ["samples"]))

    assert "09-forgotten.ipynb nằm trong thư mục nhưng module.yaml không kể đến" in said
    assert "Ô thô (raw) không hiện ở đâu cả" in said
    assert "\\oint" in said
