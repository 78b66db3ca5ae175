"""What a verification found: each check with its outcome, in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.seals.record import Record
from danaya.engines.seals.wording import CHANGES, CHECKS, HEADLINES, PREAMBLE_NAME


class Outcome(StrEnum):
    """``UNDECIDED``: what was given does not suffice to tell. ``PARTLY``: true as far as it can be told, and that is not to the end."""

    HOLDS = "holds"
    PARTLY = "partly"
    FAILS = "fails"
    UNDECIDED = "undecided"


LONGEST_NAME, MOST_NAMED = 60, 12
"""Signs of a reference and number of references that the words of one check repeat."""

_HARMFUL = re.compile("[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a forged record could make a terminal or a page do with the words of its own verdict."""


def harmless(text: str) -> str:
    """Return one line of text that came from a record, without what could give orders to a terminal or a page."""
    return _HARMFUL.sub("\ufffd", text)


_WORST_FIRST = (Outcome.FAILS, Outcome.UNDECIDED, Outcome.PARTLY)


@dataclass(frozen=True, slots=True)
class Change:
    """How a part of the text differs from what was signed: ``changed``, ``missing``, ``added``, ``moved``; name ``""``: preamble."""

    kind: str
    name: str

    def in_language(self, language: str) -> str:
        """Return ``E-07 (modifié)``."""
        name = self.name[:LONGEST_NAME] or in_language(PREAMBLE_NAME, language)
        return f"{name} ({in_language(CHANGES[self.kind], language)})"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what was found (``code``), what fills the places of its words, which parts it points to."""

    name: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Whether it holds."""
        return Outcome(CHECKS[self.name, self.code][0])

    @property
    def words(self) -> Text:
        """What was found and, where it matters, what to do."""
        return {language: self.in_language(language) for language in LANGUAGES}

    def in_language(self, language: str) -> str:
        """Return the words in one language."""
        values = {
            key: in_language(value, language) if isinstance(value, Mapping) else value
            for key, value in self.values.items()
        }
        named = [change.in_language(language) for change in self.changes[:MOST_NAMED]]
        values["where"] = ", ".join([*named, "…"] if len(self.changes) > MOST_NAMED else named)
        return harmless(in_language(CHECKS[self.name, self.code][1], language).format(**values))


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks; how many entries of the register, from the first, what the reader typed proves; what was read, if anything was."""

    checks: tuple[Check, ...]
    covered: int = 0
    record: Record | None = None

    @property
    def outcome(self) -> Outcome:
        """The worst of the checks' outcomes: fails, then undecided, then partly, then holds."""
        found = {check.outcome for check in self.checks}
        return next((one for one in _WORST_FIRST if one in found), Outcome.HOLDS)

    @property
    def holds(self) -> bool:
        """Whether everything in the record, text and register, is shown to be what was signed."""
        return self.outcome is Outcome.HOLDS

    @property
    def holds_as_far_as_covered(self) -> bool:
        """Whether the text and the first ``covered`` entries are shown to be what was signed; entries after them may be anything."""
        return self.outcome in {Outcome.HOLDS, Outcome.PARTLY}

    @property
    def words(self) -> Text:
        """The verdict in one sentence."""
        return HEADLINES[self.outcome]

    @property
    def in_order(self) -> tuple[Check, ...]:
        """The checks as a person wants them: what was typed, then what does not hold, then the rest."""
        return tuple(sorted(self.checks, key=lambda one: (one.name != "anchor", one.outcome is Outcome.HOLDS)))

    def in_language(self, language: str) -> str:
        """Return the verdict and each check, one a line."""
        lines = [in_language(self.words, language), *(check.in_language(language) for check in self.checks)]
        return "\n".join(lines)
