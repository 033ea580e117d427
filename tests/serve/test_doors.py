"""Coming in: by the slip or by code and figures, and in no other way."""

from __future__ import annotations

import json
import re
import threading

import pytest

from kit.classroom.erase import erase
from kit.classroom.folder import NotAClass, TrainingClass
from kit.classroom.slips import Slips
from kit.serve.brake import FORGET, Brake
from tests.serve.conftest import Server, serving


def test_slip_that_is_scanned_lets_in_as_its_code(server: Server) -> None:
    cookie = server.scan("HV012")

    assert ">HV012<" in server.ask("GET", "/", cookie=cookie).text


def test_typed_code_needs_the_four_figures_of_its_slip(server: Server) -> None:
    right = server.hall.slips.of("HV003").figures
    other = server.hall.slips.of("HV004").figures
    wrong = "0000" if right != "0000" else "1111"

    for figures in (wrong, "", other if other != right else wrong):
        refused = server.ask("POST", "/vao", [("code", "HV003"), ("figures", figures), ("people", "1")])
        assert refused.status == 403 and "không khớp" in refused.text and not refused.cookie
    full_width = right.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    let_in = server.ask("POST", "/vao", [("code", " hv 3 "), ("figures", f" {full_width} "), ("people", "3")])

    assert let_in.status == 303
    assert "HV003 · 3 người" in server.ask("GET", "/", cookie=let_in.cookie).text


def test_wrong_tries_are_slowed_down_and_the_right_figures_wait_too(server: Server) -> None:
    figures = server.hall.slips.of("HV003").figures
    wrong = "0000" if figures != "0000" else "1111"
    tries = [server.ask("POST", "/vao", [("code", "HV003"), ("figures", wrong), ("people", "1")]) for _ in range(5)]

    held = server.ask("POST", "/vao", [("code", "hv3"), ("figures", figures), ("people", "1")])

    assert [t.status for t in tries[:4]] == [403] * 4
    assert held.status == 429 and re.search(r"Chờ \d+ giây", held.text) and not held.cookie
    assert server.scan("HV003")  # her slip is no guess


def test_waits_double_are_capped_and_are_forgotten() -> None:
    brake, waits = Brake(), []
    for n in range(20):
        brake.wrong("code", "HV001", now=float(n))
        waits.append(brake.wait("code", "HV001", now=float(n)))

    assert waits[:3] == [0, 0, 0] and waits[3:6] == [5, 10, 20] and waits[-1] == 600
    assert brake.wait("code", "HV002", now=19.0) == 0
    assert brake.wait("code", "HV001", now=19.0 + FORGET + 1) == 0


def test_invented_codes_do_not_fill_the_memory() -> None:
    brake = Brake()
    for n in range(30_000):
        brake.wrong("code", f"x{n}", now=float(n) / 1000)

    assert len(brake._tries) <= 20_000


def test_new_slip_ends_the_old_one_and_whoever_came_in_by_it(server: Server) -> None:
    old, cookie = server.hall.slips.of("HV005"), server.scan("HV005")

    server.hall.slips.renew("HV005")

    assert server.ask("GET", f"/v/{old.secret}").status == 404
    assert server.ask("GET", "/bai/01-all-kinds", cookie=cookie).status == 401
    assert server.check(cookie, "number", "60").status == 401
    assert server.scan("HV005")


@pytest.mark.parametrize("shown", ["", "HV001.", "HV001.0", "HV001." + "0" * 32, ".", "x" * 3000, "HV001\u00e9.é"])
def test_made_up_pass_lets_nobody_in(server: Server, shown: str) -> None:
    server.hall.slips.of("HV001")

    answer = server.ask("GET", "/bai/01-all-kinds", cookie=f"kit_vao={shown.encode().decode('latin-1')}")

    assert answer.status == 401 and "Chưa vào lớp" in answer.text


def test_whoever_was_erased_is_out_and_leaves_nothing_new(server: Server) -> None:
    cookie = server.scan("HV007")
    assert server.check(cookie, "single-choice", "first").status == 200

    erase(TrainingClass.open(server.hall.library, "lop-mau"), "HV007")
    refused = server.check(cookie, "single-choice", "second")

    assert refused.status in (401, 403)
    assert not list(server.hall.folder.glob("hv007*"))
    assert "HV007" not in (server.hall.klass.path / "slips.json").read_text(encoding="utf-8")
    assert server.hall.votes("samples/single-choice") == []


def test_slips_dealt_at_once_by_two_programs_are_one_slip_each(klass: TrainingClass) -> None:
    codes, found = [person.code for person in klass.people], []
    threads = [threading.Thread(target=lambda: found.append(Slips(klass).deal(codes))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(slips == Slips(klass).deal(codes) for slips in found)
    assert len({slip.secret for slip in found[0].values()}) == len(codes)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"slips": 3, "key": ""}', '{"slips": {"HV001": {}}, "key": "k"}'])
def test_broken_slips_are_told_with_their_cure(klass: TrainingClass, content: str) -> None:
    (klass.path / "slips.json").write_text(content, encoding="utf-8")

    with pytest.raises(NotAClass, match="in phiếu mã mới"):
        Slips(klass).of("HV001")


def test_slips_hold_no_name_and_survive_a_start(klass: TrainingClass) -> None:
    before = Slips(klass).deal(["HV001", "HV002"])
    shown = Slips(klass).pass_of("HV001")

    with serving(klass) as again:
        assert again.ask("GET", "/", cookie=f"kit_vao={shown}").status == 200
    body = json.loads((klass.path / "slips.json").read_text(encoding="utf-8"))
    assert Slips(klass).deal(["HV001", "HV002"]) == before
    assert set(body) == {"key", "address", "slips"} and set(body["slips"]["HV001"]) == {"secret", "figures"}
