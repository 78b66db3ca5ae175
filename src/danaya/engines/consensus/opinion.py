"""Groups of like opinion, drawn from the votes alone: a second view, never named as actors, and none under a hundred people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from danaya.engines.consensus.beta import Floats
from danaya.engines.consensus.clustering import Labels, adjusted_rand, cluster, silhouettes
from danaya.engines.consensus.projection import Matrix, matrix_of, project
from danaya.engines.consensus.votes import Votes
from danaya.engines.language import Text

FEWEST_PEOPLE = 100
"""Below, groups change when a few people leave: at 40 people the adjusted Rand index falls to 0.28 in one draw of ten."""
SMALLEST_GROUP = 5
SMALLEST_SHARE = 0.05
KS = (2, 3, 4, 5)
DROPPED = 0.10
REPEATS = 20


class NoMap(StrEnum):
    """Why there are no opinion groups to show."""

    FEW_PEOPLE = "few-people"
    NO_DIFFERENCE = "no-difference"
    SMALL_GROUPS = "small-groups"

    @property
    def text(self) -> Text:
        """The reason in words, with places ``{people}`` and ``{fewest}``."""
        return _REASONS[self]


_REASONS: dict[NoMap, Text] = {
    NoMap.FEW_PEOPLE: {
        "fr": "Pas de carte d'opinions : {people} personnes ont assez voté, il en faut {fewest}. En dessous, les groupes changent dès que quelques-unes partent.",
        "en": "No opinion map: {people} people voted often enough, and {fewest} are needed. Below, groups change as soon as a few of them leave.",
    },
    NoMap.NO_DIFFERENCE: {
        "fr": "Pas de carte d'opinions : les {people} personnes ont voté de la même façon.",
        "en": "No opinion map: the {people} people voted alike.",
    },
    NoMap.SMALL_GROUPS: {
        "fr": "Pas de carte d'opinions : aucun partage des {people} personnes ne donne deux groupes d'au moins 5 % et 5 personnes.",
        "en": "No opinion map: no division of the {people} people gives two groups of at least 5 % and 5 people.",
    },
}


@dataclass(frozen=True, slots=True)
class Division:
    """The people divided into k groups: how well apart, and how far the groups stay the same when a tenth of the people leave.

    ``silhouette`` −1 to 1; ``stability`` and ``worst`` are the mean and the lowest adjusted Rand index over ``repeats`` (1 = the same groups).
    """

    k: int
    sizes: tuple[int, ...]
    silhouette: float
    stability: float
    worst: float
    repeats: int


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """A group that is shown: its voters and where its middle is."""

    number: int
    voters: tuple[str, ...]
    centre: tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class OpinionGroups:
    """The opinion map, or why there is none (``reason``).

    ``people`` = placed voters; ``positions`` (people, 2); ``divisions`` for each k; ``k`` = the division shown: the highest silhouette among
    those with at least two groups that are large enough; ``groups`` = its groups of at least 5 % and 5 people.
    """

    people: tuple[str, ...]
    positions: Floats
    divisions: tuple[Division, ...]
    k: int | None
    groups: tuple[OpinionGroup, ...]
    reason: NoMap | None

    def why_not(self) -> tuple[Text, Mapping[str, int]] | None:
        """The reason as a text with what fills its places; None where there is a map."""
        if self.reason is None:
            return None
        return self.reason.text, {"people": len(self.people), "fewest": FEWEST_PEOPLE}


def opinion_groups(
    votes: Votes, chance: np.random.Generator, *, out: Collection[str] = (), repeats: int = REPEATS
) -> OpinionGroups:
    """Divide the voters by what they voted, into 2 … 5 groups.

    Placed are those with at least min(7, statements) votes. The result is the same for every order of rows; ``chance`` only draws whom the
    stability figure leaves out.

    Parameters
    ----------
    chance
        Source of randomness for the stability figure.
    out
        Statements moderated out: votes on them place nobody.
    repeats
        How often a tenth of the people is left out.
    """
    matrix = matrix_of(votes.without(out))
    people = tuple(votes.voters[number] for number in np.flatnonzero(matrix.enough))
    if len(people) < FEWEST_PEOPLE:
        return _none(people, NoMap.FEW_PEOPLE)
    positions = project(matrix)
    groupings = _groupings(positions)
    if not groupings:
        return _none(people, NoMap.NO_DIFFERENCE)
    divisions = _divisions(matrix, positions, groupings, chance, repeats)
    fit = [each for each in divisions if sum(_is_shown(size, len(people)) for size in each.sizes) >= 2]
    if not fit:
        return OpinionGroups(people, positions, divisions, None, (), NoMap.SMALL_GROUPS)
    k = max(fit, key=lambda each: each.silhouette).k
    return OpinionGroups(people, positions, divisions, k, _shown(people, positions, groupings[k]), None)


def _none(people: tuple[str, ...], reason: NoMap) -> OpinionGroups:
    return OpinionGroups(people, np.zeros((len(people), 2)), (), None, (), reason)


def _groupings(positions: Floats) -> dict[int, Labels]:
    found = {k: cluster(positions, k) for k in KS}
    return {k: labels for k, labels in found.items() if labels is not None}


def _divisions(
    matrix: Matrix, positions: Floats, groupings: dict[int, Labels], chance: np.random.Generator, repeats: int
) -> tuple[Division, ...]:
    likeness: dict[int, list[float]] = {k: [] for k in groupings}
    placed, people = np.flatnonzero(matrix.enough), len(positions)
    for _ in range(repeats):
        gone, stay = np.split(chance.permutation(people), [round(DROPPED * people)])
        again = _groupings(project(matrix.of(np.delete(np.arange(len(matrix.enough)), placed[gone]))))
        for k, labels in groupings.items():
            likeness[k].append(adjusted_rand(labels[np.sort(stay)], again[k]) if k in again else 0.0)
    apart = silhouettes(positions, list(groupings.values()))
    return tuple(
        Division(
            k,
            tuple(int(size) for size in np.bincount(labels)),
            silhouette,
            float(np.mean(likeness[k])) if repeats else float("nan"),
            min(likeness[k], default=float("nan")),
            repeats,
        )
        for (k, labels), silhouette in zip(groupings.items(), apart, strict=True)
    )


def _is_shown(size: int, people: int) -> bool:
    return size >= SMALLEST_GROUP and size >= SMALLEST_SHARE * people


def _shown(people: tuple[str, ...], positions: Floats, labels: Labels) -> tuple[OpinionGroup, ...]:
    groups = []
    for number in range(int(labels.max()) + 1):
        members = np.flatnonzero(labels == number)
        if _is_shown(len(members), len(people)):
            x, y = positions[members].mean(axis=0)
            voters = tuple(people[member] for member in members)
            groups.append(OpinionGroup(number + 1, voters, (float(x), float(y))))
    return tuple(groups)
