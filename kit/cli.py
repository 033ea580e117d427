"""The command `kit`: parses, calls one function, shows what it says. The only place that ends the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import cast

import click

from kit import __version__, messages
from kit.errors import ContentError, KitError, UsageError
from kit.line import Group, Option, demand_hyphens, show, told
from kit.messages import say

DONE, AT_FAULT, WRONG_USAGE = 0, 1, 2
COMMANDS = (
    "start",
    "handouts",
    "check",
    "workbooks",
    "classes",
    "serve",
    "preflight",
    "new",
    "take_in",
    "give_out",
    "translate",
)


def tree() -> Group:
    """Every command, in the language in use."""
    commands = [cast(click.Command, import_module(f"kit.commands.{name}").command()) for name in COMMANDS]
    version = Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=say("xem số hiệu bản")
    )
    words = say("Bộ tài liệu tập huấn Dự án 8: một nguồn cho màn hình, giấy in, giảng viên và kết quả")
    return Group("kit", commands, words, params=[version])


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        show(f"kit {__version__}")
        ctx.exit()


def _run(words: Sequence[str]) -> int:
    """Parse, run, show lines as they come; what a command returns at its end says whether something is at fault."""
    demand_hyphens(words)
    try:
        lines = tree().main(args=list(words), prog_name="kit", standalone_mode=False)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        raise told(error, words) from None
    if not isinstance(lines, Iterator):
        return int(lines or DONE)  # help or version was shown
    while True:
        try:
            show(next(lines))
        except StopIteration as end:
            return AT_FAULT if end.value else DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; returns its exit code: 0 done, 1 the content or the data is at fault, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles start in another encoding
    own = words[: words.index("translate")] if "translate" in words else words  # its --lang names a catalogue
    if "--lang" in own[:-1] and own[own.index("--lang") + 1] in messages.LANGUAGES:
        messages.use(own[own.index("--lang") + 1])
    bare = (
        not [word for word in words if word not in ("--lang", *messages.LANGUAGES)]
        and "_KIT_COMPLETE" not in os.environ
    )
    try:
        code = _run(["--help"] if bare else words)
    except UsageError as error:
        show(error, to_error=True)
        return WRONG_USAGE
    except ContentError as error:
        show(say("Nội dung còn lỗi, chưa làm được:"), error, to_error=True)
        return AT_FAULT
    except KitError as error:
        show(error, to_error=True)
        return AT_FAULT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        show(
            say(
                "Máy không cho đọc hoặc ghi tệp{where}: {cause}. Kiểm tra ổ đĩa, quyền, và đóng chương trình đang mở tệp.",
                where=where,
                cause=error.strerror or error,
            ),
            to_error=True,
        )
        return AT_FAULT
    except KeyboardInterrupt:
        show(say("Đã dừng."), to_error=True)
        return AT_FAULT
    return WRONG_USAGE if bare else code


if __name__ == "__main__":
    raise SystemExit(main())
