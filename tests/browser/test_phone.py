"""A class with telephones: touch and keyboard, a dead line, a laptop that was started again, the room and its wall."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.answers import parse
from kit.classroom.folder import TrainingClass
from kit.classroom.slips import Slips
from tests.browser.conftest import read_on
from tests.browser.test_lesson import RIGHT, WRONG, answer_by_keyboard, answer_by_mouse, box, check, expected
from tests.conftest import SAMPLES
from tests.serve.conftest import Server, make_class, serving

pytestmark = pytest.mark.browser
LESSON = "/bai/01-all-kinds"
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One class for the tests that need no stop of it."""
    with serving(make_class(tmp_path_factory.mktemp("phones"), people=40)) as running:
        yield running


@pytest.fixture
def telephone(browser) -> Iterator:
    """Makes telephones: `telephone(port, width=390)`."""
    contexts = []

    def make(port: int, width: int = 390, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, has_touch=True, base_url=f"http://127.0.0.1:{port}", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults, page.outside = [], []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "request",
            lambda r: page.outside.append(r.url) if not re.match(r"http://127\.0\.0\.1|data:|about:", r.url) else None,
        )
        page.set_default_timeout(20_000)
        return page

    yield make
    for context in contexts:
        context.close()


def come_in(page, klass: TrainingClass, code: str) -> None:
    page.goto(f"/v/{Slips(klass).of(code).secret}")
    page.wait_for_selector(READY)


def whole_lesson(page, path: str = LESSON) -> None:
    page.goto(path)
    page.wait_for_selector(READY)
    if "single" in page.locator("body").get_attribute("class"):
        page.locator("#whole").click()


def kept(klass: TrainingClass, code: str) -> list:
    found = list((klass.path / "handed-in").glob(f"{code.lower()}-*.jsonl"))
    return [r for path in found for r in parse(path.read_bytes()).records if r.deed == "attempt"]


