"""``docs/cli.md``: every command with its arguments and options, and the exit codes, from the program's own help."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from solver.cli.main import cli

WRITTEN_BY = "<!-- Written by docs/generate.py. Change the commands in solver/cli/, not this page. -->"
EXIT_CODE = re.compile(r"(\d+) ([^,.]+)")


def cli_page() -> str:
    """The page, from the help texts as they are now."""
    about, codes = _paragraphs(cli)
    with click.Context(cli, info_name="runlift", **cli.context_settings) as context:
        lines = ["# The command line", "", WRITTEN_BY, "", about, ""]
        lines += ["`runlift --help` and `runlift COMMAND --help` say the same on a terminal."]
        for command in _commands(cli, context):
            lines += ["", *command]
    lines += ["", "## Exit codes", "", "| code | meaning |", "|--|--|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODE.findall(codes)]
    lines += ["", "With several files the highest code counts. Results go to standard output or to files, the rest to"]
    lines += [
        "standard error. Bad input is found in every file before the first is solved, and then nothing is written.",
        "",
        "Ctrl-C (or SIGTERM) during the search of solve or replan gives the best plan so far, with code 130 (or 143).",
        "After the search the plan is written and shown whole, with the code it would have had; of several files those",
        "not begun are left, with 130 (or 143). A second one stops at once.",
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, context: click.Context) -> Iterator[Iterator[str]]:
    """Each command of a group, and after a group its own."""
    for name in group.list_commands(context):
        command = group.commands[name]
        yield _command(command, context)
        if isinstance(command, click.Group):
            with click.Context(command, parent=context, info_name=name) as inner:
                yield from _commands(command, inner)


def _command(command: click.Command, parent: click.Context) -> Iterator[str]:
    with click.Context(command, parent=parent, info_name=command.name) as context:
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield f"## {context.command_path}"
        yield ""
        yield f"`{usage}`"
        for paragraph in _paragraphs(command):
            yield ""
            yield paragraph
        yield ""
        yield "| option | meaning |"
        yield "|--|--|"
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and record[1]:
                # a table is split at every bar, even within a code span
                option, meaning = (text.replace("|", "/") for text in record)
                yield f"| `{option}` | {meaning} |"


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")]
