"""Two languages of one text that part: which was not changed since the other was reworded, and what is said of it.

Nothing is translated here and nothing refused: whoever reads one language learns that the other may say something else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from danaya.apps.commitments.models import MOST_MILESTONES, Commitment, Indicator, Milestone
from danaya.engines.followup import Remark
from danaya.engines.language import LANGUAGES, Text

if TYPE_CHECKING:
    from danaya.apps.commitments.actions.draft_commitment import Wording

CODE = "language-behind"

BEHIND: Text = {
    "fr": "{what} : {behind} n'a pas changé depuis que {reworded} a été reformulé. Relisez {behind}.",
    "en": "{what}: {behind} was not changed since {reworded} was reworded. Read {behind} again.",
}

NAMES: Mapping[str, Text] = {
    "fr": {"fr": "le texte français", "en": "the French text"},
    "en": {"fr": "le texte anglais", "en": "the English text"},
}

WORDS: Mapping[str, Text] = {
    "result": {"fr": "Résultat", "en": "Result"},
    "problem": {"fr": "Problème auquel il répond", "en": "Problem it answers"},
    "trigger": {"fr": "Déclencheur", "en": "Trigger"},
    "evidence": {"fr": "Ce que la preuve montrera", "en": "What the evidence will show"},
    "indicator": {"fr": "Indicateur", "en": "Indicator"},
    "unit": {"fr": "Unité", "en": "Unit"},
    **{
        f"step_{place}": {"fr": f"Jalon {place}", "en": f"Milestone {place}"} for place in range(1, MOST_MILESTONES + 1)
    },
}
"""Place of a text as remarks name it → what it is called."""

OWN = ("result", "problem", "trigger", "evidence")
MEASURED = {"indicator": "name", "unit": "unit"}


def texts_of(wording: "Wording") -> dict[str, Text]:
    """Return the texts of a wording by their place; those of milestones by the milestone's key, so that they may change places."""
    found = {name: getattr(wording, name) or {} for name in OWN}
    if wording.measure is not None:
        found |= {place: getattr(wording.measure, name) for place, name in MEASURED.items()}
    return found | {str(step.key): step.text for step in wording.steps if step.key is not None}


def started_texts(parts: Mapping[str, Any]) -> dict[str, Text]:
    """Return the texts of parts that a draft starts with, by the same places."""
    return {name: parts[name] for name in OWN if parts.get(name)}


def texts_now(commitment: Commitment) -> dict[str, Text]:
    """Return the texts of a commitment as its rows hold them, by the same places."""
    found: dict[str, Text] = {name: getattr(commitment, name) for name in OWN}
    row = Indicator.objects.filter(commitment=commitment).first()
    if row is not None:
        found |= {place: getattr(row, name) for place, name in MEASURED.items()}
    return found | {str(step.pk): step.text for step in commitment.milestones.all()}


def behind_of(
    known: Mapping[str, Sequence[str]], before: Mapping[str, Text], after: Mapping[str, Text]
) -> dict[str, list[str]]:
    """Return, by place, the languages whose words were not changed since those of another were.

    Parameters
    ----------
    known
        What was so before this change.
    before, after
        The texts by their place, before and after it. What is new, and what stands in one language only, is behind nothing.
    """
    found = {place: _behind(known.get(place, ()), before.get(place, {}), text) for place, text in after.items()}
    return {place: codes for place, codes in found.items() if codes}


def _behind(known: Iterable[str], before: Text, after: Text) -> list[str]:
    """A language that was behind and is changed catches up; one that is added is a translation; others that change leave the rest behind."""
    codes = {code for code in after if after[code].strip()}
    changed = {code for code in codes if _plain(before.get(code, "")) != _plain(after[code])}
    behind = (set(known) & codes) - changed
    reworded = {code for code in changed if before.get(code, "").strip()} - set(known)
    return sorted(behind | (codes - changed if reworded else set()))


def _plain(words: str) -> str:
    return " ".join(words.split())


def placed(behind: Mapping[str, Sequence[str]], steps: Iterable[Milestone]) -> dict[str, Sequence[str]]:
    """Return what is behind by the places of pages: ``step_2`` for the key of the second milestone."""
    names = {str(step.pk): f"step_{place}" for place, step in enumerate(steps, 1)}
    found = {names.get(key, key): codes for key, codes in behind.items()}
    return {place: found[place] for place in WORDS if place in found}


def behind_remarks(commitment: Commitment, steps: Sequence[Milestone]) -> list[Remark]:
    """Return what is to be read again in another language."""
    return list(remarks_on(placed(commitment.behind, steps)))


def remarks_on(behind: Mapping[str, Sequence[str]]) -> Iterator[Remark]:
    """Yield what is said of texts that are behind, by their place on pages."""
    for place, codes in behind.items():
        for code in codes:
            others = [one for one in LANGUAGES if one not in codes]
            if place in WORDS and code in NAMES and others:
                values = {"what": WORDS[place], "behind": NAMES[code], "reworded": NAMES[others[0]], "code": code}
                yield Remark(CODE, place, BEHIND, values)
