"""The files of a class: papers, certificates and report, written whole into build/classes/<id>/."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kit.classroom.erase import products
from kit.classroom.figures import Figures
from kit.classroom.folder import TrainingClass
from kit.document.make import para
from kit.document.official import Layout
from kit.document.typst import PrintFailed, pdf
from kit.errors import UnknownName
from kit.files import write_whole
from kit.messages import say
from kit.paper.class_papers import paper, papers
from kit.paper.class_people import certificates
from kit.report.class_report import report_docx, report_pdf

# What trainers see in a folder is in their language; commands use the names on the left.
FILES = {
    "sign-in": "danh-sach-ky-ten", "consent": "phieu-dong-y", "codes": "ma-hoc-vien", "run-sheet": "chuong-trinh",
    "evaluation": "phieu-gop-y", "cascade": "ke-hoach-nhan-rong", "tally": "bang-dem-tay",
    "certificates": "giay-chung-nhan", "answers-a": "phieu-tra-loi-a", "answers-b": "phieu-tra-loi-b",
    "own-before": "phieu-rieng-truoc", "own-after": "phieu-rieng-sau",
}  # fmt: skip
REPORTS: dict[Layout, str] = {"state": "bao-cao-quoc-hieu", "union": "bao-cao", "plain": "bao-cao-tron"}


def write_papers(
    klass: TrainingClass, day: date, *, only: Sequence[str] = (), out: Path | None = None, large: bool = False
) -> Iterator[Path]:
    """Write the papers named, or all but the certificates; yields each as it is done. Raises UnknownName."""
    known = {**papers(klass), "certificates": certificates}
    by_file = {file: name for name, file in FILES.items()}
    only = [by_file.get(name.removesuffix(".pdf"), name) for name in only]
    for name in only:
        if name not in known:
            raise UnknownName(say("giấy"), name, [FILES.get(each, each) for each in known])
    for name in only or papers(klass):
        path = (out or products(klass)) / f"{FILES.get(name, name)}.pdf"
        try:
            made = pdf(paper(klass, known[name](klass), day, large=large))
        except PrintFailed as error:
            raise _whose(klass, day) or error from error
        write_whole(path, made)
        yield path


def _whose(klass: TrainingClass, day: date) -> PrintFailed | None:
    """Whose name or unit holds a letter that no font of ours has: each is tried alone. None where it is nobody's."""
    names, lines = klass.names, []
    for person in klass.people:
        for words in filter(None, (names.get(person.code, ""), person.unit)):
            try:
                pdf(paper(klass, [para(words)], day))
            except PrintFailed:
                lines.append(f"{person.code}: “{words}”")
    if not lines:
        return None
    told = say("Không in được: các tên sau có chữ mà phông của bộ tài liệu không có:")
    cure = say("Mở {path}, viết tên bằng chữ quốc ngữ, lưu lại rồi in lại. Muốn giữ tên viết bằng chữ của dân tộc mình: viết tay lên giấy đã in.", path=klass.path / "names.csv")  # fmt: skip
    return PrintFailed("\n".join([told, *lines, cure]))


def write_report(
    klass: TrainingClass, day: date, layout: Layout, formats: Sequence[str], out: Path | None = None
) -> Iterator[Path]:
    """Write the report in a layout as "docx", "pdf" or both; yields each as it is done.

    A Word file may have been worked on since: the one that was there is kept beside the new one and yielded too.
    """
    found = Figures.of(klass)
    for form in formats:
        make = report_docx if form == "docx" else report_pdf
        path = (out or products(klass)) / f"{REPORTS[layout]}.{form}"
        made = make(found, layout, day)
        if form == "docx" and path.exists() and path.read_bytes() != made:
            kept = path.with_name(f"{path.stem}-truoc.docx")
            write_whole(kept, path.read_bytes())
            yield kept
        write_whole(path, made)
        yield path
