"""Calculation table: cells to work out from figures that are given; the wrong step is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from kit.kinds.base import Exercise, Move, Name, Part, Phrase, Slip, Verdict, repeated_slips, secret, status_of, trainer
from kit.kinds.formula import BadFormula, evaluate, shown
from kit.messages import say
from kit.vietnamese import NotANumber, format_number, parse_number, slug, with_unit

MISSING = "-"
_NOT_KNOWN = {"", "khong-tinh-duoc", "khong-co", "khong-co-so-lieu", "khong-biet", "khong-ro", "chua-co-so-lieu"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of given figures."""

    id: Name
    title: Phrase
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """Its figures in the order of the columns; "-" where there is none. A total is left out of [*.column]."""

    id: Name
    title: Phrase
    values: tuple[str, ...]
    total: bool = False

    @property
    def figures(self) -> list[str]:
        """The figures as they are printed."""
        return [say("không có số liệu") if v == MISSING else format_number(parse_number(v)) for v in self.values]


@dataclass(frozen=True, kw_only=True)
class WrongStep:
    """A formula that people use by mistake, and what to say to whoever did."""

    formula: str
    feedback: Phrase
    move: Phrase = trainer()


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A column to work out, for every row or for the `rows` named, rounded to so many `decimals`."""

    id: Name
    title: Phrase
    unit: str = ""
    decimals: int = 0
    rows: tuple[Name, ...] = ()
    formula: str = secret("")
    mistakes: tuple[WrongStep, ...] = secret((), required=False)


@dataclass(frozen=True, kw_only=True)
class CalculationTable(Exercise):
    """An answer maps "row.column" to what was typed. Points = share of cells worked out rightly.

    A cell is right when it is the exact value rounded half up as told, or closer. Where a figure is
    missing the right answer is "-": it cannot be known.
    """

    kind: ClassVar[str] = "calculation-table"
    title: ClassVar[str] = "Tính số trong bảng"

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    fills: tuple[Fill, ...]

    @property
    def cells(self) -> list[tuple[str, Row, Fill]]:
        """The cells to fill: name, row, column; row by row."""
        return [(f"{r.id}.{f.id}", r, f) for r in self.rows for f in self.fills if not f.rows or r.id in f.rows]

    @property
    def rounding(self) -> str:
        """How each column is to be rounded, and what to write where nothing can be worked out."""
        said = "; ".join(
            say("{column}: {n} chữ số sau dấu phẩy", column=fill.title, n=fill.decimals) for fill in self.fills
        )
        return say("Điền vào các ô trống. Làm tròn – {said}. Ô nào không tính được thì ghi dấu gạch “-”.", said=said)

    def answered(self, answer: Any) -> bool:
        return isinstance(answer, dict) and all(_readable(answer.get(name)) for name, _, _ in self.cells)

    def ask(self, answer: Any) -> str:
        given = answer if isinstance(answer, dict) else {}
        for name, row, fill in self.cells:
            if str(given.get(name) or "").strip() and not _readable(given.get(name)):
                typed = str(given[name])[:30]
                return say(
                    "Không đọc được “{text}” ở ô {row} – {column}.", text=typed, row=row.title, column=fill.title
                )
        left = sum(not str(given.get(name) or "").strip() for name, _, _ in self.cells)
        return say("Còn {n} ô chưa điền. Ô nào không tính được thì ghi dấu gạch “-”.", n=left)

    def figure(self, row: Row, name: str) -> Decimal | None:
        """The figure that a formula's cell names, worked out where it is itself a filled cell."""
        place, _, column = name.rpartition(".")
        if place == "*":
            found = [self._given(r, column) for r in self.rows if not r.total]
            return sum((f for f in found if f is not None), Decimal(0))
        wanted = next((r for r in self.rows if r.id == place), None) if place else row
        if wanted is None:
            raise BadFormula(say("Không có dòng “{name}”.", name=place))
        fill = next((f for f in self.fills if f.id == column), None)
        if fill is not None:
            return self.work(fill.formula, wanted)
        return self._given(wanted, column)

    def _given(self, row: Row, column: str) -> Decimal | None:
        place = next((n for n, c in enumerate(self.columns) if c.id == column), None)
        if place is None or place >= len(row.values):
            raise BadFormula(say("Không có cột “{name}”.", name=column))
        return None if row.values[place] == MISSING else parse_number(row.values[place])

    def work(self, formula: str, row: Row) -> Decimal | None:
        """The exact value of a formula in a row; None when it cannot be known."""
        return evaluate(formula, lambda name: self.figure(row, name))

    def judge(self, answer: Any) -> Verdict:
        parts: dict[str, Part] = {n: self._judge_cell(answer[n], row, fill) for n, row, fill in self.cells}
        right = sum(part.right for part in parts.values())
        points = right / len(parts)
        return Verdict(status_of(points), points, (say("Đúng {n} trên {total} ô.", n=right, total=len(parts)),), parts)

    def _judge_cell(self, typed: str, row: Row, fill: Fill) -> Part:
        number, value = _number(typed, fill.unit), self.work(fill.formula, row)
        if value is None:
            words = say("Thiếu số liệu thì không tính được: không coi chỗ thiếu là 0. Ghi dấu gạch “-”.")
            return Part(number is None, "" if number is None else words)
        if number is None:
            return Part(False, say("Ô này tính được. Hãy tìm đủ các số cần dùng."))
        if _close(number, value, fill.decimals):
            return Part(True)
        return Part(False, self._wrong_step(number, value, row, fill))

    def _wrong_step(self, number: Decimal, value: Decimal, row: Row, fill: Fill) -> str:
        for mistake in fill.mistakes:
            wrong = self.work(mistake.formula, row)
            if wrong is not None and _close(number, wrong, fill.decimals):
                return mistake.feedback
        if fill.unit == "%" and _close(number * 100, value, max(fill.decimals - 2, 0)):
            return say("Đây mới là kết quả phép chia. Nhân với 100 để ra phần trăm.")
        coarse = number in [_rounded(value, n) for n in range(fill.decimals)]
        if coarse or abs(number - value) <= Decimal(1).scaleb(-fill.decimals):
            return say("Cách tính đúng nhưng làm tròn chưa đúng: lấy {n} chữ số sau dấu phẩy.", n=fill.decimals)
        return say("Chưa đúng. Viết phép tính ra giấy: số nào chia cho số nào?")

    def key_answer(self) -> Any:
        return {name: self.key_text(row, fill) for name, row, fill in self.cells}

    def key_text(self, row: Row, fill: Fill) -> str | None:
        """The key of a cell as it is written; None where the formula is not at hand."""
        if not fill.formula:
            return None
        value = self.work(fill.formula, row)
        return MISSING if value is None else format_number(_rounded(value, fill.decimals))

    def moves(self) -> list[Move]:
        steps = [(fill, mistake) for fill in self.fills for mistake in fill.mistakes if mistake.move]
        return [
            Move(say("tính cột {column} bằng {formula}", column=fill.title, formula=self._in_words(m.formula)), m.move)
            for fill, m in steps
        ]

    def _in_words(self, formula: str) -> str:
        """A formula with the titles of its columns."""
        parts: tuple[Column | Fill | Row, ...] = (*self.columns, *self.fills, *self.rows)
        titles: dict[str, str] = {part.id: part.title for part in parts}
        text = formula
        for name in sorted(titles, key=len, reverse=True):
            text = text.replace(f"[{name}]", titles[name]).replace(f"[*.{name}]", say("tổng {what}", what=titles[name]))
        return text.replace("*", "×").replace("/", ":")

    def workings(self) -> str:
        """A line for each cell: its formula with the numbers in place, and the result."""
        if not all(fill.formula for fill in self.fills):
            return ""
        return "\n".join(
            f"- {row.title}, {fill.title}: {self._in_numbers(fill.formula, row)} = {self.told(row, fill)}"
            for _, row, fill in self.cells
        )

    def told(self, row: Row, fill: Fill) -> str:
        """The key of a cell with its unit, or that it cannot be known."""
        text = self.key_text(row, fill)
        return say("không tính được (ghi “-”)") if text == MISSING else f"**{with_unit(text or '', fill.unit)}**"

    def _in_numbers(self, formula: str, row: Row) -> str:
        return shown(formula, lambda name: self.figure(row, name))

    def slips(self) -> list[Slip]:
        slips = repeated_slips("rows", [row.id for row in self.rows])
        slips += repeated_slips("columns", [c.id for c in self.columns] + [f.id for f in self.fills])
        slips += [slip for row in self.rows for slip in self._row_slips(row)]
        return slips or list(self._formula_slips())

    def _row_slips(self, row: Row) -> Iterator[Slip]:
        if len(row.values) != len(self.columns):
            yield Slip("rows", say("Dòng “{name}” cần {n} số, một số cho mỗi cột.", name=row.id, n=len(self.columns)))
        for text in row.values:
            try:
                parse_number("0" if text == MISSING else text)
            except NotANumber as error:
                yield Slip("rows", str(error), say("Chỗ không có số liệu viết “-” trong ngoặc kép."))

    def _formula_slips(self) -> Iterator[Slip]:
        for fill in self.fills if not self.keyless else ():
            try:
                for formula in (fill.formula, *(m.formula for m in fill.mistakes)):
                    for row in (r for _, r, f in self.cells if f == fill):
                        self.work(formula, row)
            except (BadFormula, RecursionError) as error:
                yield Slip("fills", str(error), say("Ô viết trong ngoặc vuông: [cột], [dòng.cột] hoặc [*.cột]."))
                return
        yield from self._blind_mistakes()

    def _blind_mistakes(self) -> Iterator[Slip]:
        """A mistake that gives the right numbers everywhere can never be told from the right way."""
        for fill in self.fills if not self.keyless else ():
            rows = [row for _, row, f in self.cells if f == fill]
            for mistake in fill.mistakes:
                pairs = [(self.work(fill.formula, r), self.work(mistake.formula, r)) for r in rows]
                known = [(right, wrong) for right, wrong in pairs if right is not None and wrong is not None]
                if known and all(_close(wrong, right, fill.decimals) for right, wrong in known):
                    yield Slip("fills", say("Công thức sai “{formula}” lại cho kết quả đúng.", formula=mistake.formula))


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _close(number: Decimal, value: Decimal, decimals: int) -> bool:
    """Rounded as told, or nearer to the exact value than rounding would bring it."""
    return number == _rounded(value, decimals) or abs(number - value) < Decimal("0.5").scaleb(-decimals)


def _number(typed: str, unit: str) -> Decimal | None:
    """What was typed, its unit typed or not; None for a dash and for “không tính được”."""
    text = typed.strip()
    if text in (MISSING, "–", "—") or slug(text) in _NOT_KNOWN:
        return None
    return parse_number(text.removesuffix(unit).strip() or text)


def _readable(typed: Any) -> bool:
    if not isinstance(typed, str) or not typed.strip():
        return False
    try:
        _number(typed[:80], "")
    except NotANumber:
        return False
    return True
