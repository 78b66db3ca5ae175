"""``danaya consensus``: votes by declared group → what all share, what divides, Polis's own measures; without Django."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from danaya.cli.parsing import Parser, language_of, seed_number
from danaya.engines.language import LANGUAGES, Problem, Problems, Text, in_language, typeset

PURPOSE: Text = {
    "fr": "Compte les votes par groupe déclaré et dit ce que tous partagent, ce qui divise, et ce que chaque groupe a de propre.",
    "en": "Count votes by declared group and tell what all share, what divides, and what sets each group apart.",
}
AFTER: Text = {
    "fr": "Les champs de --json : docs/reference/command-line.md ; les formules : docs/explanation/statistical-methods.md.",
    "en": "The fields of --json: docs/reference/command-line.md; the formulas: docs/explanation/statistical-methods.md.",
}
HELP: Mapping[str, Text] = {
    "votes": {
        "fr": "voter,statement,vote : 1 d'accord, -1 pas d'accord, 0 passe ; la dernière ligne d'un couple compte",
        "en": "voter,statement,vote: 1 agree, -1 disagree, 0 pass; the last row of a pair counts",
    },
    "groups": {
        "fr": "voter,group : le groupe déclaré de chaque votant",
        "en": "voter,group: the declared group of each voter",
    },
    "statements": {
        "fr": "statement,text_fr,text_en,moderated : -1 écarte un énoncé",
        "en": "statement,text_fr,text_en,moderated: -1 leaves a statement out",
    },
    "opinion_groups": {
        "fr": "aussi les groupes d'opinion (à partir de 100 personnes)",
        "en": "also the groups of opinion (from 100 people on)",
    },
    "duplicates": {
        "fr": "aussi les énoncés qui se ressemblent (demande --statements)",
        "en": "also the statements that resemble each other (needs --statements)",
    },
    "seed": {"fr": "graine du hasard de la stabilité", "en": "seed of the chance behind stability"},
    "json": {"fr": "écrire du JSON", "en": "write JSON"},
    "lang": {"fr": "langue des messages", "en": "language of the messages"},
}
TEXTS_WANTED: Text = {
    "fr": "--duplicates compare des textes. Ajoutez --statements FICHIER.",
    "en": "--duplicates compares texts. Add --statements FILE.",
}


def consensus_command(arguments: list[str]) -> int:
    """Run ``danaya consensus``; return 0, or 2 where something is to be mended (said in words)."""
    language = language_of(arguments)
    options = parser_in(language).parse_args(arguments)
    try:
        if options.duplicates and options.statements is None:
            raise Problem("texts-wanted", TEXTS_WANTED)  # noqa: TRY301 said like all the others
        run(options)
    except (Problem, Problems) as problem:
        print(typeset(problem.in_language(language), language), file=sys.stderr)
        return 2
    return 0


def parser_in(language: str) -> argparse.ArgumentParser:
    """Return the parser, its help in ``language``."""
    words = {name: in_language(text, language) for name, text in HELP.items()}
    parser = Parser.speaking(language, "danaya consensus", PURPOSE, AFTER)
    add = parser.add_argument
    add("votes", type=Path, metavar="VOTES", help=words["votes"])
    add("--groups", type=Path, required=True, metavar="FILE", help=words["groups"])
    add("--statements", type=Path, metavar="FILE", help=words["statements"])
    add("--opinion-groups", action="store_true", help=words["opinion_groups"])
    add("--seed", type=seed_number, default=1, metavar="N", help=words["seed"])
    add("--duplicates", action="store_true", help=words["duplicates"])
    add("--json", action="store_true", help=words["json"])
    add("--lang", choices=LANGUAGES, default=language, help=words["lang"])
    return parser


def run(options: argparse.Namespace) -> None:
    """Read the files, compute, and write to stdout."""
    # The matrices are small: threads of the linear algebra would wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from danaya.cli.consensus_results import as_json, as_lines, consult  # noqa: PLC0415  # slow import
    from danaya.cli.voting_files import read_groups, read_statements, read_votes  # noqa: PLC0415  # slow import

    groups = read_groups(options.groups)
    statements = read_statements(options.statements) if options.statements else ()
    results = consult(
        read_votes(options.votes),
        groups,
        statements,
        seed=options.seed if options.opinion_groups else None,
        duplicates=options.duplicates,
    )
    if options.json:
        json.dump(as_json(results), sys.stdout, ensure_ascii=False, allow_nan=False)
        print()
    else:
        print(typeset("\n".join(as_lines(results, options.lang)), options.lang))
