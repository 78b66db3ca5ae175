"""Keep the catalogues of every Django room: collect msgids, keep translations, compile, check.

    python tools/messages.py              collect and compile every room
    python tools/messages.py people       … of these rooms only
    python tools/messages.py --check      change nothing; exit 1 when anything is missing, fuzzy, left over, stale, or the same
                                          msgid is translated differently in two rooms (of all rooms: Django would show one of them)

Pure Python (no gettext programs): Python sources are read as syntax trees, templates through Django's own lexer.
English needs no translation (its msgids are the words); French must be complete.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "danaya"
STOREYS = ("base", "apps")
LANGUAGES = {
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
SOURCE = "en"

# How many leading arguments each function takes, and what they are: c(ontext), s(ingular), p(lural).
FUNCTIONS = {
    "_": "s", "gettext": "s", "gettext_lazy": "s", "gettext_noop": "s",
    "ngettext": "sp", "ngettext_lazy": "sp", "pgettext": "cs", "pgettext_lazy": "cs",
    "npgettext": "csp", "npgettext_lazy": "csp",
}  # fmt: skip
PLACE = re.compile(r"%\((\w+)\)[a-z]")
UNNAMED = re.compile(r"(?<!%)(?:%%)*%[sdrif](?![a-z])")
BLOCK = re.compile(r"{%-?\s*blocktrans(?:late)?\b([^%]*)%}")
TEMPLATE_CALL = re.compile(
    r"""(?<![\w.])(_|n?p?gettext)\(\s*((?:u?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*,?\s*)+)"""
)
LITERAL = re.compile(r"""u?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")""")


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate, and where it stands."""

    context: str | None
    singular: str
    plural: str
    where: str

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue knows it by."""
        return (self.context, self.singular)


def rooms() -> dict[str, Path]:
    """Return name → folder of every room that may hold texts."""
    found = {
        folder.name: folder
        for storey in STOREYS
        for folder in (PACKAGE / storey).iterdir()
        if (folder / "apps.py").exists()
    }
    return dict(sorted({**found, "web": PACKAGE / "web", "demo": PACKAGE / "demo"}.items()))


def collect(folder: Path) -> list[Message]:
    """Return all messages of a room, in the order of files and lines."""
    messages: list[Message] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if "migrations/" in name or "locale/" in name:
            continue
        if path.suffix == ".py":
            messages += in_python(path.read_text("utf-8"), name)
        elif path.suffix in {".html", ".txt", ".svg"} and "templates/" in name:
            messages += in_template(path.read_text("utf-8"), name)
    return messages


def in_python(source: str, name: str) -> Iterator[Message]:
    """Yield the messages of a Python file; a call whose text is not a literal is none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            parts = FUNCTIONS.get(str(called), "")
            texts = [argument.value for argument in node.args[: len(parts)] if isinstance(argument, ast.Constant)]
            if parts and len(texts) == len(parts) and all(isinstance(text, str) for text in texts):
                yield message(parts, [str(text) for text in texts], f"{name}:{node.lineno}")


def in_template(source: str, name: str) -> Iterator[Message]:
    """Yield the messages of a template."""
    plain = templatize(source, name)
    for call in TEMPLATE_CALL.finditer(plain):
        parts = FUNCTIONS[call[1]]
        texts = [ast.literal_eval(text) for text in LITERAL.findall(call[2])][: len(parts)]
        line = plain.count("\n", 0, call.start()) + 1
        yield message(parts, texts, f"{name}:{line}")


def message(parts: str, texts: list[str], where: str) -> Message:
    """Return the message of one call."""
    given = dict(zip(parts, texts, strict=True))
    return Message(given.get("c"), given["s"], given.get("p", ""), where)


def bad_style(folder: Path, messages: list[Message]) -> list[str]:
    """Return the lines that break the rules: unnamed places, blocks that are not trimmed."""
    lines = [
        f"{folder.name}/{m.where}: name the places of {m.singular!r}" for m in messages if UNNAMED.search(m.singular)
    ]
    untrimmed = [
        f"{folder.name}/{path.name}: blocktranslate without trimmed"
        for path in sorted(folder.rglob("*.html"))
        for block in BLOCK.finditer(path.read_text("utf-8"))
        if "trimmed" not in block[1].split()
    ]
    return lines + untrimmed


def catalogue(folder: Path, language: str) -> Path:
    """Return the file of a room's catalogue."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def merged(folder: Path, language: str, messages: list[Message]) -> polib.POFile:
    """Return the catalogue of today's messages, with the translations it already had."""
    path = catalogue(folder, language)
    before = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    after = polib.POFile(wrapwidth=100)
    after.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for key, found in sorted(grouped(messages).items(), key=lambda item: (item[0][1], item[0][0] or "")):
        after.append(entry_of(found, before.get(key), language))
    return after


def grouped(messages: list[Message]) -> dict[tuple[str | None, str], list[Message]]:
    """Return the messages by what the catalogue knows them by."""
    groups: dict[tuple[str | None, str], list[Message]] = {}
    for one in messages:
        groups.setdefault(one.key, []).append(one)
    return groups


