"""What a hostile tester found once, and what must not work again."""

from __future__ import annotations

import json
import stat
import threading
import time
import uuid

import pytest

from kit.answers import parse
from kit.classroom.erase import erase
from kit.classroom.folder import TrainingClass
from kit.serve.views import wall_view
from tests.conftest import SAMPLES
from tests.serve.conftest import Server
from tests.serve.test_keeping import kept


def test_used_attempt_id_buys_no_further_verdict(server: Server) -> None:
    cookie, id_ = server.scan("HV001"), uuid.uuid4().hex
    first, *others = [option.id for option in SAMPLES["single-choice"].options]
    server.check(cookie, "single-choice", first, id=id_)

    for kind, answer in [*(("single-choice", other) for other in others), ("number", "60")]:
        state = server.check(cookie, kind, answer, id=id_).body["state"]
        assert "không đúng cách" in state["saved"] and state["unsaved"]
        assert state["marks"].keys() <= {first} and state["status"] != "correct"
    assert [r.answer for r in kept(server, "HV001")] == [first]


def test_request_that_waited_while_somebody_was_erased_leaves_nothing(server: Server) -> None:
    cookie, hall = server.scan("HV012"), server.hall
    server.check(cookie, "number", "60")
    busy = threading.Event()
    threading.Thread(target=lambda: server.house.pool.submit(busy.wait, 20), daemon=True).start()
    done = []

    def ask(path: str, body) -> None:
        done.append(server.ask("POST", path, body, cookie=cookie).status)

    lock = server.house._locks["HV012"]
    lock._locked = True  # a deed of hers is under way
    waiting = [
        threading.Thread(target=ask, args=("/so/tracking-book/lam", {"deed": "add", "sheet": "activities"})),
        threading.Thread(target=ask, args=("/so-nguoi", [("people", "7")])),
        threading.Thread(
            target=ask, args=("/lam", {"deed": "check", "exercise": "samples/poll", "answer": ["road"], "id": "a" * 32})
        ),
    ]
    for thread in waiting:
        thread.start()
    time.sleep(0.5)
    erase(TrainingClass.open(hall.library, "lop-mau"), "HV012")
    lock._locked = False
    lock._wake_up_first()
    busy.set()
    for thread in waiting:
        thread.join(20)

    assert len(done) == 3 and not [status for status in done if status < 400]
    assert not [path for path in hall.klass.path.rglob("*") if "hv012" in path.name.lower()]


def test_answer_cannot_be_dated_before_what_was_known_when_it_was_given(server: Server) -> None:
    cookie = server.scan("HV013")
    server.check(cookie, "single-choice", "first")
    server.check(cookie, "single-choice", "second", age=86_400)

    first, second = kept(server, "HV013")
    assert first.at <= second.at and second.arrived


def test_test_takes_no_answer_dated_before_it_was_opened(server: Server) -> None:
    cookie = server.scan("HV003")
    server.trainer("open", "test-a")
    server.trainer("close", "test-a")

    assert "trước khi giảng viên mở" in server.check(cookie, "sealed-one", "first", age=86_400).body["error"]


def test_old_tab_of_another_learner_writes_nothing(server: Server) -> None:
    cookie = server.scan("HV008")
    body = {"deed": "add", "sheet": "activities", "seat": "HV007"}

    assert server.ask("POST", "/so/tracking-book/lam", body, cookie=cookie).status == 401
    assert server.ask("POST", "/so-nguoi", [("people", "9"), ("seat", "HV007")], cookie=cookie).status == 401
    assert server.check(cookie, "number", "60", seat="HV007").status == 401


