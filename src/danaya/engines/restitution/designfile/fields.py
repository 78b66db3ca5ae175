"""Take typed values out of a parsed table, collecting every problem with its key path."""

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar, cast

from danaya.engines.language import LANGUAGES, Problem, Text
from danaya.engines.restitution.study import Code

Choice = TypeVar("Choice", bound=StrEnum)

NEEDED: Text = {
    "fr": "La clé « {key} » manque. Ajoutez-la ({expected}).",
    "en": "The key “{key}” is missing. Add it ({expected}).",
}
WRONG_TYPE: Text = {
    "fr": "La valeur {value} n'est pas de la sorte attendue. Écrivez {expected}.",
    "en": "The value {value} is not of the expected sort. Write {expected}.",
}
NOT_A_CHOICE: Text = {
    "fr": "« {value} » n'est pas un choix. Choisissez parmi : {choices}.",
    "en": "“{value}” is not one of the choices. Choose among: {choices}.",
}
UNKNOWN_KEY: Text = {
    "fr": "La clé « {key} » n'existe pas ici.{hint} Clés possibles : {choices}.",
    "en": "The key “{key}” does not exist here.{hint} Possible keys: {choices}.",
}
EXPECTED: Mapping[str, Text] = {
    "words": {"fr": "un texte entre guillemets", "en": "a text in quotes"},
    "text": {"fr": 'un texte, ou { fr = "…", en = "…" }', "en": 'a text, or { fr = "…", en = "…" }'},
    "integer": {"fr": "un nombre entier", "en": "a whole number"},
    "number": {"fr": "un nombre", "en": "a number"},
    "flag": {"fr": "true ou false", "en": "true or false"},
    "code": {"fr": "un code : nombre ou texte", "en": "a code: number or text"},
    "codes": {"fr": "une liste de codes, comme [1, 2]", "en": "a list of codes, as [1, 2]"},
    "names": {"fr": 'une liste de noms, comme ["region"]', "en": 'a list of names, as ["region"]'},
    "table": {"fr": "une table", "en": "a table"},
    "tables": {"fr": "une liste de tables", "en": "a list of tables"},
}


def localised_problem(code: str, text: Text, where: str, expected: str, **values: object) -> Problem:
    """Return a problem whose ``{expected}`` is worded in each language."""
    words = EXPECTED[expected]
    return Problem(
        code,
        {language: text[language].replace("{expected}", _escape(words[language])) for language in LANGUAGES},
        where,
        **values,
    )