def entry_of(found: list[Message], before: polib.POEntry | None, language: str) -> polib.POEntry:
    """Return the entry of one message; only files are named (line numbers would change with every edit)."""
    first = found[0]
    plural = next((one.plural for one in found if one.plural), "")
    files = sorted({one.where.rpartition(":")[0] for one in found})
    entry = polib.POEntry(msgid=first.singular, msgctxt=first.context, occurrences=[(name, "") for name in files])
    if any(PLACE.search(text) for text in (first.singular, plural)):
        entry.flags = ["python-format"]
    if plural:
        entry.msgid_plural = plural
        kept = before.msgstr_plural if before and before.msgstr_plural else {}
        own = {0: first.singular, 1: plural} if language == SOURCE else {0: "", 1: ""}
        entry.msgstr_plural = {index: kept.get(index) or own[index] for index in (0, 1)}
    else:
        entry.msgstr = (before.msgstr if before else "") or (first.singular if language == SOURCE else "")
    return entry


def faults(name: str, language: str, book: polib.POFile) -> list[str]:
    """Return what is wrong with the translations of a catalogue."""
    lines = []
    for entry in book:
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts):
            lines.append(
                f"{name} {language}: not translated: {entry.msgid!r} ({', '.join(f for f, _ in entry.occurrences)})"
            )
        elif entry.fuzzy:
            lines.append(f"{name} {language}: fuzzy: {entry.msgid!r}")
        elif any(unknown_places(entry, text) for text in texts):
            lines.append(f"{name} {language}: other places than the msgid: {entry.msgid!r}")
    return lines


def unknown_places(entry: polib.POEntry, text: str) -> bool:
    """Return whether a translation names places differently; a singular may leave one out ("one answer")."""
    known = set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural or ""))
    named = set(PLACE.findall(text))
    return not named <= known if entry.msgid_plural else named != known


def compiled(book: polib.POFile) -> bytes:
    """Return the bytes of the ``.mo`` file."""
    return bytes(book.to_binary())


def written(book: polib.POFile) -> str:
    """Return the text of the ``.po`` file."""
    return io.StringIO(str(book)).getvalue().rstrip("\n") + "\n"


def treat(name: str, folder: Path, *, check: bool) -> list[str]:
    """Collect and compile one room, or only compare; return what is wrong."""
    messages = collect(folder)
    lines = bad_style(folder, messages)
    for language in LANGUAGES:
        path = catalogue(folder, language)
        if not messages:
            lines += [f"{name} {language}: catalogue without messages"] if path.exists() else []
            continue
        book = merged(folder, language, messages)
        lines += faults(name, language, book)
        lines += stale(name, path, book) if check else write(path, book)
    return lines


def collisions(known: dict[str, Path]) -> list[str]:
    """Return the msgids that rooms translate differently: Django merges all catalogues, so the earlier room's words stand in both.

    The same word gets the same translation; another meaning a context of its own.
    """
    said: dict[tuple[str | None, ...], dict[str, str]] = {}
    lines = []
    for name, folder in known.items():
        for language in LANGUAGES:
            path = catalogue(folder, language)
            for entry in polib.pofile(str(path)) if path.exists() else ():
                here = " / ".join(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr
                others = said.setdefault((language, entry.msgctxt, entry.msgid), {})
                there = next((room for room, words in others.items() if words != here), None)
                if there:
                    lines.append(
                        f"{name} {language}: {entry.msgid!r} is {here!r} here and {others[there]!r} in {there}: "
                        f"make them equal, or give the later one a context"
                    )
                others[name] = here
    return lines


def stale(name: str, path: Path, book: polib.POFile) -> list[str]:
    """Return which files of a catalogue are not what collecting would write."""
    machine = path.with_suffix(".mo")
    lines = []
    if not path.exists() or path.read_text("utf-8") != written(book):
        lines.append(f"{name}: {path.parent.parent.name}/django.po is not up to date; run tools/messages.py {name}")
    if not machine.exists() or machine.read_bytes() != compiled(book):
        lines.append(f"{name}: {path.parent.parent.name}/django.mo is not up to date; run tools/messages.py {name}")
    return lines


def write(path: Path, book: polib.POFile) -> list[str]:
    """Write a catalogue and its compiled form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(book), "utf-8", newline="\n")
    path.with_suffix(".mo").write_bytes(compiled(book))
    return []


def main() -> int:
    """Do what was asked; return 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", help="names of rooms; all when none is given")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when something is wrong")
    options = parser.parse_args()
    if not settings.configured:
        settings.configure(USE_I18N=False)
    known = rooms()
    wanted = options.rooms or list(known)
    lines = [line for name in wanted for line in treat(name, known[name], check=options.check)]
    if options.check and not options.rooms:
        lines += collisions(known)
    print("\n".join(lines) if lines else f"{len(wanted)} rooms: complete")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
