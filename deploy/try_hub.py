"""The whole of deploy/ on one machine, for real: JupyterHub and its proxy, two servers of one class, PostgreSQL, a kill.

    python deploy/try_hub.py postgresql+psycopg://kit@127.0.0.1:5432/kit

Needs what the container has: the kit with [postgres], jupyterhub, configurable-http-proxy on PATH. Learners answer
without a stop while one of the two servers is killed; what was called saved must be in the database, once.
"""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psutil

from kit.classroom.attempts import AttemptTable
from kit.classroom.collect import collect_table
from kit.classroom.folder import TrainingClass
from kit.classroom.opening import Wanted, new_class
from kit.classroom.slips import Slips
from kit.course import Library

ROOT = Path(__file__).parents[1]
HUB, CLASS, WORD = "http://127.0.0.1:18000", "gia-lai", "mot-mat-khau-thu"
ANSWERS = 40  # of each learner
LEARNERS = 12


def until(what: str, true: Callable[[], object], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, f"it did not happen: {what}"
        time.sleep(0.3)


def status(path: str, cookie: str = "") -> int:
    line = http.client.HTTPConnection("127.0.0.1", 18000, timeout=10)
    try:
        line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def trainer(name: str) -> tuple[int, str]:
    """Log in at the hub as this user and open the class's page of the trainer: status and text."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    try:
        first = browser.open(f"{HUB}/services/{CLASS}/giang-vien/vao")
        token = re.search(r'name="_xsrf" value="([^"]+)"', first.read().decode())
        form = {"username": name, "password": WORD, "_xsrf": token[1] if token else ""}
        found = browser.open(first.geturl(), urllib.parse.urlencode(form).encode())
        return found.status, found.geturl() + found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")


def learner(n: int, cookie: str, exercise: str, saved: dict[str, str]) -> None:
    """Answers one after the other, first at one server and then at the other; what is not confirmed is sent again."""
    for k in range(ANSWERS):
        id_, turn = uuid.uuid4().hex, k + n
        while id_ not in saved:
            service = CLASS if turn % 2 else f"{CLASS}-2"
            turn += 1
            line = http.client.HTTPConnection("127.0.0.1", 18000, timeout=20)
            body = json.dumps({"deed": "check", "exercise": exercise, "answer": str(1000 * n + k), "id": id_})
            try:
                line.request(
                    "POST", f"/services/{service}/lam", body, {"Cookie": cookie, "Content-Type": "application/json"}
                )
                told = line.getresponse()
                text = told.read().decode("utf-8", "replace")
                if told.status == 200 and "Đã lưu" in json.loads(text)["state"]["saved"]:
                    saved[id_] = service
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                pass
            finally:
                line.close()


def server_of(service: str) -> psutil.Process:
    """The process that serves one of the two."""
    wanted = f"/services/{service}/"
    return next(p for p in psutil.process_iter() if p.pid != os.getpid() and "serve" in _words(p) and p.environ().get("JUPYTERHUB_SERVICE_PREFIX") == wanted)  # fmt: skip


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def main(store: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="kit-hub-"))
    home = folder / "home"
    for part in ("exercises", "notebooks"):
        shutil.copytree(ROOT / part, home / part)
    klass, _ = new_class(Library(home), CLASS, Wanted("policy-dialogue", date.today(), room=60, online=80))
    exercise = next(n for lesson in klass.library.lessons["policy-dialogue"].values() for n in lesson.exercises if klass.library.exercise(n).kind == "number")  # fmt: skip
    slips = Slips(klass)
    slips.deal([person.code for person in klass.people])
    env = {**os.environ, "KIT_CLASSES": CLASS, "KIT_TWICE": "1", "KIT_FOLDER": str(home), "KIT_STORE": store,
           "KIT_TRY": WORD, "KIT_TRAINERS": "lan", "KIT_BIND": HUB, "JUPYTERHUB_CRYPT_KEY": "0" * 64}  # fmt: skip
    log = (folder / "hub.log").open("w")
    hub = subprocess.Popen(
        ["jupyterhub", "-f", str(ROOT / "deploy" / "jupyterhub_config.py")], cwd=folder, env=env, stdout=log, stderr=log
    )
    try:
        check(klass, exercise, slips, store)
    except BaseException:
        print((folder / "hub.log").read_text(encoding="utf-8", errors="replace")[-4000:], file=sys.stderr)
        raise
    finally:
        hub.send_signal(signal.SIGINT)
        hub.wait(30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def check(klass: TrainingClass, exercise: str, slips: Slips, store: str) -> None:
    for service in (CLASS, f"{CLASS}-2"):
        until(f"{service} answers behind the hub's proxy", lambda s=service: status(f"/services/{s}/") == 200)
    print("two servers of the class answer behind the hub's proxy, without a login")
    assert status(f"/services/{CLASS}/giang-vien") == 404
    assert trainer("lan")[1].find("Điều khiển lớp") > 0
    assert "Điều khiển lớp" not in trainer("ai-do")[1]
    print("the trainer comes in by the hub's login; somebody else does not; nobody without it")
    saved: dict[str, str] = {}
    codes = [person.code for person in klass.people][:LEARNERS]
    crowd = [
        threading.Thread(target=learner, args=(n, f"kit_vao={slips.pass_of(code)}", exercise, saved))
        for n, code in enumerate(codes)
    ]
    for thread in crowd:
        thread.start()
    until("answers come in", lambda: len(saved) > LEARNERS * ANSWERS // 4)
    server_of(f"{CLASS}-2").send_signal(signal.SIGKILL)
    print(f"one server killed after {len(saved)} answers")
    for thread in crowd:
        thread.join()
    table = AttemptTable(store, klass.key)
    collect_table(klass, table)
    kept = [r.id for code in codes for r in table.log(learner_of(code), "").read().records if r.deed == "attempt"]
    table.close()
    assert len(saved) == LEARNERS * ANSWERS and set(saved) <= set(kept) and len(kept) == len(set(kept))
    both = {service: sum(s == service for s in saved.values()) for service in (CLASS, f"{CLASS}-2")}
    print(f"{len(saved)} answers called saved, 0 lost, 0 twice; taken by {both}")


def learner_of(code: str):
    from kit.answers import Learner

    return Learner(code)


if __name__ == "__main__":
    main(sys.argv[1])
