"""The command line in the user's language: click's commands with our words, examples and causes of error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from kit.errors import UsageError, suggest
from kit.messages import LANGUAGES, say, terminal_text

Lines = Iterator[str]
Judged = Generator[str, None, bool]
"""Lines to show; what the generator returns at its end says whether the content or the data is at fault."""

FILE: click.Path = click.Path(path_type=Path)
DASHES = "–—−"  # what a chat or Word makes of two hyphens


def show(*lines: object, to_error: bool = False) -> None:
    """Every value that reaches a terminal passes here: no sign that moves or repaints it, no password.

    A line that ends in a blank is gone on with by the next one.
    """
    for line in lines:
        text = terminal_text(str(line))
        print(text, end="" if text.endswith(" ") else "\n", file=sys.stderr if to_error else sys.stdout, flush=True)


class Help(click.HelpFormatter):
    """Help whose own few words are in the user's language too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, say("Cách dùng: ") if prefix is None else prefix)


class Context(click.Context):
    formatter_class = Help


class Choice(click.Choice[str]):
    """One of a few words; a wrong one is answered with those that may stand there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            raise click.BadParameter(_none_of(str(value), self.choices), ctx, param)
        return str(value)


class Option(click.Option):
    """`--name VALUE`, told on one line of the help."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        value = "" if self.is_flag else f" {self.make_metavar(ctx)}"
        return ", ".join(self.opts) + value, (self.help or "") + (say(" (phải có)") if self.required else "")


class Argument(click.Argument):
    """A word at its place; `names` offers those that exist to a shell that completes."""

    def __init__(self, name: str, help: str, names: Callable[[], Sequence[str]] | None = None, **attrs: Any) -> None:
        super().__init__([name], help=help, **attrs)
        self.names = names

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        return self.make_metavar(ctx), self.help or ""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        if not self.names:
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(name) for name in self.names() if name.startswith(incomplete)]


def option(name: str, help: str, **attrs: Any) -> Option:
    """A choice that takes a value; “--from source” is `--from`, given to `source`. `attrs` are click's."""
    return Option(name.split(), help=help, **attrs)


def flag(name: str, help: str) -> Option:
    """A choice that is made or not."""
    return Option([name], is_flag=True, help=help)


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    for title, kind in ((say("Tham số"), Argument), (say("Lựa chọn"), Option)):
        if rows := [param.get_help_record(ctx) for param in command.params if isinstance(param, kind) and param.help]:
            with formatter.section(title):
                formatter.write_dl(rows)


def _write_example(command: click.Command, formatter: click.HelpFormatter) -> None:
    if command.epilog:
        formatter.write(f"\n{command.epilog}\n")  # on one line, to be copied


