"""The province's own languages: a second line and a recording for every prompt, key message and word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import anywidget
import traitlets

from kit.course import Library, Module
from kit.course.local import LocalLanguage, read_languages
from kit.course.local_file import add_language, confirm, erase_sound, write_line, write_sound
from kit.desk.looks import CSS, script
from kit.desk.session import session
from kit.document.markdown import inline
from kit.document.tree import plain
from kit.errors import KitError
from kit.messages import SOURCE, say
from kit.screen.frame import Apology

MOST_SECONDS = 90


class LocalPage(anywidget.AnyWidget):
    """What is typed or recorded lies in the module's folder at once; lessons show it when they are opened again."""

    _esm = script("local_page.js", of=__file__)
    _css = CSS
    words = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, home: Path) -> None:
        self._library = Library(home, SOURCE)
        self._module = _by_size(self._library)[0].id
        self._language = ""
        self._lesson = ""
        self._turn = 0
        super().__init__(words=_words(self._library))
        self.on_msg(self._on_message)
        self._show({"module": self._module})

    @property
    def _folder(self) -> Path:
        return self._library.home / "exercises" / self._module

    def _on_message(self, _: object, content: dict[str, object], buffers: Sequence[bytes]) -> None:
        deeds = {
            "show": self._show,
            "add": self._add,
            "write": self._write,
            "erase": self._erase,
            "right": self._confirm,
        }
        try:
            if content.get("deed") == "record" and buffers:
                self._record(content, bytes(buffers[0]))
            elif (deed := deeds.get(str(content.get("deed")))) is not None:
                deed(content)
        except KitError as error:
            self._paint(str(error), wrong=True)

    def _show(self, content: dict[str, object]) -> None:
        module, language = str(content.get("module", self._module)), str(content.get("language", self._language))
        if module in self._library.modules:
            self._lesson = str(content.get("lesson", "")) if module == self._module else ""
            self._module = module
        known = self._known()
        self._language = language if language in known else next(iter(known), "")
        self._paint("")

    def _add(self, content: dict[str, object]) -> None:
        self._language = add_language(self._folder, str(content.get("title", "")))
        self._paint(say("Đã thêm {language}. Gõ hoặc ghi âm từng câu dưới đây.", language=self._known()[self._language].title))  # fmt: skip

    def _write(self, content: dict[str, object]) -> None:
        write_line(*self._asked(content), str(content.get("words", "")), str(content.get("seen", "")))
        self._paint(say("Đã lưu."))

    def _record(self, content: dict[str, object], sound: bytes) -> None:
        path = write_sound(*self._asked(content), sound)
        self._paint(say("Đã lưu bản ghi âm {name} ({kb} kB).", name=path.name, kb=max(1, len(sound) // 1024)))

    def _confirm(self, content: dict[str, object]) -> None:
        confirm(*self._asked(content))
        self._paint(say("Đã ghi là còn đúng."))

    def _erase(self, content: dict[str, object]) -> None:
        erase_sound(*self._asked(content)[:3])
        self._paint(say("Đã xóa bản ghi âm."))

    def _asked(self, content: dict[str, object]) -> tuple[Path, str, str, str]:
        """Folder, language, id and Vietnamese of the row that sent something, whatever stands on the page by now.

        Raises KitError for a row of a page that is old.
        """
        module, language = self._library.modules.get(str(content.get("module"))), str(content.get("language"))
        texts, name = self._library.local_texts(module) if module else {}, str(content.get("id", ""))
        folder = self._library.home / "exercises" / module.id if module else self._folder
        if module is None or name not in texts or language not in read_languages(folder, module.id, []):
            raise KitError(say("Trang này đã cũ: tải lại trang rồi làm lại."))
        return folder, language, name, texts[name]

    def _known(self) -> dict[str, LocalLanguage]:
        return read_languages(self._folder, self._module, [])

    def _paint(self, said: str, *, wrong: bool = False) -> None:
        self._turn += 1
        module, known = self._library.modules[self._module], self._known()
        texts = self._library.local_texts(module)
        language = known.get(self._language)
        self.state = {
            "module": self._module,
            "language": self._language,
            "lesson": self._lesson,
            "lessons": [["", say("Điều cần nhớ của chuyên đề")], *([plan.id, plan.title] for plan in module.plans)],
            "languages": [[each.id, each.title] for each in known.values()],
            "rows": [self._row(name, texts[name], language) for name in self._shown(module, texts)] if language else [],
            "count": _count(language, texts) if language else "",
            "said": said,
            "wrong": wrong,
            "turn": self._turn,
        }

    def _shown(self, module: Module, texts: dict[str, str]) -> list[str]:
        """The ids of the part that was chosen: the key messages, or a lesson's prompts and words."""
        lesson = self._library.lessons[module.id].get(self._lesson)
        if lesson is None:
            return [name for name in texts if name.startswith("message.")]
        own = {name.partition("/")[2] for name in lesson.exercises}
        return [name for name in texts if name.partition(".")[0] in own]

    def _row(self, name: str, text: str, language: LocalLanguage) -> dict[str, object]:
        line, sound = language.lines.get(name), language.sounds.get(name)
        number = self._library.number(f"{self._module}/{name}")
        stamp = sound.stat().st_mtime_ns if sound else 0
        home = self._library.home
        return {
            "id": name,
            "number": say("Bài tập {number}", number=number) if number else "",
            "vietnamese": plain(inline(text)),
            "words": line.words if line else "",
            "sound": f"files/{sound.relative_to(home).as_posix()}?{stamp}" if sound else "",
            "stale": say("Câu tiếng Việt đã đổi: xem, nghe lại. Còn đúng thì bấm “Vẫn đúng”, không thì sửa.")
            if language.stale(name, text)
            else say("Bản ghi này chép vào bằng tay: nghe, nếu đúng câu này thì bấm “Vẫn đúng”.")
            if language.unmarked(name)
            else "",
            "heard": "." not in name or name.startswith("message."),  # a word on a card has words only
        }


def _count(language: LocalLanguage, texts: dict[str, str]) -> str:
    lines = sum(bool(language.lines[n].words) for n in texts if n in language.lines)
    sounds = sum(n in language.sounds for n in texts)
    return say("{language}: đã gõ {lines}, đã ghi âm {sounds} trên {total} câu của chuyên đề.", language=language.title, lines=lines, sounds=sounds, total=len(texts))  # fmt: skip


def _words(library: Library) -> dict[str, object]:
    return {
        "modules": [[m.id, m.title] for m in _by_size(library)],
        "module": say("Chuyên đề"),
        "lesson": say("Phần"),
        "language": say("Tiếng"),
        "add": say("Thêm tiếng"),
        "name": say("Tên tiếng, ví dụ: tiếng Mông"),
        "line": say("Dòng bằng tiếng này"),
        "record": say("● Ghi âm"),
        "stop": say("■ Dừng và lưu"),
        "play": say("▶ Nghe"),
        "erase": say("Xóa bản ghi"),
        "sure": say("Bấm lần nữa để xóa"),
        "right": say("Vẫn đúng"),
        "none": say("Chưa có tiếng nào. Gõ tên tiếng rồi bấm “Thêm tiếng”."),
        "blocked": say("Trình duyệt chưa cho dùng micro. Bấm hình ổ khóa cạnh địa chỉ, cho phép Micro, rồi ghi lại."),
        "no_microphone": say("Máy này không có micro, hoặc chương trình khác đang dùng."),
        "seconds": MOST_SECONDS,
    }


def local_page() -> object:
    """The page “Tiếng địa phương”."""
    library = session().library
    if library.for_learners:
        return Apology(say("Trang này dành cho giảng viên."))
    return LocalPage(library.home)


def _by_size(library: Library) -> list[Module]:
    """The great courses first, as on the start page."""
    return sorted(library.modules.values(), key=lambda module: -module.minutes)
