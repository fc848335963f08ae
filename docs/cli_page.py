"""``docs/cli.md``: every command with its arguments and options, and the exit codes, from the program's own help."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from solver.cli import cli

WRITTEN_BY = "<!-- Written by docs/generate.py. Change the commands in solver/cli.py, not this page. -->"
EXIT_CODE = re.compile(r"(\d+) ([^,.]+)")


def cli_page() -> str:
    """The page, from the help texts as they are now."""
    about, codes = _paragraphs(cli)
    with click.Context(cli, info_name="runlift", **cli.context_settings) as context:
        lines = ["# The command line", "", WRITTEN_BY, "", about, ""]
        lines += ["`runlift --help` and `runlift COMMAND --help` say the same on a terminal."]
        for name in cli.list_commands(context):
            lines += ["", *_command(cli.commands[name], context)]
    lines += ["", "## Exit codes", "", "| code | meaning |", "|--|--|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODE.findall(codes)]
    lines += ["", "With several files the highest code counts. Results go to standard output or to files, the rest to"]
    lines += [
        "standard error. Bad input is found in every file before the first is solved, and then nothing is written."
    ]
    return "\n".join(lines) + "\n"


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
                yield f"| `{record[0]}` | {record[1].replace('|', '/')} |"


def _paragraphs(command: click.Command) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")]
