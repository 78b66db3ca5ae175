"""``danaya verify``: a federation checks its own signed copy, against paper and without trusting anybody; without Django."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from danaya.cli.parsing import Parser, language_of
from danaya.engines.language import LANGUAGES, Problem, Text, in_language, typeset
from danaya.engines.seals.offline import offline_copy
from danaya.engines.seals.printed import plain, printed
from danaya.engines.seals.reading import LARGEST
from danaya.engines.seals.telling import digest_of, signatures_of, title_of, unchecked
from danaya.engines.seals.verdict import Outcome, Verdict
from danaya.engines.seals.verifying import verify
from danaya.engines.seals.wording import OUTCOMES

PURPOSE: Text = {
    "fr": "Vérifie une copie d'un plan signé contre l'empreinte imprimée sur votre exemplaire : texte, historique, signatures. "
    "Sans réseau, sans installation, sans confiance en qui a remis la copie.",
    "en": "Check a copy of a signed plan against the digest printed on your own one: text, history, signatures. "
    "Without network, without installation, without trust in whoever gave the copy.",
}
AFTER: Text = {
    "fr": "Code de fin : 0 tout est prouvé ; 3 le texte est prouvé et l'historique jusqu'où va votre empreinte ; 1 ce n'est pas ce qui a été "
    "signé ; 2 on ne peut pas le dire. Ce que veut dire chaque réponse : docs/how-to/check-a-signed-copy.md.",
    "en": "Exit status: 0 everything is proven; 3 the text is proven, and the history as far as your digest reaches; 1 it is not what was "
    "signed; 2 it cannot be told. What each answer means: docs/how-to/check-a-signed-copy.md.",
}
HELP: Mapping[str, Text] = {
    "file": {
        "fr": "le dossier du plan (JSON) ou la page qui s'ouvre hors ligne (HTML)",
        "en": "the plan's record (JSON) or the page that opens offline (HTML)",
    },
    "digest": {
        "fr": "empreinte imprimée sur le texte signé ou sur un reçu, courte ou longue, entre guillemets si elle a des espaces. "
        "L'option se répète pour plusieurs empreintes",
        "en": "digest printed on the signed text or on a receipt, short or long, in quotation marks where it has spaces. "
        "The option may be repeated for several digests",
    },
    "page": {
        "fr": "écrire aussi, du dossier lu, une page neuve à lire hors ligne",
        "en": "also write, from the record read, a new page to read offline",
    },
    "lang": {"fr": "langue des messages", "en": "language of the messages"},
}
REFUSALS: Mapping[str, Text] = {
    "file-missing": {
        "fr": "« {path} » n'existe pas. Vérifiez le nom du fichier et son dossier.",
        "en": "“{path}” does not exist. Check the file's name and its folder.",
    },
    "file-is-folder": {
        "fr": "« {path} » est un répertoire. Donnez le fichier qu'il contient.",
        "en": "“{path}” is a folder. Give the file inside it.",
    },
    "file-closed": {
        "fr": "« {path} » ne s'ouvre pas. Vérifiez votre droit de le lire, ou copiez-le ailleurs.",
        "en": "“{path}” cannot be opened. Check your right to read it, or copy it elsewhere.",
    },
    "file-empty": {
        "fr": "« {path} » est vide. Demandez-en une nouvelle copie.",
        "en": "“{path}” is empty. Ask for a new copy.",
    },
    "words-over": {
        "fr": "« {rest} » est de trop. Donnez un seul fichier, et l'empreinte sans espaces ou entre guillemets.",
        "en": "“{rest}” is too much. Give one file, and the digest without spaces or in quotation marks.",
    },
    "page-exists": {
        "fr": "« {path} » existe déjà et reste comme il est. Donnez un autre nom à la page.",
        "en": "“{path}” exists already and stays as it is. Give the page another name.",
    },
    "page-not-written": {
        "fr": "La page « {path} » ne s'écrit pas. Choisissez un dossier où vous pouvez écrire.",
        "en": "The page “{path}” cannot be written. Choose a folder where you may write.",
    },
}
WORDS: Mapping[str, Text] = {
    "nothing": {"fr": "Rien n'a été comparé.", "en": "Nothing was compared."},
    "digest": {"fr": "Empreinte que donne ce texte : {short}", "en": "Digest that this text gives: {short}"},
    "compared": {"fr": "Ce qui a été comparé", "en": "What was compared"},
    "mine": {"fr": "Qui a signé ce texte, et quand", "en": "Who signed this text, and when"},
    "others": {"fr": "Signatures sur d'autres textes", "en": "Signatures on other texts"},
    "unchecked": {"fr": "Ce qui n'a pas pu être vérifié", "en": "What could not be checked"},
    "ask": {
        "fr": "Empreinte imprimée sur votre exemplaire ou votre reçu (Entrée pour s'en passer) : ",
        "en": "Digest printed on your own copy or receipt (Enter to go without): ",
    },
    "without": {
        "fr": 'Pour comparer avec votre exemplaire, ajoutez --digest "EMPREINTE".',
        "en": 'To compare with your own copy, add --digest "DIGEST".',
    },
    "not-written": {
        "fr": "La page n'a pas été écrite : elle montrerait un dossier qui n'est pas conforme.",
        "en": "The page was not written: it would show a record that does not hold.",
    },
    "written": {"fr": "Page écrite : {path}", "en": "Page written: {path}"},
}
STATUSES: Mapping[Outcome, int] = {Outcome.HOLDS: 0, Outcome.FAILS: 1, Outcome.UNDECIDED: 2, Outcome.PARTLY: 3}
"""Exit statuses; what cannot be told and what cannot be read are the same to whoever calls."""
TRIES = 5
"""How often a digest that cannot be one is asked for again."""


def verify_command(arguments: list[str]) -> int:
    """Run ``danaya verify``; return 0 (all proven), 3 (proven in part), 1 (not what was signed), 2 (cannot be told, or something to mend)."""
    language = language_of(arguments)
    parser = parser_in(language)
    options, rest = parser.parse_known_args(arguments)
    if any(one.startswith("-") for one in rest):
        parser.parse_args(arguments)  # ends here, with the words for an unknown option
    try:
        if rest:
            raise _refuse("words-over", rest=" ".join(rest))
        return run(options)
    except Problem as problem:
        print(typeset(problem.in_language(language), language), file=sys.stderr)
        return 2


def parser_in(language: str) -> argparse.ArgumentParser:
    """Return the parser, its help in ``language``."""
    words = {name: in_language(text, language) for name, text in HELP.items()}
    parser = Parser.speaking(language, "danaya verify", PURPOSE, AFTER)
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help=words["file"])
    add("--digest", action="append", metavar='"DIGEST"', help=words["digest"])
    add("--page", type=Path, metavar="FILE", help=words["page"])
    add("--lang", choices=LANGUAGES, default=language, help=words["lang"])
    return parser


def run(options: argparse.Namespace) -> int:
    """Read, compare, say what was found on stdout; return the exit status."""
    content = read_file(options.file)
    verdict = verify(content, options.digest or ())
    if verdict.record is None:
        (check,) = verdict.checks
        print(typeset(f"{options.file}: {check.in_language(options.lang)}", options.lang), file=sys.stderr)
        print(_said("nothing", options.lang), file=sys.stderr)
        return 2
    if not options.digest and (typed := _ask(options.lang)):
        verdict = verify(content, typed)
    print("\n".join(report(verdict, options.lang)))
    if options.page:
        write_page(verdict, options.page, options.lang)
    return STATUSES[verdict.outcome]


def read_file(path: Path) -> bytes:
    """Return the content of a file, one byte more than a record may have at most: the length tells, and the rest stays unread.

    Raises
    ------
    Problem
        ``file-missing``, ``file-is-folder``, ``file-closed``, ``file-empty``.
    """
    try:
        if path.is_dir():
            raise _refuse("file-is-folder", path=path)
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refuse("file-missing", path=path) from None
    except (OSError, ValueError):
        raise _refuse("file-closed", path=path) from None
    if not content.strip():
        raise _refuse("file-empty", path=path)
    return content


def report(verdict: Verdict, language: str) -> Iterator[str]:
    """Give what a verdict says, line by line: verdict, text, comparisons, signatures, what could not be checked."""
    record = verdict.record
    yield in_language(verdict.words, language)
    if record is not None and record.plan is not None:
        yield f"\n{title_of(record, language)}"
        if digest := digest_of(record):
            yield _said("digest", language, short=printed(digest))
    checks = (
        f"{in_language(OUTCOMES[one.outcome], language)} – {one.in_language(language)}" for one in verdict.in_order
    )
    yield from _section("compared", checks, language)
    told = signatures_of(verdict)
    for name, mine in (("mine", True), ("others", False)):
        lines = ("\n    ".join(one.in_language(language)) for one in told if one.mine is mine)
        yield from _section(name, lines, language)
    yield from _section("unchecked", (in_language(one, language) for one in unchecked(verdict)), language)


def write_page(verdict: Verdict, path: Path, language: str) -> None:
    """Write a page of the record that was read where no file stands yet, and say so; none of a record that is false itself.

    Raises
    ------
    Problem
        ``page-exists``, ``page-not-written``; as ``offline_copy``.
    """
    false = any(one.outcome is Outcome.FAILS for one in verdict.checks if one.name != "page")
    if false or verdict.record is None:
        print(_said("not-written", language), file=sys.stderr)
        return
    html = offline_copy(verdict.record, language)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(html)
    except FileExistsError:
        raise _refuse("page-exists", path=path) from None
    except (OSError, ValueError):
        raise _refuse("page-not-written", path=path) from None
    print(_said("written", language, path=path), file=sys.stderr)


def _ask(language: str) -> list[str]:
    """Ask for the digest on a terminal, again where it cannot be one; elsewhere say what goes without it."""
    if not sys.stdin.isatty():
        print(_said("without", language), file=sys.stderr)
        return []
    typed = ""
    for _ in range(TRIES):
        print(_said("ask", language), end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline().strip()
        if not typed:
            return []
        try:
            plain(typed)
            break
        except Problem as problem:
            print(typeset(problem.in_language(language), language), file=sys.stderr)
    return [typed]


def _section(name: str, lines: Iterator[str], language: str) -> Iterator[str]:
    shown = [f"  {line}" for line in lines]
    if shown:
        yield f"\n{_said(name, language)}"
        yield from shown


def _said(name: str, language: str, **values: object) -> str:
    return typeset(in_language(WORDS[name], language).format(**values), language)


def _refuse(code: str, **values: object) -> Problem:
    return Problem(code, REFUSALS[code], "", **values)
