"""Sign-in with a nickname or code, and erasing one's own work."""

from __future__ import annotations

from dataclasses import replace

import anywidget
import ipywidgets
import traitlets

from kit.answers import Learner
from kit.desk.looks import CSS, script
from kit.desk.session import Session, session
from kit.errors import KitError
from kit.handin import MOST_PEOPLE
from kit.messages import say
from kit.screen.guide import guide
from kit.screen.produced import Produced
from kit.vietnamese import nfc


def pictures() -> list[tuple[str, str]]:
    """Pictures to tell oneself by, each with a word."""
    return [
        ("🌸", say("Hoa")), ("🐃", say("Trâu")), ("🌾", say("Lúa")), ("🌽", say("Ngô")),
        ("🐓", say("Gà")), ("🍃", say("Lá")), ("⭐", say("Sao")), ("🌙", say("Trăng")),
    ]  # fmt: skip


class SignIn(anywidget.AnyWidget):
    """The strip at the head of every lesson."""

    _esm = script("sign_in.js", of=__file__, icons=True)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, here: Session) -> None:
        self._session = here
        self._trouble = self._told = ""
        self._made = Produced()
        self._asked: Learner | None = None  # who typed a name that somebody has at this machine
        super().__init__(words=_words())
        self.on_msg(self._on_message)
        here.watch(self.paint)
        self.paint()

    def paint(self) -> None:
        """Show who is signed in, or the form."""
        here = self._session
        records = sum(r.deed == "attempt" for r in here.reading.records)
        self.state = {
            "current": _label(here.learner) if here.learner else "",
            "known": [[learner.file_name, _label(learner)] for learner in self._known()],
            "trouble": self._trouble or here.trouble,
            "said": say("{n} câu trả lời đang chờ lưu.", n=len(here.waiting)) if here.waiting else self._told,
            "asked": self._question(),
            "files": self._made.shown,
            "class": here.for_class.title or here.for_class.id,
            "erase_question": say(
                "Xóa hẳn {n} lượt làm bài của {name}? Xóa rồi không lấy lại được.",
                n=records,
                name=here.learner.name if here.learner else "",
            ),
        }

    def _known(self) -> list[Learner]:
        return [] if self._session.learner else self._session.desk.learners()

    def _question(self) -> str:
        """Is she the one whose work lies here? "" where nobody has to be asked."""
        known = self._asked and self._namesake(self._asked)
        if not known:
            return ""
        picture = dict(pictures()).get(known.picture, "")  # in words too: not every machine can draw it
        who = _label(known) + (f" ({say('hình')} {picture})" if picture else "")
        return say("Có phải bạn là {who} đã làm bài ở máy này?", who=who)

    def _namesake(self, learner: Learner) -> Learner | None:
        return next((k for k in self._session.desk.learners() if k.file_name == learner.file_name), None)

    def _on_message(self, _: object, content: dict[str, object], __: object) -> None:
        self._trouble = self._told = ""
        try:
            match content.get("deed"):
                case "enter":
                    self._enter(str(content.get("name", "")), str(content.get("picture", "")), content.get("people"))
                case "same" if self._asked and (known := self._namesake(self._asked)):
                    self._session.enter(replace(known, people=self._asked.people))
                case "other" if self._asked:
                    self._apart(self._asked)
                case "known":
                    self._return(str(content.get("file", "")))
                case "leave":
                    self._session.enter(None)
                case "erase":
                    self._session.erase()
                case "open":
                    self._made.open(content)
                case "hand-in":
                    self._hand_in()
        except KitError as error:
            self._trouble = str(error)
        if content.get("deed") not in ("hand-in", "open"):
            self._made.put([])
        if content.get("deed") != "enter":
            self._asked = None
        self.paint()

    def _apart(self, learner: Learner) -> None:
        """Another person of that name: her picture's word keeps their work apart."""
        if self._session.for_class.id:  # in a class a code is one person's
            self._trouble = say("Mã này đã có người dùng ở máy này. Xem lại mã của mình trên phiếu.")
            return
        word = dict(pictures()).get(learner.picture, "")
        other = replace(learner, name=f"{learner.name} ({word})")
        if not word or self._namesake(other):
            self._trouble = say("Tên này đã có người dùng với hình đó. Chọn hình khác, hoặc thêm chữ vào tên.")
        else:
            self._session.enter(other)

    def _hand_in(self) -> None:
        """Write the file, say where it lies, and give it to the browser to keep or send."""
        path, content, told = self._session.hand_in()
        self._told = " ".join(told)
        self._made.put([path])
        self.send({"deed": "file", "name": path.name}, [content])

    def _return(self, file_name: str) -> None:
        """Sign in someone who has worked here, by the name of their log: a place in a list may have moved."""
        learner = next((known for known in self._session.desk.learners() if known.file_name == file_name), None)
        if learner is None:
            self._trouble = say("Bài của người này không còn ở máy. Hãy ghi tên để bắt đầu lại.")
        else:
            self._session.enter(learner)

    def _enter(self, typed: str, picture: str, people: object) -> None:
        name = " ".join(nfc(typed).split())[:60]
        if not name:
            self._trouble = say("Hãy ghi tên gọi hoặc mã của bạn.")
            return
        said = str(people)
        heads = int(said) if said.isdecimal() and len(said) < 4 else 0
        if not 1 <= heads <= MOST_PEOPLE:
            self._trouble = say("Số người cùng làm là một số từ 1 đến {most}.", most=MOST_PEOPLE)
            return
        learner = Learner(name, picture if picture in dict(pictures()) else "", heads)
        self._asked = learner if self._namesake(learner) else None
        if self._asked is None:
            self._session.enter(learner)


def _label(learner: Learner) -> str:
    group = " · " + say("nhóm {n} người", n=learner.people) if learner.people > 1 else ""
    return f"{learner.picture} {learner.name}{group}".strip()


def _words() -> dict[str, object]:
    return {
        "title": say("Ai đang làm bài?"),
        "name": say("Tên gọi hoặc mã:"),
        "picture": say("Chọn một hình để dễ nhận:"),
        "people": say("Mấy người cùng làm ở máy này?"),
        "enter": say("Bắt đầu"),
        "same": say("Phải, là tôi"),
        "other": say("Không, tôi là người khác"),
        "known": say("Đã làm ở máy này, bấm để tiếp tục:"),
        "class": say("Lớp:"),
        "hand_in": say("Nộp bài"),
        "change": say("Đổi người"),
        "erase": say("Xóa bài của tôi"),
        "erase_yes": say("Xóa hẳn"),
        "erase_no": say("Không xóa"),
        "privacy": say(
            "Chỉ cần tên gọi hoặc mã. Không ghi số điện thoại, số căn cước, ảnh. Bài làm chỉ nằm trong máy này."
        ),
        "pictures": pictures(),
    }


def sign_in(lesson_id: str = "") -> object:
    """The strip at the head of a lesson, and its contents; a lesson that is run again starts from what the disk says."""
    here = session()
    here.refresh()
    if not lesson_id:
        return SignIn(here)
    try:
        return ipywidgets.VBox([SignIn(here), guide(lesson_id, end=False)])
    except KitError:
        return SignIn(here)  # what is wrong with the lesson is told where it ends