def test_text_is_chosen_for_the_wall_together_with_who_wrote_it(server: Server) -> None:
    good, bad = (
        {"text": f"{word} một hai ba bốn năm sáu bảy tám chín mười", "ticks": []} for word in ("Lời hay", "Lời xấu")
    )
    server.check(server.scan("HV001"), "reflection", good, id="c" * 32)
    asked = server.trainer("ask", "samples/reflection").body["asked"]
    server.trainer("text", asked["texts"][0]["id"])

    server.check(server.scan("HV002"), "reflection", bad, id="c" * 32)

    assert [text["words"][:7] for text in wall_view(server.hall)["asked"]["texts"]] == ["Lời hay"]


def test_right_slip_is_let_in_while_its_address_waits(server: Server) -> None:
    for n in range(20):
        server.ask("GET", f"/v/{'x' * 15}{n % 10}")

    assert server.ask("GET", f"/v/{'x' * 16}").status == 429
    assert server.scan("HV005")


def test_link_in_a_chat_does_not_change_who_sits_at_a_telephone(server: Server) -> None:
    mine, other = server.scan("HV001"), server.hall.slips.of("HV002").secret

    asked = server.ask("GET", f"/v/{other}", cookie=mine)

    assert asked.status == 200 and "HV002" in asked.text and not asked.cookie
    assert server.ask("POST", f"/v/{other}", cookie=mine).status == 303


@pytest.mark.parametrize(
    "answer", ['"\\ud800"', '{"text": "\\udfff", "ticks": []}', "Infinity", "NaN", "[" * 300 + "]" * 300, '{"a": ' * 40 + "1" + "}" * 40, '[["first"]]', "1e999"]
)  # fmt: skip
@pytest.mark.parametrize("kind", ["reflection", "gap-text", "matching", "sorting", "number"])
def test_odd_answer_is_refused_in_words_and_the_page_stays_whole(server: Server, kind: str, answer: str) -> None:
    cookie = server.scan("HV004")
    body = f'{{"deed": "check", "exercise": "samples/{kind}", "id": "{"d" * 32}", "answer": {answer}}}'

    told = server.ask("POST", "/lam", body, cookie=cookie, Content_Type="application/json")

    assert told.status in (200, 400) and "Traceback" not in told.text
    page = server.ask("GET", "/bai/01-all-kinds", cookie=cookie)
    data = page.text.partition('id="data">')[2].partition("</script>")[0]
    assert page.status == 200 and json.loads(data, parse_constant=pytest.fail)


@pytest.mark.parametrize(
    "body",
    [
        '{"deed": "turn", "sheet": "activities", "page": 1e400}',
        '{"deed": "write", "sheet": "activities", "row": 1e400, "field": "women", "text": "1"}',
        '{"deed": "read"}',
    ],
)
def test_odd_deed_at_a_workbook_stops_nothing(server: Server, body: str) -> None:
    cookie = server.scan("HV004")

    told = server.ask("POST", "/so/tracking-book/lam", body, cookie=cookie, Content_Type="application/json")

    assert told.status in (200, 400)
    assert server.ask("GET", "/so/tracking-book", cookie=cookie).status == 200


def test_no_excel_file_is_taken_from_a_telephone(server: Server) -> None:
    cookie = server.scan("HV004")

    assert server.ask("POST", "/so/tracking-book/tep", b"PK" + b"0" * 1000, cookie=cookie).status == 405
    assert "Đọc tệp Excel" not in server.ask("GET", "/so/tracking-book", cookie=cookie).text


def test_explanation_that_was_seen_is_noted_once(server: Server) -> None:
    cookie = server.scan("HV006")
    server.check(cookie, "number", "60")
    for _ in range(5):
        server.ask("POST", "/lam", {"deed": "explain", "exercise": "samples/number"}, cookie=cookie)

    (path,) = server.hall.folder.glob("hv006-*.jsonl")
    assert [r.deed for r in parse(path.read_bytes()).records].count("explain") == 1


def test_secrets_lie_where_nobody_else_reads_them(server: Server) -> None:
    server.hall.slips.of("HV001")

    assert stat.S_IMODE((server.hall.klass.path / "slips.json").stat().st_mode) == 0o600