def _escape(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


class Fields:
    """One table of a DESIGN file. What is taken is checked; what is left over at :meth:`finish` is a problem."""

    def __init__(self, table: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        self.table = table
        self.path = path
        self.problems = problems
        self.asked: list[str] = []

    def where(self, key: str) -> str:
        """Return the path of ``key`` from the top of the file."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the table holds ``key``."""
        return key in self.table

    def words(self, key: str, default: str | None = None) -> str:
        """Return a plain text; needed when there is no default."""
        value = self._take(key, "words", needed=default is None)
        return str(self._checked(key, value, str, "words", default or ""))

    def text(self, key: str, *, needed: bool = True) -> Text:
        """Return a text in languages; a plain string stands for all complete languages."""
        value = self._take(key, "text", needed=needed)
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value)
        if value is None:
            return {}
        if isinstance(value, Mapping) and all(isinstance(words, str) for words in value.values()):
            return {str(language): str(words) for language, words in value.items()}
        self.wrong(key, value, "text")
        return {}

    def integer(self, key: str) -> int | None:
        """Return a whole number, or None where the key is not given."""
        value = self._take(key, "integer", needed=False)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.wrong(key, value, "integer")
        return None

    def number(self, key: str) -> float | None:
        """Return a number, or None where the key is not given."""
        value = self._take(key, "number", needed=False)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        self.wrong(key, value, "number")
        return None

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is not given."""
        value = self._take(key, "flag", needed=False)
        return bool(self._checked(key, value, bool, "flag", False))

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """Return a member of the enumeration ``kind``."""
        value = self.words(key, default.value)
        try:
            return kind(value)
        except ValueError:
            self.not_a_choice(key, value, [member.value for member in kind])
            return default

    def code(self, key: str) -> Code | None:
        """Return an answer code; it is needed."""
        value = self._take(key, "code", needed=True)
        if value is None or is_code(value):
            return value  # type: ignore[return-value]
        self.wrong(key, value, "code")
        return None

    def codes(self, key: str) -> tuple[Code, ...]:
        """Return a list of answer codes, empty where the key is not given."""
        value = self._take(key, "codes", needed=False)
        if value is None:
            return ()
        if isinstance(value, list) and all(is_code(code) for code in value):
            return tuple(value)
        self.wrong(key, value, "codes")
        return ()

    def names(self, key: str) -> tuple[str, ...] | None:
        """Return a list of names (one name alone is a list of one), or None where the key is not given."""
        value = self._take(key, "names", needed=False)
        if value is None:
            return None
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            return tuple(value)
        self.wrong(key, value, "names")
        return ()

    def table_of(self, key: str, *, needed: bool = False) -> Mapping[str, object]:
        """Return a table as it stands."""
        value = self._take(key, "table", needed=needed)
        return cast("Mapping[str, object]", self._checked(key, value, Mapping, "table", {}))

    def fields(self, key: str) -> "Fields":
        """Return the table at ``key`` as fields."""
        return Fields(self.table_of(key), self.where(key), self.problems)

    def named(self, key: str) -> list[tuple[str, "Fields"]]:
        """Return the tables under ``[key.name]`` in their order."""
        found = []
        for name, table in self.table_of(key).items():
            if isinstance(table, Mapping):
                found.append((name, Fields(table, f"{self.where(key)}.{name}", self.problems)))
            else:
                self.wrong(f"{key}.{name}", table, "table")
        return found

    def listed(self, key: str) -> list["Fields"]:
        """Return the tables of a list, each with its place (from 1) in its path."""
        value = self._take(key, "tables", needed=False)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(table, Mapping) for table in value):
            self.wrong(key, value, "tables")
            return []
        return [
            Fields(table, f"{self.where(key)}[{place}]", self.problems) for place, table in enumerate(value, start=1)
        ]

    def wrong(self, key: str, value: object, expected: str) -> None:
        """Note that ``key`` holds something of another sort."""
        problem = localised_problem("wrong-type", WRONG_TYPE, self.where(key), expected, value=repr(value)[:60])
        self.problems.append(problem)

    def not_a_choice(self, key: str, value: object, choices: Iterable[object]) -> None:
        """Note that ``key`` holds something that is not among ``choices``."""
        listed = ", ".join(str(choice) for choice in choices)
        self.problems.append(Problem("not-a-choice", NOT_A_CHOICE, self.where(key), value=value, choices=listed))

    def finish(self) -> None:
        """Note every key nobody asked for, with the nearest name that exists."""
        for key in self.table:
            if key not in self.asked:
                self.problems.append(self._unknown(key))

    def _unknown(self, key: str) -> Problem:
        near = difflib.get_close_matches(key, self.asked, n=1)
        hints = {"fr": f" Pensez-vous à « {near[0]} » ?", "en": f" Do you mean “{near[0]}”?"} if near else {}
        text = {language: UNKNOWN_KEY[language].replace("{hint}", hints.get(language, "")) for language in LANGUAGES}
        return Problem("unknown-key", text, self.where(key), key=key, choices=", ".join(self.asked))

    def _take(self, key: str, expected: str, *, needed: bool) -> object:
        self.asked.append(key)
        if key not in self.table and needed:
            self.problems.append(localised_problem("missing-key", NEEDED, self.path or key, expected, key=key))
        return self.table.get(key)

    def _checked(self, key: str, value: object, kind: type[object], expected: str, default: object) -> object:
        if value is None:
            return default
        if isinstance(value, kind):
            return value
        self.wrong(key, value, expected)
        return default


def is_code(value: object) -> bool:
    """Whether ``value`` can be an answer code: a number or a text, never true or false."""
    return isinstance(value, int | float | str) and not isinstance(value, bool)
