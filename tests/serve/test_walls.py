"""What stands between the class's laptop and whoever is on the same network."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest

from kit.serve import record
from kit.serve.addresses import Names
from kit.serve.hall import Hall
from kit.serve.server import NotServed, Wanted, _tls, serve
from tests.conftest import SAMPLES
from tests.serve.conftest import Server, make_class, serving

LEARNERS = ["/", "/bai/01-all-kinds", "/so/tracking-book"]
TRAINERS = ["/giang-vien", "/giang-vien/tin", "/giang-vien/chieu", "/giang-vien/chieu/tin"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "192.0.2.77", "127.0.0.1.evil.example", "", "[::2]:80"]
)
def test_request_under_a_name_that_is_not_ours_is_refused_in_words(server: Server, host: str) -> None:
    answer = server.ask("GET", "/", Host=host)

    assert answer.status in (400, 421)
    assert answer.status == 400 or "không phải của lớp" in answer.text


def test_names_are_this_laptops_own_and_those_that_were_given() -> None:
    assert Names().ours("localhost:8765") and Names().ours("[::1]:8765")
    assert not Names().ours("lop.hoi.vn") and Names(("Lop.hoi.vn",)).ours("lop.hoi.vn:443")


@pytest.mark.parametrize("path", TRAINERS)
def test_trainers_pages_are_nowhere_without_the_token(server: Server, path: str) -> None:
    learner = server.scan("HV001")

    for cookie in ("", learner, "kit_giang_vien=", "kit_giang_vien=" + "x" * 32):
        answer = server.ask("GET", path, cookie=cookie)
        assert answer.status == 404 and server.house.token not in answer.text


def test_trainers_token_does_not_hold_from_another_machine(klass) -> None:
    with serving(klass, proxies=("127.0.0.1",)) as server:
        token = f"kit_giang_vien={server.house.token}"

        assert server.ask("GET", "/giang-vien", cookie=token, X_Forwarded_For="192.168.1.9").status == 404
        assert server.ask("GET", "/giang-vien", cookie=token).status == 200


def test_address_told_by_whoever_is_no_named_proxy_is_not_believed(server: Server) -> None:
    figures = server.hall.slips.of("HV002").figures
    wrong = "0000" if figures != "0000" else "1111"

    for n in range(75):  # each under another code and “from” another machine: the address that tries is one
        body = [("code", f"HV{n % 15 + 1:03}"), ("figures", wrong), ("people", "1")]
        last = server.ask("POST", "/vao", body, X_Forwarded_For=f"10.0.0.{n}", X_Real_Ip=f"10.0.0.{n}")

    assert last.status == 429


def test_page_elsewhere_cannot_make_a_browser_do_a_deed(server: Server) -> None:
    cookie = server.scan("HV001")
    body = {"deed": "check", "exercise": "samples/number", "answer": "60", "id": "a" * 32}

    assert server.ask("POST", "/lam", body, cookie=cookie, Origin="http://evil.example").status == 403
    assert server.ask("POST", "/lam", body, cookie=cookie, Origin="null").status == 403
    assert server.ask("POST", "/lam", json.dumps(body), cookie=cookie, Content_Type="text/plain").status == 415
    assert not server.hall.latest


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{", "[" * 20_000, '{"deed": 1}', '{"deed": "check", "exercise": "../x"}', '{"deed": "check", "exercise": "samples/number", "answer": "60", "id": "../../x"}']
)  # fmt: skip
def test_what_is_no_deed_is_refused_in_words_and_the_class_goes_on(server: Server, body: str) -> None:
    cookie = server.scan("HV001")

    answer = server.ask("POST", "/lam", body, cookie=cookie, Content_Type="application/json")

    assert 400 <= answer.status < 500 and answer.body["error"] and "Traceback" not in answer.text
    assert server.check(cookie, "number", "60").status == 200


def test_answer_that_nobody_types_is_refused(server: Server) -> None:
    cookie = server.scan("HV001")

    long = server.check(cookie, "reflection", {"text": "x " * 15_000, "ticks": []})
    huge = server.check(cookie, "reflection", {"text": "x" * 70_000, "ticks": []})

    assert "quá dài" in long.body["state"]["saved"] and long.body["state"]["unsaved"]
    assert huge.status == 413 and "quá dài" in huge.body["error"]


def test_learners_page_holds_no_key_no_feedback_and_no_trainers_word(server: Server) -> None:
    cookie = server.scan("HV001")
    server.hall.room.act("open", "test-a")

    sent = "".join(server.ask("GET", path, cookie=cookie).text for path in [*LEARNERS, "/bai/test-a"])

    moves = [move.words for sample in SAMPLES.values() for move in sample.moves()]
    for secret in (
        *moves,
        "Sai vì",
        "Vì sao đáp án",
        "đường đi học an toàn",
        "Chưa làm việc đầu",
        "Lời nhắn mật",
        '"key"',
    ):
        assert secret not in sent, secret


def test_sealed_test_tells_nothing_after_a_try(server: Server) -> None:
    cookie = server.scan("HV001")
    server.hall.room.act("open", "test-a")

    told = [server.check(cookie, "sealed-one", option.id).body["state"] for option in SAMPLES["single-choice"].options]

    assert {t["status"] for t in told} == {"recorded"}
    assert all(not t["marks"] and not t["explanation"] and not t["can_explain"] for t in told)
    asked = server.ask("POST", "/lam", {"deed": "explain", "exercise": "samples/sealed-one"}, cookie=cookie)
    assert not asked.body["state"]["explanation"]


def test_nothing_of_the_folder_can_be_had_by_its_address(server: Server) -> None:
    cookie = server.scan("HV001")

    for path in (
        "/classes/lop-mau/slips.json",
        "/exercises/samples/number.yaml",
        "/hinh/../slips.json",
        "/a/../../x",
        "/api/contents",
        "/lab",
        "/hinh/0000000000000000.svg",
        "/v/" + "a" * 16,
        "/so/..%2f..%2fslips",
    ):
        assert server.ask("GET", path, cookie=cookie).status in (400, 404), path


def test_slow_and_many_lines_of_one_machine_leave_room_for_others(server: Server) -> None:
    lines = []
    for _ in range(600):
        line = socket.create_connection(("127.0.0.1", server.house.port), 10)
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        lines.append(line)
    began = time.monotonic()

    answered = server.ask("GET", "/")

    assert answered.status == 200 and time.monotonic() - began < 20
    for line in lines:
        line.close()


def test_every_page_says_what_a_browser_may_do_with_it(server: Server) -> None:
    cookie = server.scan("HV001")

    for path in [*LEARNERS, "/nowhere", "/bai/none"]:
        headers = server.ask("GET", path, cookie=cookie).headers
        assert (
            "default-src 'none'" in headers["Content-Security-Policy"]
            and headers["X-Content-Type-Options"] == "nosniff"
        )
        assert "no-store" in headers["Cache-Control"]


def test_without_lan_nothing_listens_beyond_this_laptop(server: Server) -> None:
    from kit.serve.addresses import on_networks

    for address in on_networks():
        with pytest.raises(OSError):
            socket.create_connection((address, server.house.port), 2)


def test_port_that_is_taken_is_told_with_the_cure(server: Server, tmp_path) -> None:
    other, told = Hall(make_class(tmp_path / "other")), []

    def start() -> None:
        with pytest.raises(NotServed) as error:
            asyncio.run(serve(other, Wanted(server.house.port), lambda house: house.stopped.set()))
        told.append(str(error.value))

    thread = threading.Thread(target=start)  # a loop of its own: this one may be the browser's
    thread.start()
    thread.join(30)

    assert f"Cổng {server.house.port}" in told[0] and "--port" in told[0]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate of this test")
def test_certificate_that_is_given_is_used_and_a_bad_one_is_told(klass, tmp_path) -> None:
    cert, key = tmp_path / "c.pem", tmp_path / "k.pem"
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-keyout",
        key,
        "-out",
        cert,
    ]
    subprocess.run(words, check=True, capture_output=True)

    with serving(klass, cert=cert, key=key) as server:
        line = http.client.HTTPSConnection(
            "127.0.0.1", server.house.port, context=ssl._create_unverified_context(), timeout=20
        )
        line.request("GET", f"/v/{server.hall.slips.of('HV001').secret}")
        answer = line.getresponse()
        assert answer.status == 303 and "Secure" in answer.getheader("Set-Cookie")
        line.close()
        assert record.running(klass.path).desk.startswith("https://")
    with pytest.raises(NotServed, match="chứng chỉ"):
        _tls(Wanted(cert=tmp_path / "none.pem", key=key))


def test_scripts_of_telephones_use_no_word_that_browsers_of_2020_lack() -> None:
    """Old Androids run Chrome 80 (2/2020); nothing is translated for them, so nothing newer may stand there."""
    from kit.serve.looks import Looks

    newer = [
        "replaceAll(",
        ".at(",
        "??=",
        "||=",
        "&&=",
        "structuredClone",
        "hasOwn(",
        "AbortSignal.timeout",
        "findLast",
        "toSorted",
        "randomUUID",
        "crypto.subtle",
        "serviceWorker",
    ]
    for name, (content, _) in Looks().files.items():
        assert [word for word in newer if name.endswith(".js") and word in content.decode()] == [], name
    assert "replaceChildren = function" in Looks().files["lesson.js"][0].decode(), (
        "what the controls need is made where it lacks"
    )
