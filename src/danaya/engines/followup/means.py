"""Whether a draft says what it costs and how its result will show: budget, baseline, target outside noise."""

from danaya.engines.followup.detectability import (
    ALPHA,
    POWER,
    MeanMeasured,
    ShareMeasured,
    answers_needed,
    detectable_mean,
    detectable_share,
)
from danaya.engines.followup.draft import Budget, Indicator
from danaya.engines.followup.remarks import Percent, Remark
from danaya.engines.language import Text

_WORDS: dict[str, Text] = {
    "budget-missing": {
        "fr": "Le budget manque. Nommez un montant et qui le paie, ou déclarez que cela ne coûte rien.",
        "en": "The budget is missing. Name an amount and who pays it, or declare that it costs nothing.",
    },
    "budget-contradicts": {
        "fr": "Un montant est donné et le coût est déclaré nul. Gardez l'un des deux.",
        "en": "An amount is given and the cost is declared nil. Keep one of the two.",
    },
    "budget-negative": {
        "fr": "Le montant est négatif. Donnez ce que cela coûte.",
        "en": "The amount is negative. Give what it costs.",
    },
    "budget-unsourced": {
        "fr": "Un montant est donné, mais pas qui le paie. Nommez la ligne de budget ou le partenaire.",
        "en": "An amount is given, but not who pays it. Name the budget line or the partner.",
    },
    "indicator-missing": {
        "fr": "Il n'y a pas d'indicateur : le résultat ne se verra pas. Donnez-en un, avec sa valeur de départ et sa cible.",
        "en": "There is no indicator: the result will not show. Give one, with its baseline and its target.",
    },
    "baseline-missing": {
        "fr": "La valeur de départ de « {name} » manque. Mesurez-la avant d'adopter : sans elle, aucun progrès ne se montre.",
        "en": "The baseline of “{name}” is missing. Measure it before adopting: without it no progress can be shown.",
    },
    "baseline-unsourced": {
        "fr": "La valeur de départ de « {name} » n'a pas de source. Dites où elle a été lue (cycle d'enquête, registre, rapport).",
        "en": "The baseline of “{name}” has no source. Say where it was read (survey round, register, report).",
    },
    "target-missing": {
        "fr": "La cible de « {name} » manque. Donnez la valeur à atteindre.",
        "en": "The target of “{name}” is missing. Give the value to reach.",
    },
    "target-is-baseline": {
        "fr": "La cible de « {name} » est sa valeur de départ : rien ne changerait. Donnez une autre cible.",
        "en": "The target of “{name}” is its baseline: nothing would change. Give another target.",
    },
    "reading-missing": {
        "fr": "On ne sait ni où ni quand « {name} » sera lu. Donnez sa source et sa fréquence.",
        "en": "Nobody knows where and when “{name}” will be read. Give its source and its frequency.",
    },
    "share-out-of-scale": {
        "fr": "« {name} » est une part : sa valeur de départ et sa cible sont entre 0 et 1. Corrigez-les.",
        "en": "“{name}” is a share: its baseline and target lie between 0 and 1. Correct them.",
    },
    "target-in-noise": {
        "fr": "Passer de {baseline} à {target} ne se distinguerait pas du hasard : avec {n} réponses, le prochain cycle ne voit qu'à partir de {edge}. {advice}",
        "en": "From {baseline} to {target} could not be told from chance: with {n} answers the next round sees only from {edge} on. {advice}",
    },
    "mean-in-noise": {
        "fr": "Passer de {baseline} à {target} ne se distinguerait pas du hasard : le prochain cycle ne voit qu'un changement d'au moins {change}. Visez plus loin ou interrogez plus de monde.",
        "en": "From {baseline} to {target} could not be told from chance: the next round sees only a change of {change} or more. Aim further or ask more people.",
    },
    "more-answers": {
        "fr": "Visez plus loin, ou obtenez {needed} réponses au prochain cycle.",
        "en": "Aim further, or get {needed} answers in the next round.",
    },
    "no-number": {
        "fr": "Aucun nombre de réponses n'y suffirait : visez plus loin, ou prenez un indicateur qui se compte.",
        "en": "No number of answers would be enough: aim further, or take an indicator that is counted.",
    },
    "nothing-detectable": {
        "fr": "Avec {n} réponses, le prochain cycle ne distinguerait du hasard aucun changement dans ce sens à partir de {baseline}. {advice}",
        "en": "With {n} answers the next round could tell no change in this direction from {baseline} apart from chance. {advice}",
    },
}


