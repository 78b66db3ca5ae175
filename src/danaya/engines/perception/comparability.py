"""Whether two rounds may be compared, and the plain reason when they may not.

A change is shown only after this check: how respondents were selected, how answers were collected, whom the round
covered, who answered, and how each item was worded.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from danaya.engines.language import Text, in_language, typeset
from danaya.engines.perception.design import Selection

MIX_CAUTION = 0.10
"""A group whose share of respondents moved by more than this calls for caution (10 percentage points) …"""
MIX_REFUSED = 0.25
"""… and by more than this, the two rounds asked different people."""
FEW_ANSWERS = 30
"""Below this many respondents a round's change is read with caution."""


class Verdict(IntEnum):
    """May a change be shown? The larger, the worse."""

    COMPARABLE = 0
    CAUTION = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What a round says of itself, for one audience.

    ``mode``, ``coverage``: keys that are equal when nothing changed; empty = not documented. ``mix``: group → share of
    respondents 0–1 (unweighted), grouped by what is known in both rounds (``gender:f``). ``n``: respondents.
    ``recomputable`` is False for results that were only reported.
    """

    selection: Selection
    mode: str = ""
    coverage: str = ""
    mix: Mapping[str, float] = field(default_factory=dict)
    n: int | None = None
    recomputable: bool = True


@dataclass(frozen=True, slots=True)
class Wording:
    """How an item stands in the two rounds: ``asked`` in the earlier one, ``reworded``, its ``scale_changed``."""

    asked: bool = True
    reworded: bool = False
    scale_changed: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that weakens a comparison, as a sentence in each language."""

    code: str
    verdict: Verdict
    text: Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reasons, the gravest first."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Comparability:
    """What may be said of change between two rounds: of the rounds as such, and of each item."""

    rounds: Judgement
    items: Mapping[str, Judgement]

    def factor(self, items: Iterable[str]) -> Judgement:
        """Judge a mean over items: the rounds' verdict, refused once any item of it may not be compared."""
        judged = [self.items[key] for key in items]
        reasons = {reason.code: reason for judgement in judged for reason in judgement.reasons}
        if any(judgement.verdict is Verdict.REFUSED for judgement in judged):
            reasons["factor-items"] = _REASONS["factor-items"]
        return _judge([*self.rounds.reasons, *reasons.values()])


def compare_rounds(
    later: RoundFacts,
    earlier: RoundFacts,
    items: Mapping[str, Wording] | None = None,
    groups: Mapping[str, Text] | None = None,
    untold: Collection[str] = (),
) -> Comparability:
    """Judge whether change between two rounds may be shown.

    Rules: different selection is refused unless both are probability samples or a census; open samples are refused; quota
    samples, another mode or coverage call for caution (another coverage is refused when both are documented and differ);
    a group whose share moved by more than ``MIX_CAUTION`` calls for caution, by more than ``MIX_REFUSED`` it is refused;
    a reworded item, another scale or an item that was not asked is refused for that item. ``groups`` names the groups of
    ``mix`` for the reasons (their keys otherwise); those in ``untold`` are too small to be named with their shares.
    """
    facts = [
        *_judge_selection(later.selection, earlier.selection),
        *_judge_documented("mode", later.mode, earlier.mode, "mode-changed"),
        *_judge_documented("coverage", later.coverage, earlier.coverage, "coverage-changed"),
        *_judge_mix(later.mix, earlier.mix, groups or {}, untold),
        *_judge_size(later, earlier),
    ]
    rounds = _judge(facts)
    judged = {key: _judge([*facts, *_judge_wording(wording)]) for key, wording in (items or {}).items()}
    return Comparability(rounds, judged)


def _judge(reasons: Iterable[Reason]) -> Judgement:
    unique = {reason.code: reason for reason in reasons}
    ordered = tuple(sorted(unique.values(), key=lambda reason: -reason.verdict))
    return Judgement(ordered[0].verdict if ordered else Verdict.COMPARABLE, ordered)


def _judge_selection(later: Selection, earlier: Selection) -> list[Reason]:
    both = {later, earlier}
    if Selection.OPEN in both:
        return [_REASONS["selection-open"]]
    if all(selection.carries_margin for selection in both):
        return []
    return [_REASONS["selection-quota" if later is earlier else "selection-changed"]]


def _judge_documented(name: str, later: str, earlier: str, changed: str) -> list[Reason]:
    if not later or not earlier:
        return [_REASONS[f"{name}-unknown"]]
    return [] if later == earlier else [_REASONS[changed]]


def _judge_mix(
    later: Mapping[str, float], earlier: Mapping[str, float], groups: Mapping[str, Text], untold: Collection[str]
) -> list[Reason]:
    shared = [group for group in later if group in earlier]
    if not shared:
        return [_REASONS["mix-unknown"]]
    worst = max(shared, key=lambda group: abs(later[group] - earlier[group]))
    moved = abs(later[worst] - earlier[worst])
    for limit, code in ((MIX_REFUSED, "mix-refused"), (MIX_CAUTION, "mix-caution")):
        if moved > limit:
            reason = _REASONS[f"{code}-untold" if worst in untold else code]
            filled = {
                language: typeset(
                    text.format(
                        group=in_language(groups.get(worst, worst), language),
                        before=round(100 * earlier[worst]),
                        after=round(100 * later[worst]),
                    ),
                    language,
                )
                for language, text in reason.text.items()
            }
            return [Reason(code, reason.verdict, filled)]
    return []


