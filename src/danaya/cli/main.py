"""The ``danaya`` command: engine commands never load Django, site commands name a data folder."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from danaya import __version__
from danaya.engines.language import Problem, Problems

HEAD = """danaya: what customs officers and traders think about integrity, turned into commitments both sides keep.

Usage: danaya COMMAND [options]      danaya COMMAND --help says more
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it is for, in which module and function, and whether it works on an installation."""

    purpose: str
    module: str
    function: str


ENGINE_COMMANDS = {
    "analyse": Command(
        "a survey's answers and their design → estimates, findings, reports; no installation needed",
        "danaya.cli.analyse",
        "analyse_command",
    ),
    "consensus": Command(
        "votes by declared group → what all share, what divides; no installation needed",
        "danaya.cli.consensus",
        "consensus_command",
    ),
}
SITE_COMMANDS = {
    "demonstration": Command("make the demonstration and open it", "danaya.cli.site", "demonstration_command"),
    "serve": Command("serve an installation: pages and background work", "danaya.cli.site", "serve_command"),
    "backup": Command("write a whole installation to one file", "danaya.cli.site", "backup_command"),
    "restore": Command("fill an empty data folder from a backup", "danaya.cli.site", "restore_command"),
    "migrate": Command("bring an installation's database to this version", "danaya.cli.site", "migrate_command"),
}
COMMANDS = {**ENGINE_COMMANDS, **SITE_COMMANDS}


def main(arguments: list[str] | None = None) -> int:
    """Run the command that was named; return its exit status (2: something to mend, said in words)."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] in ("-h", "--help", "help"):
        print(help_text())
        return 0
    if given[0] == "--version":
        print(f"danaya {__version__}")
        return 0
    if given[0] not in COMMANDS:
        print(f"danaya: « {given[0]} » ?\n\n{help_text()}", file=sys.stderr)
        return 2
    return run(COMMANDS[given[0]], given[1:])


def help_text() -> str:
    """Return what ``danaya --help`` says."""
    width = max(map(len, COMMANDS))
    sections = (("Analysis", ENGINE_COMMANDS), ("Installation", SITE_COMMANDS))
    parts = [
        "\n".join([f"{title}:", *(f"  {name:<{width}}  {command.purpose}" for name, command in commands.items())])
        for title, commands in sections
    ]
    return "\n\n".join([HEAD.rstrip(), *parts])


def run(command: Command, arguments: list[str]) -> int:
    """Load a command and run it; a problem a person can mend is said without a traceback."""
    function: Callable[[list[str]], int] = getattr(import_module(command.module), command.function)
    try:
        return function(arguments)
    except (Problem, Problems) as problem:
        print(f"{problem.in_language('fr')}\n{problem.in_language('en')}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