class Command(click.Command):
    """A command: one sentence, an example, its words. `run` takes them by name and gives lines to show."""

    context_class = Context

    def __init__(self, name: str, run: Callable[..., Lines | Judged], params: Sequence[click.Parameter], help: str, example: str) -> None:  # fmt: skip
        own = {name for each in params for name in each.opts}  # a command may have a --lang of its own
        everywhere = [each for each in _everywhere() if not own & set(each.opts)]
        super().__init__(
            name, callback=run, params=[*params, *everywhere], help=_sentence(help), short_help=help,
            epilog=say("Ví dụ: {example}", example=example), options_metavar=say("[LỰA CHỌN]"), add_help_option=False,
            context_settings={"allow_extra_args": True},  # so that we say what is too much
        )  # fmt: skip

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Told with the options, under a heading of ours."""

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            raise click.UsageError(say("không hiểu “{words}”.", words=" ".join(ctx.args)), ctx)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_example(self, formatter)


class Group(click.Group):
    """Commands below a word."""

    context_class = Context

    def __init__(self, name: str, commands: Sequence[click.Command], help: str, example: str = "", params: Sequence[click.Parameter] = ()) -> None:  # fmt: skip
        super().__init__(
            name, commands={str(each.name): each for each in commands}, callback=_demand_command,
            params=[*params, *_everywhere()], invoke_without_command=True, help=_sentence(help), short_help=help,
            epilog=say("Ví dụ: {example}", example=example) if example else None, add_help_option=False,
            options_metavar=say("[LỰA CHỌN]"), subcommand_metavar=say("LỆNH"),
        )  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of a course, not of the alphabet

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Lệnh")):
            formatter.write_dl([(name, each.short_help or "") for name, each in self.commands.items()])
        _write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _write_example(self, formatter)


def _demand_command() -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        raise click.UsageError(say("còn thiếu {detail}.", detail=say("LỆNH")), context)


def _everywhere() -> list[click.Parameter]:
    """What every command takes."""
    language = Option(["--lang"], type=Choice(LANGUAGES), expose_value=False, help=say("ngôn ngữ của lời nhắn: vi hoặc en"))  # fmt: skip
    help_ = Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_help, help=say("xem cách dùng này")
    )
    return [language, help_]


def _help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        show(ctx.get_help())
        ctx.exit()


def _sentence(help: str) -> str:
    return f"{help[0].upper()}{help[1:]}."


def _none_of(typed: str, allowed: Sequence[str]) -> str:
    return say("“{typed}” không dùng được ở đây. Chọn một trong: {allowed}.", typed=typed, allowed=", ".join(allowed))


def told(error: click.ClickException, typed: Sequence[str]) -> UsageError:
    """What is wrong with a command line, and where its help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    said = say("Lệnh “kit {typed}” chưa đúng: {cause}", typed=" ".join(typed), cause=_cause(error))
    path = context.command_path if context else " ".join(["kit", *typed[:1]])
    return UsageError(f"{said}\n{say('Xem cách dùng: {command} --help', command=path)}")


def _cause(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            allowed = (
                error.ctx.command.list_commands(error.ctx) if error.ctx and isinstance(error.ctx.command, Group) else []
            )
            return (
                f"{_none_of(error.command_name, allowed)} {suggest(error.command_name, allowed, others=False)}".strip()
            )
        case click.NoSuchOption():
            near = suggest(error.option_name, list(error.possibilities or ()), others=False)
            return f"{say('không có lựa chọn {detail}.', detail=error.option_name)} {near}".strip()
        case click.MissingParameter(param=click.Argument() as param, ctx=click.Context() as context):
            return say("còn thiếu {detail}.", detail=param.make_metavar(context))
        case click.MissingParameter(param=click.Parameter() as param):
            return say("còn thiếu {detail}.", detail=param.opts[0])
        case click.BadOptionUsage():
            return say("thiếu giá trị sau {detail}.", detail=error.option_name)
        case click.BadParameter(param=click.Option() as param):
            return f"{param.opts[0]}: {error.message}"
        case _:
            return error.message


def demand_hyphens(words: Sequence[str]) -> None:
    """A command pasted from a chat has “–lan” where hyphens were. Raises UsageError with the line as it should be."""
    if any(word[:1] in DASHES and len(word) > 1 for word in words if word):
        mended = " ".join("--" + word.lstrip(DASHES + "-") if word and word[0] in DASHES else word for word in words)
        raise UsageError(
            say("Trong lệnh có dấu gạch dài (–), máy cần hai dấu trừ. Gõ lại: kit {mended}", mended=mended)
        )


def port(typed: str) -> int:
    """A port's number."""
    if not typed.isdecimal() or not 1 <= int(typed) <= 65535:
        raise click.BadParameter(say("Cổng là một số từ 1 đến 65535."))
    return int(typed)


def heads(typed: str) -> int:
    """A number of people."""
    if not typed.isdecimal() or len(typed) > 5:
        raise click.BadParameter(say("“{typed}” không phải số người.", typed=typed[:20]))
    return int(typed)
