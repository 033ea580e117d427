"""Names that exist, for a shell that completes what is typed."""

from __future__ import annotations


def module_ids() -> list[str]:
    from kit.course import Library, working_home

    return Library(working_home()).module_ids


def class_ids() -> list[str]:
    from kit.classroom.folder import class_ids as ids
    from kit.course import Library, working_home

    return ids(Library(working_home()))


def workbook_ids() -> list[str]:
    from kit.course import working_home
    from kit.workbooks import Shelf

    return list(Shelf(working_home()).workbooks)
