"""What must hold of a province's own lines and recordings: each belongs to a text, and to the text of today."""

from __future__ import annotations

from collections.abc import Iterator

from kit.course.library import Library
from kit.course.local import LocalLanguage, lines_file
from kit.course.modules import Module
from kit.document.glyphs import without_print
from kit.errors import Fault
from kit.messages import SOURCE, say


def check_local(library: Library, module: Module) -> Iterator[Fault]:
    """Lines and recordings that belong to nothing, or to a text that has changed since; nothing of it stops a print."""
    languages = library.languages.get(module.id, {}) if library.language == SOURCE else {}
    texts = library.local_texts(module) if languages else {}
    for language in languages.values():
        file = lines_file(module.id, language.id)
        for name in sorted({*language.lines, *language.sounds}):
            for told, remedy in _wrong(language, name, texts):
                yield Fault(file, 0, told, remedy, name, "", True)


def _wrong(language: LocalLanguage, name: str, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    look = say("Mở trang Tiếng địa phương, xem và nghe câu này; còn đúng thì bấm “Vẫn đúng”.")
    if name not in texts:
        told = say("Không có câu nào mang mã “{name}” trong các bài.", name=name)
        yield told, say("Bài đổi tên thì đổi mã trong tệp này và tên bản ghi âm theo tên mới; bài bị bỏ thì xóa.")
        return
    if language.stale(name, texts[name]):
        yield say("Câu tiếng Việt đã đổi sau khi có dòng này, nên dòng và bản ghi âm không hiện ra."), look
    if language.unmarked(name):
        yield say("Bản ghi âm này chép vào bằng tay, máy không biết nó đọc câu nào."), look
    if letters := without_print(language.line(name).words):
        told = say("Giấy in không có phông cho chữ này ({letters}); trên máy vẫn hiện.", letters=" ".join(letters[:6]))
        yield told, say("Ghi âm câu này, hoặc viết bằng chữ cái La-tinh để có trên giấy.")
