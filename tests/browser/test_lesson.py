"""A learner in front of the screen: mouse, keyboard, reload, another learner, a small phone."""

from __future__ import annotations

import re

import pytest

from kit.answers import Desk, Learner
from tests.browser.conftest import Lab, at_width, fresh_page, reload
from tests.conftest import SAMPLES

pytestmark = pytest.mark.browser

WRONG = {
    "single-choice": "first",
    "multiple-choice": ["first", "second"],
    "true-false": {"claim-1": False, "claim-2": False},
    "number": "59",
    "short-answer": "một chiều",
    "gap-text": {"ways": "một", "days": "10"},
    "matching": {"loan": "health", "birth": "police", "vaccine": "bank"},
    "sorting": {"loan": "health", "birth": "bank", "debt": "health"},
    "order": ["step-1", "step-3", "step-2"],
    "deadline": "11/12/2026",
    "calculation-table": {"hamlet-1.share": "18", "hamlet-2.share": "70", "hamlet-3.share": "0"},
    "read-chart": {"most-women": "one"},
    "find-mistakes": {"line-1": "sum", "line-2": "sum"},
    "build-from-parts": {"slot-1": "report", "slot-2": "opening"},
    "scenario": ["skip"],
    "role-play": {f"crit-{n}": 1 for n in range(1, 9)},
    "poll": ["road"],
    "checklist": {"room": 0, "invite": 1, "child": 2},
    "flash-cards": {
        "known": {"dialogue": True, "minutes-doc": False, "petition": False},
        "local": {"dialogue": "từ thử"},
    },
    "reflection": {"text": "quá ngắn", "ticks": []},
}
RIGHT = {name: sample.key_answer() for name, sample in SAMPLES.items()}
BADGES = {
    "correct": "Đúng rồi",
    "partly": "Đúng một phần",
    "wrong": "Chưa đúng",
    "recorded": "Đã ghi",
    "unanswered": "Chưa trả lời",
}


def sign_in(page, name: str) -> None:
    strip = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-sign-in")
    strip.locator("input[type=text], .kit-who").first.wait_for()
    if strip.locator(".kit-who").count():
        strip.get_by_role("button", name="Đổi người").click()
    strip.locator("input[type=text]").fill(name)
    strip.get_by_role("button", name="Bắt đầu").click()
    strip.locator(".kit-who, .kit-ask-who").first.wait_for()
    if strip.locator(".kit-ask-who").count():  # she has worked here before
        strip.get_by_role("button", name="Phải, là tôi").click()
    strip.locator(".kit-who", has_text=name).wait_for()


def box(page, kind: str):
    return page.locator(f"[data-exercise='samples/{kind}']")


def rows_of(kind: str):
    """Id and wanted value go by rows: claims, questions, criteria, lines of a checklist."""
    sample = SAMPLES[kind]
    for name in ("statements", "questions", "criteria", "items"):
        if hasattr(sample, name):
            return getattr(sample, name)
    return ()


