"""The ``danaya`` command: engine commands never load Django, site commands name a data folder."""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from danaya import __version__
from danaya.cli.parsing import language_of, speak_anywhere
from danaya.engines.language import Problem, Problems, Text, in_language, typeset

HEAD: Text = {
    "fr": """danaya : ce que douaniers et opérateurs pensent de l'intégrité, devenu engagements que les deux parties tiennent.

Utilisation : danaya COMMANDE [options]      danaya COMMANDE --help en dit plus
""",
    "en": """danaya: what customs officers and traders think about integrity, turned into commitments both sides keep.

Usage: danaya COMMAND [options]      danaya COMMAND --help says more
""",
}
UNKNOWN: Text = {
    "fr": "danaya : « {name} » n'est pas une commande.",
    "en": "danaya: “{name}” is not a command.",
}
UNFORESEEN: Text = {
    "fr": "Une erreur imprévue a arrêté la commande ({what}). Rien de plus n'a été écrit. Le détail, à joindre à une demande d'aide : {file}",
    "en": "An unforeseen error stopped the command ({what}). Nothing more was written. The detail, to go with a call for help: {file}",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it is for, in which module and function, and its exit status after an unforeseen error."""

    purpose: Text
    module: str
    function: str
    unforeseen: int = 1


ENGINE_COMMANDS = {
    "analyse": Command(
        {
            "fr": "réponses d'une enquête et leur plan → estimations, constats, rapports",
            "en": "a survey's answers and their design → estimates, findings, reports",
        },
        "danaya.cli.analyse",
        "analyse_command",
    ),
    "consensus": Command(
        {
            "fr": "votes par groupe déclaré → ce que tous partagent, ce qui divise",
            "en": "votes by declared group → what all share, what divides",
        },
        "danaya.cli.consensus",
        "consensus_command",
    ),
    "verify": Command(
        {
            "fr": "copie d'un plan signé et empreinte imprimée → est-ce ce qui a été signé ?",
            "en": "a signed plan's copy and the printed digest → is it what was signed?",
        },
        "danaya.cli.verify",
        "verify_command",
        unforeseen=2,  # 1 would say that the copy was found to be false
    ),
}
SITE_COMMANDS = {
    "demonstration": Command(
        {"fr": "faire la démonstration et l'ouvrir", "en": "make the demonstration and open it"},
        "danaya.cli.site",
        "demonstration_command",
    ),
    "serve": Command(
        {"fr": "servir une installation : pages et travaux", "en": "serve an installation: pages and background work"},
        "danaya.cli.site",
        "serve_command",
    ),
    "backup": Command(
        {"fr": "écrire une installation entière dans un fichier", "en": "write a whole installation to one file"},
        "danaya.cli.site",
        "backup_command",
    ),
    "restore": Command(
        {
            "fr": "remplir un dossier de données vide d'une sauvegarde",
            "en": "fill an empty data folder from a backup",
        },
        "danaya.cli.site",
        "restore_command",
    ),
    "sheet": Command(
        {
            "fr": "un code pour qui ne peut plus se connecter",
            "en": "a code for somebody who cannot sign in any more",
        },
        "danaya.cli.sheet",
        "sheet_command",
    ),
    "migrate": Command(
        {
            "fr": "porter la base d'une installation à cette version",
            "en": "bring an installation's database to this version",
        },
        "danaya.cli.site",
        "migrate_command",
    ),
}
COMMANDS = {**ENGINE_COMMANDS, **SITE_COMMANDS}
SECTIONS: tuple[tuple[Text, dict[str, Command]], ...] = (
    ({"fr": "Sans installation :", "en": "Without an installation:"}, ENGINE_COMMANDS),
    ({"fr": "Installation :", "en": "Installation:"}, SITE_COMMANDS),
)


ENOUGH = 141
"""Exit status where whoever read what is said has closed the pipe (``danaya … | head``): that of a program that the signal ends."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command that was named; return its exit status (2: something to mend, said in words)."""
    speak_anywhere()
    try:
        try:
            return answer(sys.argv[1:] if arguments is None else arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        say_no_more()
        return ENOUGH


def say_no_more() -> None:
    """Send what is still to be said nowhere: the interpreter would complain of it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def answer(given: list[str]) -> int:
    """Run the command that was named, or say what there is."""
    language = language_of(given)
    if not given or given[0] in ("-h", "--help", "help") or given[0].startswith("--lang"):
        print(help_text(language))
        return 0
    if given[0] == "--version":
        print(f"danaya {__version__}")
        return 0
    if given[0] not in COMMANDS:
        unknown = typeset(UNKNOWN[language].format(name=given[0]), language)
        print(f"{unknown}\n\n{help_text(language)}", file=sys.stderr)
        return 2
    return run(COMMANDS[given[0]], given[1:])


def help_text(language: str) -> str:
    """Return what ``danaya --help`` says."""
    width = max(map(len, COMMANDS))
    parts = [
        "\n".join(
            [
                in_language(title, language),
                *(f"  {name:<{width}}  {in_language(command.purpose, language)}" for name, command in commands.items()),
            ]
        )
        for title, commands in SECTIONS
    ]
    return typeset("\n\n".join([HEAD[language].rstrip(), *parts]), language)


def run(command: Command, arguments: list[str]) -> int:
    """Load a command and run it; what goes wrong is said without a traceback."""
    try:
        function: Callable[[list[str]], int] = getattr(import_module(command.module), command.function)
        return function(arguments)
    except (Problem, Problems) as problem:
        for language in ("fr", "en"):
            print(typeset(problem.in_language(language), language), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        raise  # whoever read what is said has read enough
    except Exception as error:  # whatever it is, a person reads this
        kept = keep_traceback()
        for language in ("fr", "en"):
            words = UNFORESEEN[language].format(what=type(error).__name__, file=kept)
            print(typeset(words, language), file=sys.stderr)
        return command.unforeseen


def keep_traceback() -> Path:
    """Write the traceback of the error in hand to a file of its own; return where."""
    with tempfile.NamedTemporaryFile("w", prefix="danaya-", suffix=".txt", delete=False, encoding="utf-8") as kept:
        kept.write(traceback.format_exc())
    return Path(kept.name)


if __name__ == "__main__":
    sys.exit(main())