def _judge_size(later: RoundFacts, earlier: RoundFacts) -> list[Reason]:
    found = []
    if any(facts.n is not None and facts.n < FEW_ANSWERS for facts in (later, earlier)):
        found.append(_REASONS["few-answers"])
    if not (later.recomputable and earlier.recomputable):
        found.append(_REASONS["reported"])
    return found


def _judge_wording(wording: Wording) -> list[Reason]:
    facts = {"not-asked": not wording.asked, "reworded": wording.reworded, "scale-changed": wording.scale_changed}
    return [_REASONS[code] for code, true in facts.items() if true]


def _reason(code: str, verdict: Verdict, fr: str, en: str) -> Reason:
    return Reason(code, verdict, {"fr": typeset(fr, "fr"), "en": en})


_REASONS = {
    reason.code: reason
    for reason in (
        _reason(
            "selection-open",
            Verdict.REFUSED,
            "L'une des deux rondes était ouverte à qui voulait répondre : on ne sait pas si la perception a changé ou si d'autres personnes ont répondu.",
            "One of the two rounds was open to anyone: nobody can tell whether perception changed or other people answered.",
        ),
        _reason(
            "selection-changed",
            Verdict.REFUSED,
            "Les répondants n'ont pas été choisis de la même façon dans les deux rondes : une différence peut venir de ce choix.",
            "Respondents were not selected in the same way in the two rounds: a difference may come from that.",
        ),
        _reason(
            "selection-quota",
            Verdict.CAUTION,
            "Les deux rondes reposent sur des quotas : le changement suppose que, dans chaque quota, les personnes jointes ressemblent aux autres.",
            "Both rounds rest on quotas: the change assumes that within each quota those reached resemble the others.",
        ),
        _reason(
            "mode-changed",
            Verdict.CAUTION,
            "Les réponses n'ont pas été recueillies de la même façon : on répond plus librement seul devant un écran que devant un enquêteur.",
            "Answers were not collected in the same way: people speak more freely alone at a screen than to an interviewer.",
        ),
        _reason(
            "mode-unknown",
            Verdict.CAUTION,
            "Le mode de collecte d'au moins une ronde n'est pas documenté.",
            "How answers were collected is not documented for at least one round.",
        ),
        _reason(
            "coverage-changed",
            Verdict.REFUSED,
            "Les deux rondes ne couvrent pas le même champ (bureaux, régions ou métiers).",
            "The two rounds do not cover the same field (offices, regions or trades).",
        ),
        _reason(
            "coverage-unknown",
            Verdict.CAUTION,
            "Le champ couvert par au moins une ronde n'est pas documenté.",
            "What at least one round covers is not documented.",
        ),
        _reason(
            "mix-refused",
            Verdict.REFUSED,
            "Ce ne sont plus les mêmes personnes qui répondent : {group} passe de {before} à {after} % des répondants.",
            "Different people answer: {group} goes from {before} to {after}% of respondents.",
        ),
        _reason(
            "mix-caution",
            Verdict.CAUTION,
            "La composition des répondants a changé : {group} passe de {before} à {after} % des répondants.",
            "The mix of respondents changed: {group} goes from {before} to {after}% of respondents.",
        ),
        _reason(
            "mix-refused-untold",
            Verdict.REFUSED,
            "Ce ne sont plus les mêmes personnes qui répondent : la part d'un groupe trop petit pour être montré a beaucoup changé.",
            "Different people answer: the share of a group too small to be shown moved much.",
        ),
        _reason(
            "mix-caution-untold",
            Verdict.CAUTION,
            "La composition des répondants a changé : la part d'un groupe trop petit pour être montré n'est plus la même.",
            "The mix of respondents changed: the share of a group too small to be shown is no longer the same.",
        ),
        _reason(
            "mix-unknown",
            Verdict.CAUTION,
            "On ne sait pas si les mêmes groupes ont répondu dans les deux rondes.",
            "Nobody knows whether the same groups answered in both rounds.",
        ),
        _reason(
            "few-answers",
            Verdict.CAUTION,
            "L'une des deux rondes compte moins de 30 réponses.",
            "One of the two rounds has fewer than 30 answers.",
        ),
        _reason(
            "reported",
            Verdict.CAUTION,
            "L'une des deux rondes n'est connue que par son rapport : le changement est montré sans test.",
            "One of the two rounds is known only from its report: the change is shown without a test.",
        ),
        _reason(
            "not-asked",
            Verdict.REFUSED,
            "La question n'a pas été posée dans la ronde précédente.",
            "The question was not asked in the earlier round.",
        ),
        _reason(
            "reworded",
            Verdict.REFUSED,
            "La question a été reformulée : une différence peut venir des mots.",
            "The question was reworded: a difference may come from the words.",
        ),
        _reason(
            "scale-changed",
            Verdict.REFUSED,
            "L'échelle de réponse a changé : les scores ne se comparent pas.",
            "The answer scale changed: the scores do not compare.",
        ),
        _reason(
            "factor-items",
            Verdict.REFUSED,
            "Le facteur ne repose pas sur les mêmes questions dans les deux rondes.",
            "The factor does not rest on the same questions in the two rounds.",
        ),
    )
}
