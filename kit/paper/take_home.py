"""What people take home beside the book: the card for a pocket, forms to copy, the glossary; and a test's first lines."""

from __future__ import annotations

import re
from pathlib import Path

from kit.course import LessonPlan, Library, Module
from kit.document.make import heading, roomy, slanted, strong, table, text
from kit.document.markdown import inline, parse
from kit.document.nodes import Block, Figure, Leaf, NameLines, PageBreak, Paragraph, Table, Title, WritingLines
from kit.document.tree import changed, plain
from kit.kinds.flash_cards import Card, FlashCards
from kit.messages import say
from kit.paper.assemble import Assembler
from kit.paper.exercise_forms.acting import local_words
from kit.paper.exercises import key_words
from kit.vietnamese import sort_key

MOST_UPRIGHT = 6  # columns
_ROOM = re.compile(r"\[(\d{1,2}) dòng\]")  # a paragraph “[3 dòng]” in a template: three lines to write on


def quick_card(module: Module) -> list[Block]:
    """One page that answers the question one has while standing in front of people."""
    return [Title(), *parse(module.quick_card)]


def templates(library: Library, module: Module) -> list[Block]:
    """Every form on a page of its own, with room to write by hand; a table of many columns lies across the page."""
    return [_form(path, library.form_text(path)) for path in library.forms(module.id)]


def _form(path: Path, words: str) -> Leaf:
    """A form under the number by which lessons call it; its pictures are named as seen from its own folder."""
    written = parse(words)
    form = changed(written, lambda n: Figure(n.alt, str(path.parent / n.src)) if isinstance(n, Figure) else n)
    sign = say("Mẫu {n}", n=path.stem.partition("-")[0])
    return Leaf([_writable(node) for node in form], across=_wide(form), sign=sign)


def _wide(form: list[Block]) -> bool:
    return any(isinstance(node, Table) and len(node.head) > MOST_UPRIGHT for node in form)


def _writable(node: Block) -> Block:
    if isinstance(node, Table):
        return roomy(node)
    room = _ROOM.fullmatch(plain(node)) if isinstance(node, Paragraph) else None
    return WritingLines(int(room[1])) if room else node


def module_words(library: Library, module: Module) -> list[Card]:
    """The words that the module's flash cards teach, each once, in the order of the Vietnamese alphabet."""
    cards: dict[str, Card] = {}
    for name in library.exercise_ids(module.id):
        exercise = library.exercise(name)
        if isinstance(exercise, FlashCards):
            cards |= {card.term: card for card in exercise.cards if card.term not in cards}
    return sorted(cards.values(), key=lambda card: sort_key(card.term))


def glossary(library: Library, module: Module) -> list[Block]:
    """The words as a table: the last column is empty, for the class to fill in its own language."""
    words = module_words(library, module)
    if not words:
        return []
    head = [say("Từ"), say("Nghĩa"), say("Tiếng Anh"), say("Tiếng dân tộc (lớp tự ghi)")]
    rows = [[[strong(c.term)], inline(c.meaning), [text(c.english_term)], local_words(c)] for c in words]
    title: Block = heading(say("Từ ngữ của chuyên đề"), 2)
    return [PageBreak(), title, table([[text(cell)] for cell in head], rows, [2.2, 4.6, 2.2, 2.4])]


def test_front(assembler: Assembler, module: Module, plan: LessonPlan) -> list[Block]:
    """Name lines and what to do; for trainers also every key in one table, to mark a pile of sheets by."""
    blocks: list[Block] = [Title()]
    library = assembler.library
    names = library.lessons[module.id][plan.id].exercises
    if assembler.edition == "learner":
        blocks.append(NameLines([say("Mã học viên"), say("Ngày"), say("Trước / sau")]))
        how = dict.fromkeys(hint for name in names if (hint := library.exercise(name).paper_hint()))
        return [*blocks, slanted(" ".join(how), small=True)]
    goals = {o.id: o.text for o in module.objectives}
    rows = [
        [[strong(library.number(name))], [text(key_words(e))], inline(goals.get(e.objective, ""))]
        for name in names
        for e in [library.exercise(name)]
    ]
    head = [say("Câu"), say("Đáp án"), say("Kiểm tra mục tiêu")]
    return [*blocks, table([[text(cell)] for cell in head], rows, [0.8, 1.6, 5])]
