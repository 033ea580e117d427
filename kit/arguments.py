"""argparse that speaks the user's language; what is wrong with a command line is raised, not printed."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from kit.errors import UsageError
from kit.messages import say


class Help(argparse.HelpFormatter):
    """Help whose own few words are in the user's language too."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, say("Cách dùng: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says in the user's language what is wrong with a command line, and where help is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "add_help": False, "formatter_class": Help})
        self._positionals.title, self._optionals.title = say("Tham số"), say("Lựa chọn")
        self.add_argument("-h", "--help", action="help", help=say("xem cách dùng này"))

    def error(self, message: str) -> NoReturn:
        typed = " ".join(sys.argv[1:])
        told = say("Lệnh “kit {typed}” chưa đúng: {cause}", typed=typed, cause=_cause(message))
        raise UsageError(f"{told}\n{say('Xem cách dùng: {command} --help', command=self.prog)}")


def _cause(message: str) -> str:
    """argparse's few complaints in plain words."""
    detail = message.split(":", 1)[-1].strip()
    if "invalid choice" in message:
        typed, _, allowed = detail.removeprefix("invalid choice: ").partition(" (choose from ")
        allowed = allowed.rstrip(")").replace("'", "")
        return say(
            "“{typed}” không dùng được ở đây. Chọn một trong: {allowed}.", typed=typed.strip("'"), allowed=allowed
        )
    if "unrecognized arguments" in message:
        return say("không có lựa chọn {detail}.", detail=detail)
    if "required" in message:
        return say("còn thiếu {detail}.", detail=detail)
    if "expected one argument" in message or "expected at least one argument" in message:
        return say("thiếu giá trị sau {detail}.", detail=message.split(":", 1)[0].replace("argument ", ""))
    return detail


def port(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= 65535:
        raise argparse.ArgumentTypeError(say("Cổng là một số từ 1 đến 65535."))
    return int(typed)
