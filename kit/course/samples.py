"""A small complete exercise of each kind: what `kit new exercise` writes, and what tests walk through every face."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kit.kinds.assign import Item, Matching, Place, Sorting
from kit.kinds.base import Exercise, Name, Phrase, Prose
from kit.kinds.choice import MultipleChoice, Option, SingleChoice
from kit.kinds.gaps import Gap, GapText
from kit.kinds.number import NearMiss, Number
from kit.kinds.order import Order, Step, Swap
from kit.kinds.reflection import Reflection
from kit.kinds.short_answer import NearText, ShortAnswer
from kit.kinds.true_false import Statement, TrueFalse

_COMMON: dict[str, Any] = {
    "english": "What this exercise practises",
    "objective": "objective-1",
    "minutes": 3,
    "level": "know",
    "priority": "should",
    "hints": ("Gợi ý nhỏ đầu tiên.",),
    "explanation": "Vì sao đáp án đúng, bằng lời dễ hiểu.",
    "oral": "Đọc to câu hỏi, học viên giơ tay chọn.",
}


def _option(name: str, text: str, feedback: str, move: str = "") -> Option:
    return Option(id=Name(name), text=Phrase(text), feedback=Phrase(feedback), move=Phrase(move))


_OPTIONS = (
    _option("first", "Phương án thứ nhất", "Sai vì một nhầm lẫn hay gặp.", "Giảng viên hỏi lại một câu."),
    _option("second", "Phương án thứ hai", "Đúng, và nói ngắn vì sao."),
    _option("third", "Phương án thứ ba", "Đúng hay sai thì cũng nói vì sao."),
)

_PLACES = tuple(
    Place(id=Name(i), text=Phrase(t))
    for i, t in (("bank", "Ngân hàng"), ("health", "Trạm y tế"), ("police", "Công an xã"))
)


def _item(name: str, text: str, place: str) -> Item:
    return Item(
        id=Name(name),
        text=Phrase(text),
        place=Name(place),
        feedback=Phrase("Sai vì một nhầm lẫn hay gặp."),
        move=Phrase("Giảng viên hỏi lại."),
    )


SAMPLES: dict[str, Exercise] = {
    "single-choice": SingleChoice(
        **_COMMON, prompt=Prose("Câu hỏi có một phương án đúng?"), options=_OPTIONS, key=Name("second")
    ),
    "multiple-choice": MultipleChoice(
        **_COMMON,
        prompt=Prose("Câu hỏi có nhiều phương án đúng?"),
        options=_OPTIONS,
        key=(Name("second"), Name("third")),
    ),
    "true-false": TrueFalse(
        **_COMMON,
        prompt=Prose("Câu nào đúng, câu nào sai?"),
        statements=(
            Statement(
                id=Name("claim-1"), text=Phrase("Một câu đúng."), holds=True, feedback=Phrase("Đúng vì có nguồn.")
            ),
            Statement(
                id=Name("claim-2"),
                text=Phrase("Một câu sai."),
                holds=False,
                feedback=Phrase("Sai vì một nhầm lẫn hay gặp."),
                move=Phrase("Giảng viên đưa ví dụ."),
            ),
        ),
    ),
    "number": Number(
        **_COMMON,
        prompt=Prose("Có 9 cuộc, mỗi cuộc 50 người. Tất cả bao nhiêu người?"),
        unit="người",
        value=Decimal(450),
        near=(
            NearMiss(
                value=Decimal(59),
                feedback=Phrase("Đó là phép cộng. Ở đây cần nhân."),
                move=Phrase("Vẽ 9 nhóm lên bảng."),
            ),
        ),
    ),
    "order": Order(
        **_COMMON,
        prompt=Prose("Xếp các việc theo thứ tự làm."),
        items=tuple(
            Step(id=Name(i), text=Phrase(t))
            for i, t in (("step-1", "Việc cuối"), ("step-2", "Việc đầu"), ("step-3", "Việc giữa"))
        ),
        key=(Name("step-2"), Name("step-3"), Name("step-1")),
        mistakes=(
            Swap(
                first=Name("step-1"),
                then=Name("step-2"),
                feedback=Phrase("Chưa làm việc đầu thì chưa có việc cuối."),
                move=Phrase("Cho diễn thử."),
            ),
        ),
    ),
    "short-answer": ShortAnswer(
        **_COMMON,
        prompt=Prose("Đối thoại là trao đổi mấy chiều?"),
        accept=("hai chiều", "2 chiều"),
        near=(
            NearText(text="một chiều", feedback=Phrase("Một chiều là tuyên truyền."), move=Phrase("Vẽ hai mũi tên.")),
        ),
    ),
    "matching": Matching(
        **_COMMON,
        prompt=Prose("Ghép mỗi việc với nơi trả lời."),
        places=_PLACES,
        items=(
            _item("loan", "Điều kiện vay vốn", "bank"),
            _item("birth", "Sinh con ở trạm", "health"),
            _item("vaccine", "Tiêm chủng cho trẻ", "health"),
        ),
    ),
    "sorting": Sorting(
        **_COMMON,
        prompt=Prose("Xếp mỗi việc vào một nhóm."),
        places=_PLACES[:2],
        items=(
            _item("loan", "Điều kiện vay vốn", "bank"),
            _item("birth", "Sinh con ở trạm", "health"),
            _item("debt", "Gia hạn nợ", "bank"),
        ),
    ),
    "gap-text": GapText(
        **_COMMON,
        prompt=Prose("Điền vào chỗ trống."),
        text=Phrase("Đối thoại là trao đổi [[ways]] chiều, thông báo trước ít nhất [[days]] ngày."),
        gaps=(
            Gap(
                id=Name("ways"),
                accept=("hai", "2"),
                feedback=Phrase("Sai vì một nhầm lẫn hay gặp."),
                move=Phrase("Giảng viên hỏi lại."),
            ),
            Gap(id=Name("days"), accept=("7", "bảy"), feedback=Phrase("Sai vì lẫn với số khác.")),
        ),
        bank=("hai", "một", "7", "10"),
    ),
    "reflection": Reflection(
        **_COMMON,
        prompt=Prose("Viết vài câu về việc ở nơi mình."),
        checklist=(Phrase("nói rõ việc gì"), Phrase("nói ai làm")),
        model_answer=Prose("Ở bản tôi, chị em cần đường đi học an toàn; tôi sẽ hỏi trưởng bản vào thứ hai."),
        least_words=5,
        lines=4,
    ),
}
