"""What must hold of a province's own lines and recordings: each belongs to a text, and to the text of today."""

from __future__ import annotations

from collections.abc import Iterator

from kit.course.library import Library
from kit.course.modules import Module
from kit.errors import Fault, KitError
from kit.messages import SOURCE, say


def check_local(library: Library, module: Module) -> Iterator[Fault]:
    """Lines and recordings that belong to nothing, or to a text that has changed since; nothing of it stops a print."""
    languages = library.languages.get(module.id, {}) if library.language == SOURCE else {}
    try:
        texts = library.local_texts(module) if languages else {}
    except KitError:
        return  # an exercise that cannot be read is told already
    for language in languages.values():
        file = f"exercises/{module.id}/local/{language.id}.yaml"
        for name in sorted({*language.lines, *language.sounds}):
            if name not in texts:
                told = say("Không có câu nào mang mã “{name}” trong các bài.", name=name)
                yield Fault(file, 0, told, say("Bài đã đổi tên hoặc bị bỏ: xóa dòng và bản ghi âm này."), name, "", True)  # fmt: skip
            elif language.stale(name, texts[name]):
                told = say("Câu tiếng Việt đã đổi sau khi có dòng này, nên dòng và bản ghi âm không hiện ra.")
                yield Fault(file, 0, told, say("Mở trang Tiếng địa phương, nghe và sửa lại câu này."), name, "", True)
