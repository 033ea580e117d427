"""A trainer's class in the browser: a list, paper typed in, work handed in and collected, the wall, the clock."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kit.classroom.folder import TrainingClass
from kit.classroom.tallies import exercises_of, sheets
from kit.course import Library
from kit.handin import unpack
from tests.browser.conftest import PANEL, Lab, at_width, reload, visit
from tests.browser.test_lesson import serious, sign_in
from tests.classroom.conftest import hand_in, open_class, simulate

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def classroom(real_lab: Lab) -> TrainingClass:
    """A class of 30 in the room and 10 online in the home of the running server."""
    return open_class(Library(real_lab.folder), "lop-trinh-duyet", room=30, online=10)


def open_page(page, lab: Lab, name: str):
    visit(page, lab, f"notebooks/class/{name}.ipynb")
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def assert_whole(page, panel) -> None:
    """No scrolling sideways at any width, no serious barrier, nobody outside asked; looked at while the page is open."""
    for width in (390, 1920, 1366):
        at_width(page, width)
        wide = [b.evaluate("e => e.scrollWidth > e.clientWidth + 1") for b in panel.locator(".kit").all()]
        assert not any(wide), width
    assert serious(page, f"{PANEL} .jp-Notebook") == []
    assert page.outside == []


def test_thirty_sheets_of_ten_questions_take_few_strokes(trainer, real_lab: Lab, classroom: TrainingClass) -> None:
    """Aim: 30 people x 10 items within three minutes of typing. At a slow 2.5 strokes a second that is 450 strokes."""
    page = trainer
    panel = open_page(page, real_lab, "03-paper")
    items = exercises_of(classroom, "A")
    lot, strokes = random.Random(1), 0
    panel.get_by_label("HV001, câu A.1", exact=True).click()
    for _ in range(6):
        for exercise in items:
            keys = {"number": ["7", "Enter"], "true-false": list("DSDS")}.get(exercise.kind) or [lot.choice("ABCD")]
            for key in keys:
                page.keyboard.press(key)
            strokes += len(keys)

    panel.get_by_text("Đã nhập 6 phiếu.").wait_for()
    assert len(sheets(classroom)) == 6
    assert strokes * (30 / 6) * 10 / len(items) <= 450
    assert page.outside == []


def test_wrong_letter_stays_in_its_box_and_a_typed_sheet_is_there_again(trainer, real_lab: Lab, classroom) -> None:
    page = trainer
    panel = open_page(page, real_lab, "03-paper")
    first = panel.get_by_label("HV020, câu A.1", exact=True)
    first.click()
    page.keyboard.press("z")
    assert first.get_attribute("aria-invalid") == "true" and first.evaluate("e => e === document.activeElement")

    for key in ["C", "-", *"AB", "7", "Enter", *"ABCD", *"DSDS", "1", "1", "Enter", "B"]:
        page.keyboard.press(key)
    panel.get_by_role("row", name="HV020").get_by_text("✓").wait_for()
    reload(page)
    again = open_page(page, real_lab, "03-paper")
    assert again.get_by_label("HV020, câu A.2", exact=True).input_value() == "-"
    assert again.get_by_label("HV020, câu A.12", exact=True).input_value() == "B"


def test_page_of_paper_is_whole_at_every_width(trainer, real_lab: Lab, classroom) -> None:
    assert_whole(trainer, open_page(trainer, real_lab, "03-paper"))


def test_page_shows_what_came_in_updates_by_itself_and_hides_codes_for_the_wall(
    trainer, real_lab: Lab, classroom, tmp_path: Path
) -> None:
    page = trainer
    for person in classroom.people[:12]:
        hand_in(tmp_path, classroom, simulate(classroom, person, random.Random(person.code)))
    panel = open_page(page, real_lab, "04-results")
    panel.get_by_label("Thư mục thu bài").fill(str(tmp_path))
    panel.get_by_role("button", name="Cập nhật", exact=True).click()
    panel.get_by_text("Đã đọc 12 tệp: thêm").wait_for()
    panel.get_by_label("Xem:", exact=True).select_option("tests")
    panel.get_by_text("người làm đủ hai phiếu").first.wait_for()
    assert serious(page, ".kit-results") == []

    panel.get_by_label("Tự cập nhật").check()
    hand_in(tmp_path, classroom, simulate(classroom, classroom.people[12], random.Random(99)))
    panel.get_by_text("Đã đọc 13 tệp: thêm").wait_for()
    panel.get_by_label("Tự cập nhật").uncheck()

    panel.get_by_role("button", name="Xem để chiếu").click()
    panel.get_by_role("button", name="Xem của giảng viên").wait_for()
    assert "HV0" not in panel.locator(".kit-page").inner_text()
    panel.get_by_role("button", name="Xem của giảng viên").click()
    panel.get_by_role("button", name="Xem để chiếu").wait_for()
    assert page.outside == []


def test_page_of_results_is_whole_at_every_width(trainer, real_lab: Lab, classroom) -> None:
    assert_whole(trainer, open_page(trainer, real_lab, "04-results"))


def test_clock_is_started_and_says_what_runs(trainer, real_lab: Lab, classroom) -> None:
    page = trainer
    panel = open_page(page, real_lab, "02-clock")
    panel.get_by_role("button", name="Bắt đầu").click()
    panel.get_by_text("Đang làm: Khai mạc").wait_for()
    panel.get_by_role("button", name="Xong, sang phần sau").click()
    panel.get_by_text("Đang làm: Phiếu trước").wait_for()
    assert (classroom.path / "minutes.jsonl").read_text(encoding="utf-8").count('"start"') == 2
    assert serious(page, ".kit-clock") == []


def test_clock_is_whole_at_every_width(trainer, real_lab: Lab, classroom) -> None:
    assert_whole(trainer, open_page(trainer, real_lab, "02-clock"))


def test_list_is_taken_over_and_papers_are_made_by_buttons(trainer, real_lab: Lab, classroom, tmp_path: Path) -> None:
    page = trainer
    (tmp_path / "ds.csv").write_text("Mã,Họ và tên,Đơn vị\nK77,Người Mẫu,Xã A\n", encoding="utf-8")
    panel = open_page(page, real_lab, "01-file")
    panel.get_by_label("Nhận danh sách").set_input_files(tmp_path / "ds.csv")
    panel.get_by_text("Thêm 1 người").wait_for()
    panel.get_by_role("button", name="Giấy để in").click()
    panel.get_by_text("phieu-dong-y.pdf").wait_for()

    made = real_lab.folder / "build" / "classes" / classroom.id
    assert {"danh-sach-ky-ten.pdf", "phieu-dong-y.pdf", "phieu-tra-loi-a.pdf"} <= {p.name for p in made.iterdir()}
    assert serious(page, ".kit-class-bar") == []


def test_class_file_is_whole_at_every_width(trainer, real_lab: Lab, classroom) -> None:
    assert_whole(trainer, open_page(trainer, real_lab, "01-file"))


def test_learner_hands_in_what_the_screen_shows(trainer, real_lab: Lab, classroom) -> None:
    page = trainer
    page.goto(real_lab.url.replace("start.ipynb", "modules/policy-dialogue/02-prepare.ipynb"))
    page.wait_for_selector(".jp-NotebookPanel[data-kit-ran='1']:not(.lm-mod-hidden) .kit-exercise")
    sign_in(page, "HV022")
    box = page.locator("[data-exercise='policy-dialogue/choose-topic']")
    box.scroll_into_view_if_needed()
    box.locator("input[type=radio]").first.check()
    box.get_by_role("button", name="Kiểm tra").click()
    box.get_by_text("Đã lưu lúc").wait_for()
    strip = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-sign-in")
    with page.expect_download() as waiting:
        strip.get_by_role("button", name="Nộp bài").click()
    strip.get_by_text("Đã ghi tệp nộp bài").wait_for()

    sent = Path(waiting.value.path()).read_bytes()
    kept = next((real_lab.folder / "nop-bai").glob("*hv022*.jsonl"))
    work = unpack(sent)
    assert kept.read_bytes() == sent and kept.name == waiting.value.suggested_filename
    assert (work.learner, [r.exercise for r in work.reading.records if r.deed == "attempt"]) == (
        "HV022",
        ["policy-dialogue/choose-topic"],
    )
