"""Official names and acronyms in each language: what French-speaking customs call SPID is CIPS in English."""

from dataclasses import dataclass
from functools import cache

from danaya.engines.framework.library import read_data, unknown_key
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field; ``acronym`` is empty in a language that has none."""

    key: str
    name: Text
    acronym: Text


@cache
def load_glossary() -> tuple[Term, ...]:
    """Return all terms."""
    return tuple(Term(**row) for row in read_data("glossary")["terms"])


def load_term(key: str) -> Term:
    """Return the term of ``key``.

    Raises
    ------
    Problem
        ``framework-key-unknown``.
    """
    terms = {term.key: term for term in load_glossary()}
    if key not in terms:
        raise unknown_key(key, terms)
    return terms[key]