def remark(code: str, where: str, **values: object) -> Remark:
    """Return the remark ``code`` of this module."""
    return Remark(code, where, _WORDS[code], values)


def budget(given: Budget | None) -> tuple[Remark, ...]:
    """Return what is wrong with a budget: neither named nor declared nil, both, negative, or with nobody who pays."""
    if given is None or (given.amount is None and not given.nil):
        return (remark("budget-missing", "budget"),)
    if given.nil:
        return (remark("budget-contradicts", "budget"),) if given.amount else ()
    if given.amount is not None and given.amount < 0:
        return (remark("budget-negative", "budget"),)
    return () if given.source.strip() else (remark("budget-unsourced", "budget"),)


def baseline(indicator: Indicator | None) -> tuple[Remark, ...]:
    """Return what an indicator lacks: baseline and its source, target, where and how often it is read."""
    if indicator is None or not indicator.name.strip():
        return (remark("indicator-missing", "indicator"),)
    lacks = {
        "baseline-missing": indicator.baseline is None,
        "baseline-unsourced": indicator.baseline is not None and not indicator.baseline_source.strip(),
        "target-missing": indicator.target is None,
        "target-is-baseline": indicator.target is not None and indicator.target == indicator.baseline,
        "reading-missing": not (indicator.source.strip() and indicator.frequency.strip()),
    }
    return tuple(remark(code, "indicator", name=indicator.name) for code, wrong in lacks.items() if wrong)


def outside_noise(indicator: Indicator | None, alpha: float = ALPHA, power: float = POWER) -> tuple[Remark, ...]:
    """Return a remark where the next round could not tell the target from the baseline; none for what is counted or incomplete.

    Raises
    ------
    Problem
        ``precision-not-positive``, ``level-out-of-range``.
    """
    if indicator is None or indicator.baseline is None or indicator.target in {None, indicator.baseline}:
        return ()
    match indicator.measured:
        case ShareMeasured() as measured:
            return _share_outside_noise(indicator, measured, alpha, power)
        case MeanMeasured() as measured:
            return _mean_outside_noise(indicator, detectable_mean(measured, alpha, power))
    return ()


def _mean_outside_noise(indicator: Indicator, change: float) -> tuple[Remark, ...]:
    start, target = indicator.baseline or 0.0, indicator.target or 0.0
    if abs(target - start) >= change:
        return ()
    values = {"baseline": float(start), "target": float(target), "change": change}
    return (remark("mean-in-noise", "indicator", **values),)


def _share_outside_noise(
    indicator: Indicator, measured: ShareMeasured, alpha: float, power: float
) -> tuple[Remark, ...]:
    start, target = indicator.baseline or 0.0, indicator.target or 0.0
    if not (0 <= start <= 1 and 0 <= target <= 1):
        return (remark("share-out-of-scale", "indicator", name=indicator.name),)
    below, above = detectable_share(start, measured, alpha, power)
    edge = above if target > start else below
    if edge is not None and abs(target - start) >= abs(edge - start):
        return ()
    needed = answers_needed(start, target, measured, alpha, power)
    values: dict[str, object] = {
        "baseline": Percent(start, 1),
        "target": Percent(target, 1),
        "n": measured.n if measured.next_n is None else measured.next_n,
        "advice": remark("more-answers", "", needed=needed) if needed else remark("no-number", ""),
    }
    if edge is None:
        return (remark("nothing-detectable", "indicator", **values),)
    return (remark("target-in-noise", "indicator", **values, edge=Percent(edge, 1)),)