def until(true, seconds: float = 20) -> None:
    """Wait for something that another process does."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Server]:
    """A class in which nobody has answered yet."""
    with serving(make_class(tmp_path, people=40)) as running:
        yield running


@pytest.fixture(params=["touch", "keyboard"])
def hand(request: pytest.FixtureRequest, server: Server, telephone):
    page = telephone(server.house.port)
    come_in(page, server.hall.klass, "HV001" if request.param == "touch" else "HV002")
    whole_lesson(page)
    return request.param, page


def test_every_kind_is_answered_wrong_and_right_on_a_telephone(hand, server: Server) -> None:
    name, page = hand
    give = answer_by_mouse if name == "touch" else answer_by_keyboard
    for kind in sorted(SAMPLES):
        for answer in (WRONG[kind], RIGHT[kind]):
            give(page, kind, answer)
            assert expected(kind, answer) in check(page, kind, keyboard=name == "keyboard"), kind
        box(page, kind).locator(".kit-saved", has_text="Đã lưu").wait_for()

    last = {r.exercise: r.answer for r in kept(server.hall.klass, "HV001" if name == "touch" else "HV002")}
    for kind in SAMPLES:
        wanted = [*WRONG[kind], "<", *RIGHT[kind]] if kind == "scenario" else RIGHT[kind]
        assert last[f"samples/{kind}"] == wanted
    assert page.faults == [] and page.outside == []


def test_lesson_goes_step_by_step_with_marks_and_ends_with_a_summary(server: Server, telephone) -> None:
    page = telephone(server.house.port)
    come_in(page, server.hall.klass, "HV003")
    page.get_by_role("link", name="Tiếp tục: Đủ các dạng").click()
    page.wait_for_selector(READY)
    assert page.locator(".step:visible").count() == 1
    page.goto(f"{LESSON}#x=samples/single-choice")
    page.reload()
    page.wait_for_selector(READY)
    answer_by_mouse(page, "single-choice", "first")
    check(page, "single-choice")
    while page.locator("#next").is_visible():
        page.locator("#next").click()

    assert page.get_by_role("progressbar").get_attribute("aria-valuenow") == str(round(100 / len(SAMPLES)))
    summary = page.locator("#summary").inner_text()
    assert f"Đã làm 1 trên {len(SAMPLES)} câu." in summary and "Nên xem lại:" in summary
    page.locator("#summary a").first.click()
    box(page, "single-choice").wait_for(state="visible")
    page.locator(".home").click()
    page.wait_for_selector(READY)
    assert "◐" in page.locator(".lesson").first.inner_text()


def test_reloaded_page_shows_everything_as_it_was_left(server: Server, telephone) -> None:
    page = telephone(server.house.port)
    come_in(page, server.hall.klass, "HV004")
    whole_lesson(page)
    for kind in ("matching", "order", "reflection"):
        answer_by_mouse(page, kind, RIGHT[kind])
        check(page, kind)
    box(page, "reflection").locator(".kit-saved", has_text="Đã lưu").wait_for()

    page.reload()
    page.wait_for_selector(READY)
    page.locator("#whole").click()

    assert "Đúng rồi" in box(page, "matching").locator(".kit-badge").inner_text()
    assert box(page, "reflection").locator("textarea").input_value() == RIGHT["reflection"]["text"]


def test_late_word_about_an_answer_lets_alone_what_is_written_meanwhile(server: Server, telephone) -> None:
    page, held = telephone(server.house.port), []
    come_in(page, server.hall.klass, "HV014")
    whole_lesson(page)
    here = box(page, "short-answer")
    page.route("**/lam", lambda route: held.append(route))
    answer_by_mouse(page, "short-answer", WRONG["short-answer"])
    here.locator(".kit-main").click()
    until(lambda: held or page.wait_for_timeout(50))

    answer_by_mouse(page, "short-answer", RIGHT["short-answer"])
    held[0].continue_()
    here.locator(".kit-saved", has_text="Đã lưu").wait_for()
    assert not here.locator(".kit-badge").is_visible(), "the word about the old answer would stand under the new one"
    page.unroute("**/lam")
    page.reload()
    page.wait_for_selector(READY)
    whole_lesson(page)

    assert here.locator("input").input_value() == RIGHT["short-answer"], "what she has written on is not lost"
    assert expected("short-answer", RIGHT["short-answer"]) in check(page, "short-answer")


@pytest.mark.parametrize("width", [320, 390])
def test_pages_never_scroll_sideways(server: Server, telephone, width: int) -> None:
    page = telephone(server.house.port, width)
    page.goto("/")
    pages = [page.evaluate("document.documentElement.scrollWidth")]
    come_in(page, server.hall.klass, "HV005")
    for path in ("/", LESSON, "/so/tracking-book"):
        whole_lesson(page, path) if path == LESSON else page.goto(path)
        page.wait_for_selector(READY)
        pages.append(page.evaluate("document.documentElement.scrollWidth"))

    assert max(pages) <= width


def test_pages_have_no_fault_that_axe_can_see(server: Server, telephone) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, desk = telephone(server.house.port, bypass_csp=True), telephone(server.house.port, 1366, bypass_csp=True)
    found = []

    def look(where, path: str) -> None:
        where.goto(path)
        if path != "/giang-vien/phieu":
            where.wait_for_selector(READY + ", form[action='/vao'], main.narrow")
        found.extend(
            (path, v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in Axe().run(where).response["violations"]
        )

    look(page, "/")
    look(page, "/nowhere")
    come_in(page, server.hall.klass, "HV006")
    for path in ("/", LESSON, "/bai/test-a", "/so/tracking-book"):
        look(page, path)
    whole_lesson(page)
    found.extend(
        ("whole", v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in Axe().run(page).response["violations"]
    )
    look(desk, f"/giang-vien/vao?ma={server.house.token}")
    server.trainer("ask", "samples/single-choice")
    look(desk, "/giang-vien")
    look(desk, "/giang-vien/chieu")
    server.trainer("unask", "")

    assert not found, "\n".join(map(str, found))


def test_telephones_follow_the_room_and_the_wall_counts_them(room: Server, telephone) -> None:
    server = room
    klass, desk = server.hall.klass, telephone(server.house.port, 1366)
    phones = [telephone(server.house.port) for _ in range(2)]
    for n, phone in enumerate(phones):
        come_in(phone, klass, f"HV{n + 20:03}")
        phone.goto(LESSON)
        phone.wait_for_selector(READY)
    desk.goto(f"/giang-vien/vao?ma={server.house.token}")
    desk.wait_for_selector(READY)
    wall = desk.context.new_page()
    wall.goto("/giang-vien/chieu")
    wall.wait_for_selector(READY)

    number = server.hall.library.number("samples/poll")
    desk.locator(".plan summary", has_text="Đủ các dạng").click()
    desk.get_by_role("button", name=f"Mở câu này: {number}", exact=True).click()
    for phone in phones:
        box(phone, "poll").wait_for(state="visible")
    wall.locator(".prompt").wait_for()
    for n in range(30, 34):  # four more by their own telephones
        server.check(server.scan(f"HV{n:03}"), "poll", ["road"])
    wall.get_by_text("4 người đã trả lời").wait_for()
    assert wall.locator(".heads").first.inner_text() == ""
    answer_by_mouse(phones[0], "poll", ["road"])
    check(phones[0], "poll")

    wall.get_by_text("5 người đã trả lời").wait_for()
    wall.locator(".heads", has_text="5").wait_for()
    assert "HV0" not in wall.locator("main").inner_text()

    wall.keyboard.press("PageDown")  # a presenter's clicker
    desk.locator(".asked").wait_for()
    until(lambda: server.hall.room.stand.asked not in ("", "samples/poll"))
    wall.keyboard.press("Escape")
    wall.locator("#join").wait_for(state="visible")
    assert desk.faults == [] and wall.url.endswith("/chieu")


def test_test_opens_and_closes_on_every_telephone_by_itself(server: Server, telephone) -> None:
    phone = telephone(server.house.port)
    come_in(phone, server.hall.klass, "HV010")
    phone.goto("/bai/test-a")
    phone.get_by_text("Phần này chưa mở").wait_for()

    server.trainer("open", "test-a")
    box(phone, "sealed-one").wait_for(state="attached")
    server.trainer("close", "test-a")

    phone.get_by_text("Phần này chưa mở").wait_for()


def test_explanation_comes_to_those_who_have_tried(server: Server, telephone) -> None:
    tried, fresh = telephone(server.house.port), telephone(server.house.port)
    for page, code in ((tried, "HV011"), (fresh, "HV012")):
        come_in(page, server.hall.klass, code)
        whole_lesson(page)
    answer_by_mouse(tried, "single-choice", "first")
    check(tried, "single-choice")

    server.trainer("explain", "samples/single-choice")

    box(tried, "single-choice").get_by_text("Vì sao đáp án đúng").wait_for()
    assert "Vì sao đáp án đúng" not in fresh.content()


def test_what_learners_type_is_inert_on_every_face(server: Server, telephone) -> None:
    phone, desk = telephone(server.house.port), telephone(server.house.port, 1366)
    come_in(phone, server.hall.klass, "HV013")
    whole_lesson(phone)
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202e đảo ngược </script> một hai ba bốn năm sáu"
    answer_by_mouse(phone, "reflection", {"text": evil, "ticks": []})
    check(phone, "reflection")
    said = []
    for page in (phone, desk):
        page.on("dialog", lambda dialog: said.append(dialog.message))
    phone.reload()
    phone.wait_for_selector(READY)
    server.trainer("ask", "samples/reflection")
    desk.goto(f"/giang-vien/vao?ma={server.house.token}")
    desk.locator(".fold summary", has_text="Ý đã viết").click()
    desk.locator(".pick", has_text="<img").wait_for()
    desk.locator(".pick", has_text="<img").locator("input").check()
    until(lambda: server.hall.room.stand.texts)
    desk.goto("/giang-vien/chieu")

    desk.locator(".texts", has_text="<script>").wait_for()
    assert phone.faults == desk.faults == said == [] and desk.locator("main img").count() == 0
    server.trainer("unask", "")


# ── nothing lost ──
class Laptop:
    """`kit serve` as a program that can be killed and started again on the same port."""

    def __init__(self, klass: TrainingClass, port: int) -> None:
        self.klass, self.port, self.printed = klass, port, []

    def start(self) -> None:
        import threading

        self.program = subprocess.Popen(
            [sys.executable, "-m", "kit", "serve", self.klass.id, "--no-browser", "--port", str(self.port)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "KIT_FOLDER": str(self.klass.library.home)},
        )  # fmt: skip
        for line in self.program.stdout:
            self.printed.append(line)
            if "Ctrl+C" in line:
                break
        else:
            raise AssertionError("".join(self.printed))
        self.reader = threading.Thread(target=read_on, args=(self.program.stdout, self), daemon=True)
        self.reader.start()

    def kill(self, sign: int = signal.SIGKILL) -> int:
        self.program.send_signal(sign)
        code = self.program.wait(20)
        self.reader.join(10)
        self.program.stdout.close()
        return code


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Laptop(make_class(tmp_path), port)
    made.start()
    yield made
    if made.program.poll() is None:
        made.kill()


@pytest.mark.parametrize("store", ["database", "local storage"])
def test_answers_of_a_dead_line_are_kept_closed_and_sent_once_when_the_laptop_is_back(
    laptop: Laptop, telephone, store: str
) -> None:
    page = telephone(laptop.port)
    if store == "local storage":
        page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    come_in(page, laptop.klass, "HV001")
    whole_lesson(page)
    answer_by_mouse(page, "number", "59")
    check(page, "number")
    laptop.kill()

    answer_by_mouse(page, "number", "60")
    box(page, "number").locator(".kit-main").click()
    answer_by_mouse(page, "single-choice", "second")
    box(page, "single-choice").locator(".kit-main").click()
    page.get_by_text("2 câu chưa gửi, đang giữ trong điện thoại này").wait_for()
    box(page, "number").locator(".kit-unsaved", has_text="còn giữ trong máy này").wait_for()
    assert "Đã lưu" not in box(page, "single-choice").inner_text()
    other = page.context.new_page()  # the browser was closed, and opened again when the laptop was back
    if store == "local storage":
        other.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page.close()
    time.sleep(6)
    laptop.start()
    other.goto("/")

    until(lambda: len(kept(laptop.klass, "HV001")) == 3)
    time.sleep(1)
    assert [r.answer for r in kept(laptop.klass, "HV001")] == ["59", "60", "second"]
    late = kept(laptop.klass, "HV001")[1:]
    assert all(r.arrived > r.at for r in late)
    other.goto(LESSON)
    other.wait_for_selector(READY)
    other.locator("#whole").click()
    box(other, "number").locator(".kit-saved", has_text="Đã lưu").wait_for()


def test_open_page_goes_on_by_itself_after_the_laptop_was_started_again(laptop: Laptop, telephone) -> None:
    page = telephone(laptop.port)
    come_in(page, laptop.klass, "HV001")
    whole_lesson(page)
    laptop.kill()
    answer_by_mouse(page, "number", "60")
    box(page, "number").locator(".kit-main").click()
    page.get_by_text("1 câu chưa gửi").wait_for()

    laptop.start()

    box(page, "number").locator(".kit-saved", has_text="Đã lưu").wait_for()
    page.locator("#net").wait_for(state="hidden")
    assert [r.answer for r in kept(laptop.klass, "HV001")] == ["60"]


def test_answers_kept_for_one_person_are_not_sent_for_another(laptop: Laptop, telephone) -> None:
    page = telephone(laptop.port)
    come_in(page, laptop.klass, "HV001")
    whole_lesson(page)
    laptop.kill()
    answer_by_mouse(page, "number", "60")
    box(page, "number").locator(".kit-main").click()
    page.get_by_text("1 câu chưa gửi").wait_for()
    laptop.start()
    page.context.clear_cookies()
    page, old = page.context.new_page(), page
    old.close()
    page.set_default_timeout(20_000)
    come_in(page, laptop.klass, "HV002")

    if not kept(laptop.klass, "HV001"):
        page.get_by_text("chưa gửi của mã HV001").wait_for()
    assert kept(laptop.klass, "HV002") == []
    page.context.clear_cookies()
    come_in(page, laptop.klass, "HV001")
    until(lambda: [r.answer for r in kept(laptop.klass, "HV001")] == ["60"])


def test_server_ends_in_words_and_a_second_one_is_told(laptop: Laptop) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "kit", "serve", laptop.klass.id, "--no-browser", "--port", str(laptop.port)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "KIT_FOLDER": str(laptop.klass.library.home)},
    )  # fmt: skip
    assert second.returncode == 0 and "đang mở sẵn" in second.stdout and str(laptop.port) in second.stdout

    laptop.kill(signal.SIGINT)

    assert "Traceback" not in "".join(laptop.printed) and "Đã dừng" in "".join(laptop.printed)


def drag(page, what, onto_x: float, onto_y: float) -> None:
    what.scroll_into_view_if_needed()
    box_ = what.bounding_box()
    page.mouse.move(box_["x"] + box_["width"] / 2, box_["y"] + box_["height"] / 2)
    page.mouse.down()
    page.mouse.move(onto_x, onto_y, steps=8)
    page.mouse.up()


def test_sorting_matching_and_ordering_can_be_dragged_too(server: Server, telephone) -> None:
    page = telephone(server.house.port)
    come_in(page, server.hall.klass, "HV016")
    whole_lesson(page)
    for kind in ("sorting", "matching"):
        for row, item in zip(box(page, kind).locator(".kit-row").all(), SAMPLES[kind].items, strict=True):
            row.scroll_into_view_if_needed()
            bin_ = box(page, kind).locator(f".kit-bin[data-place='{RIGHT[kind][item.id]}']").bounding_box()
            drag(page, row.locator(".kit-grip"), bin_["x"] + 10, bin_["y"] + 10)
        assert "Đúng rồi" in check(page, kind)
    for place, name in enumerate(RIGHT["order"]):
        text = next(item.text for item in SAMPLES["order"].items if item.id == name)
        steps = box(page, "order").locator(".kit-step")
        target = steps.nth(place).bounding_box()
        drag(page, steps.filter(has_text=text).locator(".kit-grip"), target["x"] + 20, target["y"] + 3)
    assert "Đúng rồi" in check(page, "order")
    assert page.faults == []
