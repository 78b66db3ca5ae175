"""Arguments read and mistakes said in the language of whoever types: the same for every command."""

import argparse
import codecs
import os
import re
import sys
from typing import NoReturn

from danaya.engines.language import LANGUAGES, Text, in_language, typeset

UNFIT: Text = {"fr": "{detail}. Voir {command} --help.", "en": "{detail}. See {command} --help."}
USAGE: Text = {"fr": "utilisation : ", "en": "usage: "}
HELP: Text = {"fr": "montrer cette aide", "en": "show this help"}
PORT: Text = {"fr": "le port : un nombre de 1 à 65535 (8000)", "en": "the port: a number from 1 to 65535 (8000)"}

# What argparse says, and how we say it; what is not here passes as it is.
SAID: tuple[tuple[re.Pattern[str], Text], ...] = tuple(
    (re.compile(pattern), {"fr": french, "en": english})
    for pattern, french, english in (
        (r"the following arguments are required: (.+)", "Il manque : {0}", "Missing: {0}"),
        (r"unrecognized arguments: (.+)", "Option inconnue : {0}", "Unknown option: {0}"),
        (r"argument (\S+): expected one argument", "{0} attend une valeur", "{0} wants a value"),
        (
            r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)",
            "{0} : « {1} » n'existe pas ici. Choisissez : {2}",
            "{0}: “{1}” does not exist here. Choose: {2}",
        ),
        (
            r"argument (\S+): invalid (?:int|port_number|seed_number) value: '(.*)'",
            "{0} : « {1} » n'est pas un nombre qui convient",
            "{0}: “{1}” is not a number that fits",
        ),
        (r"argument (\S+): ignored explicit argument '(.*)'", "{0} ne prend pas de valeur", "{0} takes no value"),
        (
            r"ambiguous option: (\S+) could match (.+)",
            "{0} peut vouloir dire {1} : écrivez l'option entière",
            "{0} could mean {1}: write the option out",
        ),
    )
)


class Parser(argparse.ArgumentParser):
    """A parser that says mistakes in its language, with status 2, and shows its help in it."""

    language = LANGUAGES[0]

    @classmethod
    def speaking(cls, language: str, prog: str, purpose: Text, after: Text | None = None) -> "Parser":
        """Return a parser in ``language`` that knows ``--help``."""
        epilog = in_language(after, language) if after else None
        parser = cls(prog=prog, description=in_language(purpose, language), epilog=epilog, add_help=False)
        parser.language = language
        parser._positionals.title = "arguments"  # the same word in both languages
        parser.add_argument("-h", "--help", action="help", help=in_language(HELP, language))
        return parser

    def format_help(self) -> str:
        """Return the help; its first word too is in the language."""
        return typeset(super().format_help().replace("usage: ", USAGE[self.language], 1), self.language)

    def format_usage(self) -> str:
        """Return one line on how to call the command."""
        return typeset(super().format_usage().replace("usage: ", USAGE[self.language], 1), self.language)

    def error(self, message: str) -> NoReturn:
        detail = said(message, self.language)
        words = UNFIT[self.language].format(detail=detail, command=self.prog)
        print(typeset(f"{self.prog}: {words}", self.language), file=sys.stderr)
        sys.exit(2)


def said(message: str, language: str) -> str:
    """Return a complaint of argparse in ``language``."""
    for pattern, words in SAID:
        if found := pattern.fullmatch(message):
            parts = [part.replace("'", "") for part in found.groups()]
            return in_language(words, language).format(*parts)
    return message


def port_number(text: str) -> int:
    """Return the port ``text`` names.

    Raises
    ------
    ValueError
        Where it is no port: argparse says so.
    """
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def seed_number(text: str) -> int:
    """Return the seed ``text`` names: a whole number from 0 on.

    Raises
    ------
    ValueError
        Where it is none: argparse says so.
    """
    seed = int(text)
    if seed < 0:
        raise ValueError(text)
    return seed


def language_of(arguments: list[str]) -> str:
    """Return the language asked for by ``--lang``, else that of the machine when we speak it, else the first."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        value = arguments[place + 1] if argument == "--lang" and place + 1 < len(arguments) else value
        if value in LANGUAGES:
            return value
    machine = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return machine if machine in LANGUAGES else LANGUAGES[0]


PLAIN = str.maketrans(
    {"\u202f": " ", "\u00a0": " ", "’": "'", "→": ">", "…": "...", "−": "-", "“": '"', "”": '"', "œ": "oe"}
)


def speak_anywhere() -> None:
    """Let messages through to a terminal or file that does not know every sign (a redirected Windows console)."""

    def spell_out(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        plain = error.object[error.start : error.end].translate(PLAIN)
        return plain.encode(error.encoding, "replace").decode(error.encoding), error.end

    codecs.register_error("danaya", spell_out)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="danaya")
