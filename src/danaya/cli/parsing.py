"""Arguments read and mistakes said in the language of whoever types: the same for every engine command."""

import argparse
import os
import sys
from typing import NoReturn

from danaya.engines.language import LANGUAGES, Text

UNFIT: Text = {"fr": "{detail}. Voir {command} --help.", "en": "{detail}. See {command} --help."}


class Parser(argparse.ArgumentParser):
    """A parser that says mistakes in its language, with status 2."""

    language = LANGUAGES[0]

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {UNFIT[self.language].format(detail=message, command=self.prog)}", file=sys.stderr)
        sys.exit(2)


def language_of(arguments: list[str]) -> str:
    """Return the language asked for by ``--lang``, else that of the machine when we speak it, else the first."""
    for place, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        value = arguments[place + 1] if argument == "--lang" and place + 1 < len(arguments) else value
        if value in LANGUAGES:
            return value
    machine = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "")[:2]
    return machine if machine in LANGUAGES else LANGUAGES[0]
