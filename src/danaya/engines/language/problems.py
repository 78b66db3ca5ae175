"""A problem a person can mend: what is wrong, where, and what to do, in each language."""

from collections.abc import Iterable

from danaya.engines.language.text import Text, in_language


class Problem(Exception):
    """One thing that is wrong with what was given.

    Parameters
    ----------
    code
        Stable name of the problem, for tests and links (``weight-not-positive``).
    text
        What is wrong and what to do, per language; may hold named ``{places}``.
    where
        Where it stands in what was given (sheet, row, column, key), language-neutral; may be empty.
    values
        What fills the named places.
    """

    def __init__(self, code: str, text: Text, where: str = "", **values: object) -> None:
        self.code = code
        self.text = text
        self.where = where
        self.values = values
        super().__init__(code, where)

    def in_language(self, language: str) -> str:
        """Return the message in ``language``, with where it stands in front."""
        message = in_language(self.text, language).format(**self.values)
        return f"{self.where}: {message}" if self.where else message

    def __str__(self) -> str:
        return self.in_language("en")


class Problems(Exception):
    """Several problems found in one go, so that a person mends them together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(*self.problems)

    def in_language(self, language: str) -> str:
        """Return all messages in ``language``, one a line."""
        return "\n".join(problem.in_language(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.in_language("en")