def in_data(value) -> str:
    """A value as the page holds it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


LINES = ("number", "short-answer", "deadline")
ROWS = ("true-false", "read-chart", "role-play", "checklist")
SELECTS = ("matching", "sorting", "find-mistakes", "build-from-parts")


def selects_of(kind: str) -> list[str]:
    sample = SAMPLES[kind]
    parts = {"find-mistakes": "entries", "build-from-parts": "slots"}
    return [part.id for part in getattr(sample, parts.get(kind, "items"))]


def answer_by_mouse(page, kind: str, answer) -> None:
    here = box(page, kind)
    if kind == "single-choice":
        here.locator(f"input[value={answer}]").check()
    elif kind in ("multiple-choice", "poll"):
        for tick in here.locator("input[type=checkbox]").all():
            tick.set_checked(tick.get_attribute("value") in answer)
    elif kind in ROWS:
        for row, part in zip(here.locator(".kit-row").all(), rows_of(kind), strict=True):
            row.locator(f"input[value='{in_data(answer[part.id])}']").check()
    elif kind in LINES:
        here.locator("input").fill(answer)
    elif kind == "gap-text":
        for n, gap in enumerate(SAMPLES[kind].gaps, 1):
            here.get_by_label(f"Chỗ trống {n}").fill(answer[gap.id])
    elif kind == "calculation-table":
        for cell, (name, _, _) in zip(here.locator("input").all(), SAMPLES[kind].cells, strict=True):
            cell.fill(answer[name])
    elif kind in SELECTS:
        for select, name in zip(here.locator("select").all(), selects_of(kind), strict=True):
            select.select_option(answer.get(name, ""))
    elif kind == "order":
        move_into_order(here, answer, lambda button: button.click())
    elif kind == "scenario":
        choose_in_story(here, answer, lambda button: button.click())
    elif kind == "flash-cards":
        for card, part in zip(here.locator(".kit-card").all(), SAMPLES[kind].cards, strict=True):
            if card.locator("button").is_visible():
                card.locator("button").click()
            card.locator("input[type=radio]").nth(0 if answer["known"][part.id] else 1).check()
            card.locator("input[type=text]").fill(answer["local"].get(part.id, ""))
    else:
        here.locator("textarea").fill(answer["text"])
        for n, tick in enumerate(here.locator("input[type=checkbox]").all()):
            tick.set_checked(n in answer["ticks"])


def choose_in_story(here, answer, press) -> None:
    """Take the story back to its opening, then choose step by step."""
    while here.locator(".kit-undo").count():
        press(here.locator(".kit-undo"))
    for name in answer:
        text = next(c.text for scene in SAMPLES["scenario"].scenes for c in scene.choices if c.id == name)
        press(here.locator(".kit-choice", has_text=text))


def move_into_order(here, answer, press) -> None:
    texts = {item.id: item.text for item in SAMPLES["order"].items}
    for place, name in enumerate(answer):
        while True:
            now = here.locator(".kit-order .kit-step > span:nth-child(2)").all_text_contents()
            at = now.index(texts[name])
            if at == place:
                break
            press(here.get_by_role("button", name=f"Lên: {texts[name]}"))


def answer_by_keyboard(page, kind: str, answer) -> None:
    """Nothing but focus, Tab, arrows, Space, Enter and letters."""
    here, keys = box(page, kind), page.keyboard

    def write(where, words: str) -> None:
        where.focus()
        keys.press("ControlOrMeta+a")
        keys.press("Delete")
        keys.type(words)

    def press(button) -> None:
        button.focus()
        keys.press("Enter")

    def pick(radios, wanted: int) -> None:
        radios.first.focus()
        keys.press("Space")
        for _ in range(wanted):
            keys.press("ArrowDown")

    if kind == "single-choice":
        pick(here.locator("input[type=radio]"), [o.id for o in SAMPLES[kind].options].index(answer))
        assert page.evaluate("document.activeElement.value") == answer
    elif kind in ("multiple-choice", "poll"):
        for tick in here.locator("input[type=checkbox]").all():
            tick.focus()
            if tick.is_checked() != (tick.get_attribute("value") in answer):
                keys.press("Space")
    elif kind in ROWS:
        for row, part in zip(here.locator(".kit-row").all(), rows_of(kind), strict=True):
            radios = row.locator("input")
            values = [radio.get_attribute("value") for radio in radios.all()]
            pick(radios, values.index(in_data(answer[part.id])))
    elif kind in LINES:
        write(here.locator("input"), answer)
    elif kind == "gap-text":
        for n, gap in enumerate(SAMPLES[kind].gaps, 1):
            write(here.get_by_label(f"Chỗ trống {n}"), answer[gap.id])
    elif kind == "calculation-table":
        for cell, (name, _, _) in zip(here.locator("input").all(), SAMPLES[kind].cells, strict=True):
            write(cell, answer[name])
    elif kind in SELECTS:
        for select, name in zip(here.locator("select").all(), selects_of(kind), strict=True):
            select.focus()
            keys.press("Home")
            for _ in select.locator("option").all():
                if select.input_value() == answer.get(name, ""):
                    break
                keys.press("ArrowDown")
    elif kind == "order":
        move_into_order(here, answer, press)
    elif kind == "scenario":
        choose_in_story(here, answer, press)
    elif kind == "flash-cards":
        for card, part in zip(here.locator(".kit-card").all(), SAMPLES[kind].cards, strict=True):
            if card.locator("button").is_visible():
                press(card.locator("button"))
            pick(card.locator("input[type=radio]"), 0 if answer["known"][part.id] else 1)
            write(card.locator("input[type=text]"), answer["local"].get(part.id, ""))
    else:
        write(here.locator("textarea"), answer["text"])
        for n, tick in enumerate(here.locator("input[type=checkbox]").all()):
            tick.focus()
            if tick.is_checked() != (n in answer["ticks"]):
                keys.press("Space")


def check(page, kind: str, *, keyboard: bool = False) -> str:
    button = box(page, kind).locator(".kit-main")
    if keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()
    badge = box(page, kind).locator(".kit-verdict:not(.kit-old) .kit-badge")
    badge.wait_for()
    return badge.inner_text()


def expected(kind: str, answer) -> str:
    return BADGES[SAMPLES[kind].check(answer).status]


@pytest.fixture(scope="module")
def start_page(browser, samples_lab: Lab):
    """The page that the kit opens with, as it is when nobody has worked yet."""
    page = fresh_page(browser)
    page.goto(samples_lab.url)
    page.wait_for_selector(".kit-start .kit-module")
    yield page
    page.context.close()


def test_start_page_is_vietnamese_and_asks_nobody_outside(start_page) -> None:
    page = start_page

    assert page.locator(".kit-start h2").all_inner_texts()[-1] == "Chuyên đề mẫu"
    assert page.locator(".kit-progress").first.inner_text().endswith(f"/{len(SAMPLES) + 1} bài tập")
    assert page.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0, "code is hidden"
    assert page.outside == []


def test_lesson_runs_by_itself_with_its_code_hidden(learner) -> None:
    page = learner

    assert page.locator(".kit-exercise").count() == len(SAMPLES) + 1
    assert page.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0
    for furniture in (
        "#jp-menu-panel .lm-MenuBar-item:has-text('Kernel')",
        ".jp-SideBar:visible",
        "#jp-main-statusbar:visible",
        ".jp-Notebook-footer:visible",
    ):
        assert page.locator(furniture).count() == 0, furniture
    assert page.outside == []


@pytest.fixture(scope="module", params=["mouse", "keyboard"])
def hand(learner, request: pytest.FixtureRequest):
    """The lesson signed in to, for all kinds in turn: which hand, and the page."""
    sign_in(learner, request.param)
    return request.param, learner


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_kind_is_answered_wrong_and_right(hand, samples_lab: Lab, kind: str) -> None:
    name, page = hand
    give = answer_by_mouse if name == "mouse" else answer_by_keyboard

    for answer in (WRONG[kind], RIGHT[kind]):
        give(page, kind, answer)
        assert expected(kind, answer) in check(page, kind, keyboard=name == "keyboard")
    box(page, kind).locator(".kit-saved", has_text="Đã lưu").wait_for()

    kept = Desk(samples_lab.folder / "answers").log(Learner(name)).read()
    given = kept.last(f"samples/{kind}").answer
    if kind == "scenario":
        assert given == [*WRONG[kind], "<", *RIGHT[kind]], "the way back is kept too"
    else:
        assert given == RIGHT[kind]
    assert kept.damaged == ()


def test_story_tells_the_consequence_at_once_and_the_reason_after_it(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người đọc chuyện")
    here = box(page, "scenario")
    assert "Nhắc lại thì mọi người nghe rõ câu hỏi của chị" not in page.content()

    here.locator(".kit-choice", has_text="Nhắc lại câu hỏi").click()

    here.locator(".kit-consequence", has_text="Cả phòng quay lại nghe chị").wait_for()
    here.locator(".kit-mark", has_text="Nhắc lại thì mọi người nghe rõ câu hỏi của chị").wait_for()
    order = here.locator(".kit-consequence, .kit-mark").evaluate_all("all => all.map(e => e.className.split(' ')[0])")
    assert order == ["kit-consequence", "kit-mark"]
    assert "Kết cục" in here.inner_text()


def test_cards_keep_their_meaning_until_turned(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người học từ")
    card = box(page, "flash-cards").locator(".kit-card").first

    assert not card.get_by_text("hai bên hỏi và trả lời nhau").is_visible()
    card.get_by_role("button", name="Xem nghĩa").click()

    assert card.get_by_text("hai bên hỏi và trả lời nhau").is_visible()


def test_sureness_is_asked_and_tries_run_out(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người chắc chắn")
    here = box(page, "around")

    here.locator("input[value=first]").check()
    assert "Chưa trả lời" in check(page, "around")
    here.get_by_label("Chắc", exact=True).check()
    assert "Chưa đúng" in check(page, "around")
    here.get_by_text("Bạn đã chọn “Chắc”").wait_for()
    here.get_by_text("Còn 1 lượt làm.").wait_for()
    here.locator("input[value=third]").check()
    assert "Chưa đúng" in check(page, "around")

    here.get_by_text("Đã hết lượt làm").wait_for()
    assert here.locator(".kit-main").is_disabled()
    kept = Desk(samples_lab.folder / "answers").log(Learner("Người chắc chắn")).read()
    assert [(r.answer, r.sure) for r in kept.records if r.deed == "attempt"] == [("first", "sure"), ("third", "sure")]


def test_answer_changed_and_changed_back_is_judged_again(learner) -> None:
    page = learner
    sign_in(page, "Người đổi ý")
    options = box(page, "single-choice").locator("input[type=radio]")
    answer_by_mouse(page, "single-choice", RIGHT["single-choice"])
    first = check(page, "single-choice")

    for value in (WRONG["single-choice"], RIGHT["single-choice"]):
        answer_by_mouse(page, "single-choice", value)
        assert not box(page, "single-choice").locator(".kit-badge").is_visible(), "not judged yet"
    assert options.count() > 1 and check(page, "single-choice") == first


def test_fresh_sheet_lies_there_at_once_and_keeps_what_is_written_on_it(learner) -> None:
    page = learner
    sign_in(page, "Người làm lại")
    here = box(page, "short-answer")
    answer_by_mouse(page, "short-answer", WRONG["short-answer"])
    check(page, "short-answer")

    page.evaluate(  # faster than any hand: the click and the writing in one turn of the page
        """([place, words]) => {
            const box = document.querySelector(place), line = box.querySelector("input");
            [...box.querySelectorAll("button")].find((b) => b.textContent === "Làm lại").click();
            if (line.value) throw new Error("the sheet is not fresh");
            line.value = words;
            line.dispatchEvent(new Event("input", { bubbles: true }));
        }""",
        ["[data-exercise='samples/short-answer']", RIGHT["short-answer"]],
    )
    here.get_by_role("button", name="Làm lại").wait_for()
    answer_by_mouse(page, "single-choice", RIGHT["single-choice"])
    check(page, "single-choice")  # by now the kernel has told about the fresh sheet too

    assert here.locator("input").input_value() == RIGHT["short-answer"]
    assert expected("short-answer", RIGHT["short-answer"]) in check(page, "short-answer")


def test_each_learner_has_an_order_of_her_own_and_keeps_it(learner, samples_lab: Lab) -> None:
    def options() -> list[str]:
        return box(page, "around").locator(".kit-option .kit-pick").all_inner_texts()

    page = learner
    seen = {}
    for name in ("Lan", "Mai", "Cúc", "Hoa", "Lan"):
        sign_in(page, name)
        seen.setdefault(name, options())
    sign_in(page, "Lan")

    assert options() == seen["Lan"]
    assert len({tuple(texts) for texts in seen.values()}) > 1
    assert not any(text.startswith(("A.", "B.")) for text in seen["Lan"]), "a letter would mean another option on paper"


def test_reloaded_lesson_shows_everything_as_it_was_left(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người quay lại")
    for kind, answer in RIGHT.items():
        answer_by_mouse(page, kind, answer)
        check(page, kind)

    reload(page)

    for kind, answer in RIGHT.items():
        here = box(page, kind)
        here.locator(".kit-badge", has_text=expected(kind, answer)).wait_for()
        assert "Đã lưu" in here.locator(".kit-saved").inner_text()
    assert box(page, "single-choice").locator("input[value=second]").is_checked()
    assert box(page, "number").locator("input").input_value() == RIGHT["number"]
    assert box(page, "order").locator(".kit-step > span:nth-child(2)").all_text_contents() == [
        "Việc đầu",
        "Việc giữa",
        "Việc cuối",
    ]
    assert box(page, "reflection").locator("textarea").input_value() == RIGHT["reflection"]["text"]


def test_answers_made_before_signing_in_wait_and_are_kept(learner, samples_lab: Lab) -> None:
    page = learner
    strip = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-sign-in")
    if strip.locator(".kit-who").count():
        strip.get_by_role("button", name="Đổi người").click()
    strip.locator("input[type=text]").wait_for()
    box(page, "number").locator(".kit-badge").wait_for(state="detached")
    answer_by_mouse(page, "number", "450")
    check(page, "number")
    box(page, "number").locator(".kit-saved", has_text="Chưa lưu").wait_for()

    sign_in(page, "Đến muộn")

    box(page, "number").locator(".kit-saved", has_text="Đã lưu").wait_for()
    kept = Desk(samples_lab.folder / "answers").log(Learner("Đến muộn")).read().records
    assert [r.answer for r in kept if r.deed == "attempt"] == ["450"]


def test_hints_come_by_steps_and_explanation_only_after_a_try(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người hỏi gợi ý")
    here = box(page, "true-false")
    explain = here.get_by_role("button", name="Xem giải thích")

    assert not explain.is_visible()
    assert "Vì sao đáp án đúng" not in page.content()
    here.get_by_role("button", name="Gợi ý 1/1").click()
    here.locator(".kit-hints li", has_text="Gợi ý nhỏ đầu tiên").wait_for()
    answer_by_mouse(page, "true-false", WRONG["true-false"])
    check(page, "true-false")
    explain.click()

    here.locator(".kit-explanation", has_text="Vì sao đáp án đúng").wait_for()


def test_key_is_not_in_the_page_before_a_try(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người tò mò")
    frames: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda payload: frames.append(payload if isinstance(payload, str) else payload.decode("utf-8", "replace")),
        ),
    )
    reload(page)

    sent = "".join(frames)
    assert "samples/number" in sent, "the frames were listened to"
    for secret in (
        "Sai vì một nhầm lẫn",
        "Vì sao đáp án đúng",
        "phép cộng",
        "đường đi học an toàn",
        "Lời nhắn mật",
        "Giảng viên hỏi lại",
    ):
        assert secret not in sent and secret not in page.content(), secret


def test_one_click_switches_learner_and_each_sees_own_work(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Chị Một")
    answer_by_mouse(page, "number", "450")
    check(page, "number")
    sign_in(page, "Chị Hai")
    box(page, "number").locator(".kit-badge").wait_for(state="detached")
    assert box(page, "number").locator("input").input_value() == ""

    strip = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-sign-in")
    strip.get_by_role("button", name="Đổi người").click()
    strip.get_by_role("button", name=re.compile("Chị Một")).click()
    strip.locator(".kit-who", has_text="Chị Một").wait_for()  # the strip is painted last

    box(page, "number").locator(".kit-badge", has_text="Đúng rồi").wait_for()
    assert box(page, "number").locator("input").input_value() == "450"


def test_erasing_asks_once_and_deletes(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Muốn xóa")
    answer_by_mouse(page, "number", "450")
    check(page, "number")
    log = Desk(samples_lab.folder / "answers").log(Learner("Muốn xóa")).path
    strip = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-sign-in")

    strip.get_by_role("button", name="Xóa bài của tôi").click()
    assert log.exists() and "1 lượt làm" in strip.inner_text()
    strip.get_by_role("button", name="Xóa hẳn").click()
    strip.locator("input[type=text]").wait_for()

    assert not log.exists()


def test_typed_markup_stays_text(learner, samples_lab: Lab) -> None:
    payload = "<img src=x onerror=window.hacked=1> [a](javascript:window.hacked=1) {{7*7}} \u202eđảo"
    page = learner
    sign_in(page, "<b onmouseover=window.hacked=1>Đậm")
    answer_by_mouse(page, "reflection", {"text": payload + " một hai ba", "ticks": []})
    check(page, "reflection")
    answer_by_mouse(page, "number", "<svg onload=window.hacked=1>")
    box(page, "number").locator(".kit-main").click()
    box(page, "number").locator(".kit-badge", has_text="Chưa trả lời").wait_for()
    reload(page)
    box(page, "reflection").locator(".kit-badge").wait_for()

    assert page.evaluate("window.hacked") is None
    assert payload in box(page, "reflection").locator("textarea").input_value()


def test_letters_typed_in_a_lesson_are_not_commands_of_jupyterlab(learner, samples_lab: Lab) -> None:
    """In JupyterLab, "d d" deletes a cell and "b" adds one; on a focused button of ours they must not."""
    page = learner
    sign_in(page, "Người gõ")
    cells = page.locator(".jp-Cell").count()
    box(page, "single-choice").locator("input").first.focus()

    for key in "ddbamyx":
        page.keyboard.press(key)

    assert page.locator(".jp-Cell").count() == cells


@pytest.mark.parametrize("width", [320, 390])
def test_exercises_reflow_on_a_small_screen(learner, width: int) -> None:
    page = at_width(learner, width)

    for frame in page.locator(".kit").all():
        measured = frame.evaluate("el => [el.scrollWidth - el.clientWidth, el.getBoundingClientRect().right]")
        assert measured[0] <= 1, "something is wider than its frame"
        assert measured[1] <= width, "the frame runs off the screen"
    at_width(page, 1366)


def test_targets_are_large_enough(learner) -> None:
    page = learner

    small = page.evaluate(
        """() => [...document.querySelectorAll('.kit button, .kit input, .kit a')].filter(e => e.offsetParent)
            .map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()]).filter(([_, r]) => r.width < 24 || r.height < 24).map(([h]) => h)"""
    )

    assert small == []


def serious(page, selector: str) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=selector).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in ("serious", "critical")]


def test_lesson_has_no_serious_barrier(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Người thử")
    for kind, answer in WRONG.items():
        answer_by_mouse(page, kind, answer)
        check(page, kind)

    assert serious(page, ".kit-lesson .jp-Notebook") == []


def test_start_page_has_no_serious_barrier(start_page) -> None:
    assert serious(start_page, ".kit-lesson .jp-Notebook") == []


def test_progress_on_the_start_page_follows_the_log(learner, samples_lab: Lab) -> None:
    page = learner
    sign_in(page, "Chăm chỉ")
    answer_by_mouse(page, "number", "450")
    check(page, "number")

    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) [data-jp-item-name='kit-home']").click()
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-next").wait_for()
    words = f"làm 1/{len(SAMPLES) + 1} bài tập"
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-progress", has_text=words).wait_for()

    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .kit-next a").click()
    box(page, "number").locator(".kit-badge").wait_for()


def test_server_listens_on_this_machine_only(samples_lab: Lab) -> None:
    import urllib.error
    import urllib.request

    bare = re.sub(r"\?.*", "", samples_lab.url)
    port = int(re.search(r":(\d+)/", bare)[1])
    import psutil

    listening = {
        c.laddr.ip for c in psutil.net_connections("tcp") if c.laddr and c.laddr.port == port and c.status == "LISTEN"
    }
    assert listening == {"127.0.0.1"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(bare.replace("/lab/tree/", "/api/contents/"))
    code = refused.value.code
    refused.value.close()

    assert code == 403
