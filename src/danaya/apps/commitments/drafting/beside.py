"""Remarks and gates as pages show them beside what they are about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from danaya.apps.commitments.actions.rate_commitment import is_rateable
from danaya.apps.commitments.drafting.checking import Checked
from danaya.apps.commitments.drafting.gates import Gate, Gates, gates_of
from danaya.apps.commitments.drafting.languages import CODE as BEHIND
from danaya.apps.commitments.drafting.languages import WORDS
from danaya.apps.commitments.drafting.ratings import ratings_of
from danaya.apps.commitments.models import Commitment, CommitmentState
from danaya.apps.people.access import may
from danaya.apps.people.rights import acting_tenure
from danaya.engines.followup import Remark
from danaya.engines.language import LANGUAGES, in_language

JUDGED = frozenset({CommitmentState.PROPOSED, CommitmentState.ADOPTED, CommitmentState.ABANDONED})


def said_remarks(checked: Checked, language: str) -> dict[str, list[str]]:
    """Return the remarks in words, by the part of the commitment they are about."""
    return {place: [remark.in_language(language) for remark in found] for place, found in checked.beside().items()}


STEPS = "steps"
COLON = {"fr": "\u00a0:", "en": ":"}

FIELDS: dict[str, tuple[str, str]] = {
    "result": ("promise", "result"),
    "problem": ("promise", "problem"),
    "trigger": ("promise", "then"),
    "owner": ("promise", "owner"),
    "indicator": ("measure", "name"),
    "unit": ("measure", "unit"),
    "evidence": ("means", "evidence"),
    "budget": ("means", "budget"),
    "objectives": ("basis", ""),
    "expectations": ("basis", "expectations"),
}
"""Place of a remark → part in which it is mended, field of its form; what is not here is about milestones."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A remark in words, and where it is mended; no address where the reader may not write there."""

    words: str
    address: str
    about: str = ""
    """The milestone it is about, where the words do not say it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads remarks on a commitment: in which language, and whether they may mend it."""

    commitment: Commitment
    language: str
    mends: bool

    def read(self, found: Mapping[str, Sequence[Remark]], told: Collection[str] = ()) -> list[Pointed]:
        """Return remarks by their place as one list, without those whose words are told elsewhere on the page."""
        rows = [self._point(place, remark) for place, remarks in found.items() for remark in remarks]
        return [one for one in rows if one.words not in told]

    def read_gates(self, gates: Gates | None, places: Mapping[str, str]) -> list[tuple[Gate, list[Pointed]]]:
        """Return each gate with what it still asks; ``places``: keys of milestones → ``step_1`` and so on."""
        return [
            (gate, [self._point(places.get(one.where, one.where), one) for one in gate.lacks])
            for gate in (gates.gates if gates else ())
        ]

    def _point(self, place: str, remark: Remark) -> Pointed:
        address = _address(self.commitment, place, remark) if self.mends and place else ""
        milestone = place.startswith("step_") and remark.code != BEHIND
        about = f"{in_language(WORDS[place], self.language)}{COLON[self.language]}" if milestone else ""
        return Pointed(remark.in_language(self.language), address, about)


def reader_of(request: HttpRequest, commitment: Commitment, language: str) -> Reader:
    """Return the viewer of a page as one who reads remarks."""
    return Reader(commitment, language, may(request, "commitments.edit", commitment))


def told_by(gates: Gates | None) -> set[str]:
    """Return what gates say already, in the language of the page."""
    return {words for gate in (gates.gates if gates else ()) for words in gate.said}


def _address(commitment: Commitment, place: str, remark: Remark) -> str:
    part, name = FIELDS.get(place, (STEPS, f"{place}_text" if place.startswith("step_") else ""))
    address = reverse("commitments:edit", args=[commitment.plan_id, commitment.pk, part])
    if remark.code == BEHIND:
        return f"{address}#id_{name}_{LANGUAGES.index(str(remark.values['code']))}"
    return f"{address}#id_{name}_field" if name else address


def behind_in(commitment: Commitment, part: str) -> list[str]:
    """Return the texts of a part that are behind in a language, as :attr:`Commitment.behind` names them."""
    return [name for name in commitment.behind if FIELDS.get(name, (STEPS, ""))[0] == part]


def beside(request: HttpRequest, commitment: Commitment) -> dict[str, Any]:
    """Return gates and ratings of a commitment, as far as the viewer may see them."""
    tenure = acting_tenure(request.user)
    rated = ratings_of(commitment, tenure.post if tenure is not None else None)
    checked = commitment.state == CommitmentState.DRAFT or is_rateable(commitment)
    return {
        "gates": gates_of(commitment) if checked else None,
        "rated": rated if commitment.state in JUDGED else None,
        "may_rate": is_rateable(commitment) and bool(rated.waits_for) and may(request, "commitments.rate", commitment),
    }
