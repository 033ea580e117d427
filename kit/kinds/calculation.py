"""Calculation table: cells to work out from figures that are given; the wrong step is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import ClassVar

from kit.document.markdown import inline
from kit.document.tree import plain
from kit.kinds.base import Kind, Move, Part, Slip, Verdict, repeated_slips, status_of, texts_in
from kit.kinds.calculation_cells import MISSING, Column, Fill, Row, WrongStep, close, read_figure, readable
from kit.kinds.formula import BadFormula, evaluate, rounded, shown, worded
from kit.messages import say
from kit.vietnamese import NotANumber, format_number, parse_number, with_unit

MOST_DECIMALS, MOST_COLUMNS = 6, 6


@dataclass(frozen=True, kw_only=True)
class CalculationTable(Kind[dict[str, str]]):
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
        how = {fill.decimals: say("đến số nguyên") if fill.decimals == 0 else say("lấy {n} chữ số sau dấu phẩy", n=fill.decimals) for fill in self.fills}  # fmt: skip
        told = [(plain(inline(fill.title)), how[fill.decimals]) for fill in self.fills]
        said = told[0][1] if len(how) == 1 else "; ".join(f"{title}: {words}" for title, words in told)
        return say("Điền vào các ô trống. Làm tròn {said}. Ô nào không tính được thì ghi dấu gạch “-”.", said=said)

    def read(self, answer: object) -> dict[str, str] | None:
        given = texts_in(answer)
        return given if all(readable(given.get(name, ""), fill.unit) for name, _, fill in self.cells) else None

    def ask(self, answer: object) -> str:
        given = texts_in(answer)
        for name, row, fill in self.cells:
            if given.get(name, "").strip() and not readable(given[name], fill.unit):
                typed = given[name][:30]
                return say(
                    "Không đọc được “{text}” ở ô {row} – {column}.", text=typed, row=row.title, column=fill.title
                )
        left = sum(not given.get(name, "").strip() for name, _, _ in self.cells)
        return say("Còn {n} ô chưa điền. Ô nào không tính được thì ghi dấu gạch “-”.", n=left)

    def figure(self, row: Row, name: str) -> Fraction | None:
        """The figure that a formula's cell names, worked out where it is itself a filled cell."""
        place, _, column = name.rpartition(".")
        if place == "*":
            found = [self._given(r, column) for r in self.rows if not r.total]
            return None if None in found else sum((f for f in found if f is not None), Fraction(0))
        wanted = next((r for r in self.rows if r.id == place), None) if place else row
        if wanted is None:
            raise BadFormula(say("Không có dòng “{name}”.", name=place))
        fill = next((f for f in self.fills if f.id == column), None)
        return self._given(wanted, column) if fill is None else self._filled(wanted, fill)

    def _given(self, row: Row, column: str) -> Fraction | None:
        place = next((n for n, c in enumerate(self.columns) if c.id == column), None)
        if place is None or place >= len(row.values):
            raise BadFormula(say("Không có cột “{name}”.", name=column))
        return None if row.values[place] == MISSING else Fraction(parse_number(row.values[place]))

    @cached_property
    def _worked(self) -> dict[tuple[str, str], Fraction | None]:
        """Filled cells that were worked out already: a column may build on another many times over."""
        return {}

    def _filled(self, row: Row, fill: Fill) -> Fraction | None:
        cell = (row.id, fill.id)
        if cell not in self._worked:
            self._worked[cell] = None  # stands until the formula is worked out; then one that comes back here is told
            self._under_way.add(cell)
            try:
                self._worked[cell] = evaluate(fill.formula, lambda inner: self.figure(row, inner))
            except BadFormula:
                del self._worked[cell]
                raise
            finally:
                self._under_way.discard(cell)
        elif cell in self._under_way:
            raise BadFormula(say("Công thức của cột “{name}” gọi lại chính nó.", name=fill.id))
        return self._worked[cell]

    @cached_property
    def _under_way(self) -> set[tuple[str, str]]:
        return set()

    def work(self, formula: str, row: Row) -> Fraction | None:
        """The exact value of a formula in a row; None when it cannot be known."""
        return evaluate(formula, lambda name: self.figure(row, name))

    def judge(self, answer: dict[str, str]) -> Verdict:
        parts: dict[str, Part] = {n: self._judge_cell(answer[n], row, fill) for n, row, fill in self.cells}
        right = sum(part.right for part in parts.values())
        points = right / len(parts)
        return Verdict(status_of(points), points, (say("Đúng {n} trên {total} ô.", n=right, total=len(parts)),), parts)

    def _judge_cell(self, typed: str, row: Row, fill: Fill) -> Part:
        found, value = read_figure(typed, fill.unit), self._filled(row, fill)
        if value is None:
            words = say("Thiếu số liệu thì không tính được: không coi chỗ thiếu là 0. Ghi dấu gạch “-”.")
            return Part(found is None, "" if found is None else words)
        if found is None:
            return Part(False, say("Ô này tính được. Hãy tìm đủ các số cần dùng."))
        if close(found, value, fill.decimals):
            return Part(True)
        return Part(False, self._wrong_step(found, value, row, fill))

    def _wrong_step(self, number: Decimal, value: Fraction, row: Row, fill: Fill) -> str:
        for mistake in fill.mistakes:
            wrong = self.work(mistake.formula, row)
            if wrong is not None and close(number, wrong, fill.decimals):
                return mistake.feedback
        if fill.unit == "%" and close(number * 100, value, max(fill.decimals - 2, 0)):
            return say("Đây mới là kết quả phép chia. Nhân với 100 để ra phần trăm.")
        coarse = number in [rounded(value, n) for n in range(fill.decimals)]
        if coarse or abs(Fraction(number) - value) <= Fraction(1, 10**fill.decimals):
            return say("Cách tính đúng nhưng làm tròn chưa đúng: lấy {n} chữ số sau dấu phẩy.", n=fill.decimals)
        return say("Chưa đúng. Viết phép tính ra giấy: số nào chia cho số nào?")

    def key_answer(self) -> dict[str, str | None]:
        return {name: self.key_text(row, fill) for name, row, fill in self.cells}

    def key_text(self, row: Row, fill: Fill) -> str | None:
        """The key of a cell as it is written; None where the formula is not at hand."""
        if not fill.formula:
            return None
        value = self._filled(row, fill)
        return MISSING if value is None else format_number(rounded(value, fill.decimals))

    def moves(self) -> list[Move]:
        steps = [(fill, mistake) for fill in self.fills for mistake in fill.mistakes if mistake.move]
        return [Move(self._when(fill, mistake), mistake.move) for fill, mistake in steps]

    def mistakes_in(self, answer: dict[str, str]) -> list[Move]:
        """The wrong steps that cells show, each once; a cell wrong by another road is told by its column."""
        parts = self.judge(answer).parts
        found = [self._mistake(answer[name], row, fill) for name, row, fill in self.cells if not parts[name].right]
        return list(dict.fromkeys(found))

    def _mistake(self, typed: str, row: Row, fill: Fill) -> Move:
        number = read_figure(typed, fill.unit)
        for mistake in fill.mistakes:
            wrong = self.work(mistake.formula, row)
            if number is not None and wrong is not None and close(number, wrong, fill.decimals):
                return Move(self._when(fill, mistake), mistake.move)
        return Move(say("tính sai cột {column}", column=fill.title), "")

    def _when(self, fill: Fill, mistake: WrongStep) -> str:
        formula = self._in_words(mistake.formula)
        return say("tính cột {column} bằng {formula}", column=fill.title, formula=formula)

    def _in_words(self, formula: str) -> str:
        """A formula with the titles of its columns, and of its row where it names one."""
        given: tuple[Column | Fill, ...] = (*self.columns, *self.fills)
        columns: dict[str, str] = {column.id: column.title for column in given}
        rows: dict[str, str] = {row.id: row.title for row in self.rows}

        def titled(name: str) -> str:
            place, _, column = name.rpartition(".")
            title = columns.get(column, rows.get(column, column))
            if place == "*":
                return say("tổng {what}", what=title)
            return f"{title} ({rows[place]})" if place in rows else title

        return worded(formula, titled)

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

    def key_line(self) -> str:
        many = len(self.fills) > 1
        return "; ".join(
            f"{row.title}{f', {fill.title}' if many else ''}: {self.told(row, fill)}".replace("**", "")
            for _, row, fill in self.cells
        )

    def slips(self) -> list[Slip]:
        slips = repeated_slips("rows", [row.id for row in self.rows])
        slips += repeated_slips("columns", [c.id for c in self.columns] + [f.id for f in self.fills])
        slips += [slip for row in self.rows for slip in self._row_slips(row)]
        slips += self._shape_slips()
        return slips or list(self._formula_slips())

    def _shape_slips(self) -> Iterator[Slip]:
        if len(self.columns) + len(self.fills) > MOST_COLUMNS:
            yield Slip("columns", say("Nhiều nhất {n} cột, kể cả cột phải tính.", n=MOST_COLUMNS))
        known = [row.id for row in self.rows]
        for fill in self.fills:
            if not 0 <= fill.decimals <= MOST_DECIMALS:
                yield Slip("fills", say("decimals phải từ 0 đến {n}.", n=MOST_DECIMALS))
            for name in fill.rows:
                if name not in known:
                    remedy = say("Các mã đang có: {ids}.", ids=", ".join(known))
                    yield Slip("fills", say("Không có dòng “{name}”.", name=name), remedy)

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
                rows = [r for _, r, f in self.cells if f == fill]
                values = [self._filled(row, fill) for row in rows]
                for mistake in fill.mistakes:
                    for row in rows:
                        self.work(mistake.formula, row)
            except (BadFormula, RecursionError) as error:
                yield Slip("fills", str(error), say("Ô viết trong ngoặc vuông: [cột], [dòng.cột] hoặc [*.cột]."))
                return
            if all(value is None for value in values):
                yield Slip("fills", say("Không ô nào của cột “{name}” tính được.", name=fill.id))
        yield from self._blind_mistakes()

    def _blind_mistakes(self) -> Iterator[Slip]:
        """A mistake that gives the right numbers everywhere can never be told from the right way."""
        for fill in self.fills if not self.keyless else ():
            rows = [row for _, row, f in self.cells if f == fill]
            for mistake in fill.mistakes:
                pairs = [(self._filled(r, fill), self.work(mistake.formula, r)) for r in rows]
                known = [(right, wrong) for right, wrong in pairs if right is not None and wrong is not None]
                if known and all(
                    rounded(wrong, fill.decimals) == rounded(right, fill.decimals) for right, wrong in known
                ):
                    yield Slip("fills", say("Công thức sai “{formula}” lại cho kết quả đúng.", formula=mistake.formula))
