"""``danaya analyse``: answers and their design → the whole restitution pack, without Django and without an installation."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from danaya.cli.parsing import Parser, language_of
from danaya.engines.language import LANGUAGES, Problem, Problems, Text, day_in_words, in_language, typeset

PURPOSE: Text = {
    "fr": "Analyse les réponses d'une enquête et écrit la restitution : estimations, constats, rapport (HTML, PDF, Word), "
    "diapositives, classeur, page du directeur, et reproduce.R qui recalcule chaque chiffre avec R survey.",
    "en": "Analyse the answers of a survey and write the restitution: estimates, findings, report (HTML, PDF, Word), "
    "slides, workbook, the director's page, and reproduce.R, which recomputes every figure with R survey.",
}
AFTER: Text = {
    "fr": "estimates.csv, reproduce.R et les réponses restent dans l'équipe ; les autres fichiers sont arrondis et protégés. "
    "La forme de DESIGN.toml : docs/reference/design-file.md ; les colonnes de estimates.csv : docs/reference/command-line.md.",
    "en": "estimates.csv, reproduce.R and the answers stay with the team; the other files are rounded and protected. "
    "The form of DESIGN.toml: docs/reference/design-file.md; the columns of estimates.csv: docs/reference/command-line.md.",
}
HELP: Mapping[str, Text] = {
    "answers": {
        "fr": "réponses : CSV, Excel, SPSS (.sav), Stata (.dta) ou Parquet",
        "en": "answers: CSV, Excel, SPSS (.sav), Stata (.dta) or Parquet",
    },
    "design": {
        "fr": "ce qui a été demandé, et comment l'échantillon a été tiré",
        "en": "what was asked, and how the sample was drawn",
    },
    "out": {
        "fr": "dossier de la restitution ; il apparaît entier ou pas du tout",
        "en": "folder of the restitution; it appears whole or not at all",
    },
    "earlier": {
        "fr": "réponses de la ronde précédente, pour les changements",
        "en": "answers of the earlier round, for change",
    },
    "earlier_design": {"fr": "DESIGN de la ronde précédente", "en": "DESIGN of the earlier round"},
    "lang": {"fr": "langue des fichiers et des messages", "en": "language of files and messages"},
    "sheet": {"fr": "feuille du classeur de réponses", "en": "sheet of the workbook of answers"},
    "lenient": {
        "fr": "compter comme manquants les codes absents de l'échelle, au lieu de les refuser",
        "en": "count codes that are not on the scale as missing, instead of refusing them",
    },
    "body": {"fr": "l'administration, en tête des pages", "en": "the administration, at the head of the pages"},
}
PAIRED: Text = {
    "fr": "--earlier et --earlier-design vont ensemble. Ajoutez celui qui manque.",
    "en": "--earlier and --earlier-design go together. Add the missing one.",
}
STEPS: Mapping[str, Text] = {
    "read": {"fr": "lecture des réponses", "en": "reading the answers"},
    "estimate": {"fr": "estimations", "en": "estimates"},
    "protect": {"fr": "protection des petites cases", "en": "protection of small cells"},
    "compare": {"fr": "comparaisons", "en": "comparisons"},
    "find": {"fr": "constats", "en": "findings"},
    "done": {"fr": "fait", "en": "done"},
}
LEFT_OUT: Text = {
    "fr": "Colonne « {column} » : {count} valeurs non comprises, comptées comme manquantes ({values}).",
    "en": "Column “{column}”: {count} values not understood, counted as missing ({values}).",
}
NOBODY: Text = {
    "fr": "{count} lignes n'appartiennent à aucun public, ou ont un poids nul ; elles restent dans le plan, hors des estimations.",
    "en": "{count} rows belong to no audience, or weigh nothing; they stay in the design, out of the estimates.",
}
WRITTEN: Text = {"fr": "{count} constats ; restitution : {folder}", "en": "{count} findings; restitution: {folder}"}


def analyse_command(arguments: list[str]) -> int:
    """Run ``danaya analyse``; return 0, or 2 where something is to be mended (said in words)."""
    language = language_of(arguments)
    options = parser_in(language).parse_args(arguments)
    try:
        if bool(options.earlier) != bool(options.earlier_design):
            raise Problem("earlier-pair", PAIRED)  # noqa: TRY301 said like all the others
        analyse_files(options)
    except (Problem, Problems) as problem:
        print(typeset(problem.in_language(language), language), file=sys.stderr)
        return 2
    return 0


def parser_in(language: str) -> argparse.ArgumentParser:
    """Return the parser, its help in ``language``."""
    words = {name: in_language(text, language) for name, text in HELP.items()}
    parser = Parser.speaking(language, "danaya analyse", PURPOSE, AFTER)
    add = parser.add_argument
    add("answers", type=Path, metavar="ANSWERS", help=words["answers"])
    add("--design", type=Path, required=True, metavar="DESIGN.toml", help=words["design"])
    add("--out", type=Path, required=True, metavar="FOLDER", help=words["out"])
    add("--earlier", type=Path, metavar="ANSWERS", help=words["earlier"])
    add("--earlier-design", type=Path, metavar="DESIGN.toml", help=words["earlier_design"])
    add("--lang", choices=LANGUAGES, default=language, help=words["lang"])
    add("--sheet", metavar="NAME", help=words["sheet"])
    add("--lenient", action="store_true", help=words["lenient"])
    add("--body", default="", metavar="NAME", help=words["body"])
    return parser


def analyse_files(options: argparse.Namespace) -> None:
    """Read, analyse, write, and say what happened on stderr."""
    from danaya.engines.restitution import analyse, read_answers, read_study, write_pack  # noqa: PLC0415  # slow import
    from danaya.engines.restitution.documents.stamping import Letterhead  # noqa: PLC0415  # slow import
    from danaya.engines.restitution.pack.writing import refuse_occupied  # noqa: PLC0415  # slow import

    language, tell = options.lang, progress_in(options.lang)
    refuse_occupied(options.out)
    study = read_study(options.design)
    earlier_study = read_study(options.earlier_design) if options.earlier_design else None
    tell("read", 0.0)
    answers = read_answers(options.answers, options.sheet)
    earlier = read_answers(options.earlier) if options.earlier else None
    for remark in (*answers.remarks, *(earlier.remarks if earlier else ())):
        print(in_language(remark, language), file=sys.stderr)
    analysis = analyse(answers, study, earlier, earlier_study, lenient=options.lenient, progress=scaled(tell, 0.0, 0.4))
    account_for(analysis.account.of_no_audience, analysis.account.not_understood, language)
    now = datetime.now(UTC)
    write_pack(
        analysis,
        options.out,
        language,
        timestamp=now,
        letterhead=Letterhead(body=options.body, date=day_in_words(now, language)),
        answers=answers,
        earlier_answers=earlier,
        lenient=options.lenient,
        progress=scaled(tell, 0.4, 1.0),
    )
    words = WRITTEN[language].format(count=len(analysis.findings), folder=options.out)
    print(typeset(words, language), file=sys.stderr)


Progress = Callable[[str, float], None]


def progress_in(language: str) -> Progress:
    """Return the function that says on stderr what is being done: one line that grows on a terminal, else one a step."""

    def tell(step: str, done: float) -> None:
        words = in_language(STEPS[step], language) if step in STEPS else step
        line = f"{100 * done:3.0f} % {words}"
        if sys.stderr.isatty():
            end = "\n" if done >= 1 else ""
            print(f"\r{typeset(line, language):<60}", end=end, file=sys.stderr, flush=True)
        else:
            print(typeset(line, language), file=sys.stderr, flush=True)

    return tell


def scaled(tell: Progress, start: float, end: float) -> Progress:
    """Return ``tell`` for a part of the work that goes from ``start`` to ``end`` of the whole."""
    return lambda step, done: tell(step, start + (end - start) * done) if step != "done" or end >= 1 else None


def account_for(of_no_audience: int, not_understood: Mapping[str, Mapping[str, int]], language: str) -> None:
    """Say which rows and values were left out."""
    if of_no_audience:
        print(typeset(NOBODY[language].format(count=of_no_audience), language), file=sys.stderr)
    for column, values in not_understood.items():
        shown = ", ".join(list(values)[:8])
        words = LEFT_OUT[language].format(column=column, count=sum(values.values()), values=shown)
        print(typeset(words, language), file=sys.stderr)
