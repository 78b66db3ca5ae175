"""Two rounds → changes, where they may be shown, and the plain reason where they may not."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from danaya.engines.language import LANGUAGES, Text
from danaya.engines.perception import Judgement, RoundFacts, Verdict, Wording, compare_rounds
from danaya.engines.restitution.analysis.estimating import Estimated
from danaya.engines.restitution.analysis.preparing import audience_of, factors_of
from danaya.engines.restitution.analysis.rows import MODELLED, NOT_COMPARABLE, PUBLISHED, Comparability, EstimateRow
from danaya.engines.restitution.analysis.summing import subtract_independent
from danaya.engines.restitution.analysis.tabulating import GAPPED, gaps_of, rows_of_difference, sides, status_of
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.study import Item, Scale, Study

OTHER_ITEMS: Text = {
    "fr": "les questions de ce facteur ne sont pas les mêmes dans les deux rondes",
    "en": "the questions of this factor are not the same in both rounds",
}
NO_FACTOR_LEFT: Text = {
    "fr": "un facteur au moins n'est pas comparable, donc l'ensemble ne l'est pas non plus",
    "en": "at least one factor is not comparable, so neither are all together",
}


@dataclass(frozen=True)
class Verdicts:
    """Per audience, what may be compared."""

    entries: tuple[Comparability, ...]

    def of(self, audience: str, item: str, factor: str) -> Comparability | None:
        """Return the verdict on an item, a factor (item empty) or all together (both empty)."""
        return self._found.get((audience, item, "" if item else factor))

    @property
    def _found(self) -> Mapping[tuple[str, str, str], Comparability]:
        return {(entry.audience, entry.item, "" if entry.item else entry.factor): entry for entry in self.entries}


def pair_items(later: Study, earlier: Study) -> dict[str, str]:
    """Return the key of each item → that of the item of the earlier round it is compared with."""
    known = {item.key for item in earlier.items}
    paired = {item.key: item.earlier or item.key for item in later.items}
    return {key: other for key, other in paired.items() if other in known}


def judge(later: Estimated, earlier: Estimated, untold: Mapping[str, Collection[str]] | None = None) -> Verdicts:
    """Return what may be compared between two rounds, for each audience both have.

    Parameters
    ----------
    untold
        Audience → groups (``region:5``) whose number of respondents is protected in one of the rounds.
    """
    known = {audience.key for audience in earlier.study.audiences}
    judges = [
        _Judge(later, earlier, audience.key, (untold or {}).get(audience.key, ()))
        for audience in later.study.audiences
        if audience.key in known
    ]
    return Verdicts(tuple(entry for one in judges for entry in one.entries()))


class _Judge:
    """Compares what one audience was asked in two rounds."""

    def __init__(self, later: Estimated, earlier: Estimated, audience: str, untold: Collection[str]) -> None:
        self.audience, self.study = audience, later.study
        self.now = {item.key: item for item in later.study.items if audience in item.audiences}
        self.before = {item.key: item for item in earlier.study.items if audience in item.audiences}
        pairs = pair_items(later.study, earlier.study)
        self.paired = {key: other for key, other in pairs.items() if key in self.now and other in self.before}
        wordings = {
            key: _wording(self.now[key], later.study, self.before[other], earlier.study)
            for key, other in self.paired.items()
        }
        groups = _group_names(later.study)
        self.verdict = compare_rounds(_facts(later, audience), _facts(earlier, audience), wordings, groups, untold)

    def entries(self) -> Iterator[Comparability]:
        for key in self.paired:
            yield self._entry(self.now[key].factor, key, self.verdict.items[key])
        factors = [entry for factor in factors_of(self.study) for entry in self._factor(factor)]
        yield from factors
        if any(not entry.comparable for entry in factors):
            yield Comparability(self.audience, "", "", False, NO_FACTOR_LEFT)
        elif factors:
            yield self._entry("", "", self.verdict.rounds)
        elif self.paired:
            yield self._together("", list(self.now), list(self.before))

    def _factor(self, factor: str) -> Iterator[Comparability]:
        keys, others = (
            [item.key for item in items.values() if item.factor == factor and item.kind == "perception"]
            for items in (self.now, self.before)
        )
        if keys and others:
            yield self._together(factor, keys, others)

    def _together(self, factor: str, keys: list[str], others: list[str]) -> Comparability:
        if {self.paired.get(key) for key in keys} != set(others):
            return Comparability(self.audience, factor, "", False, OTHER_ITEMS)
        return self._entry(factor, "", self.verdict.factor(keys))

    def _entry(self, factor: str, item: str, verdict: Judgement) -> Comparability:
        if verdict.verdict is Verdict.REFUSED:
            return Comparability(self.audience, factor, item, False, verdict.reasons[0].text)
        return Comparability(self.audience, factor, item, True, {}, _joined(reason.text for reason in verdict.reasons))


def _wording(now: Item, study: Study, before: Item, earlier: Study) -> Wording:
    scales = [_worth(study.scales[now.scale]), _worth(earlier.scales[before.scale])]
    return Wording(asked=True, reworded=now.reworded, scale_changed=scales[0] != scales[1])


def _worth(scale: Scale) -> tuple[object, ...]:
    """What makes two scales the same: the scores of their answers in order, and which are favourable."""
    ordered = sorted(scale.scores, key=lambda code: scale.scores[code])
    return tuple((round(scale.scores[code], 6), code in scale.favourable) for code in ordered)


def _facts(estimated: Estimated, audience: str) -> RoundFacts:
    study, prepared = estimated.study, estimated.prepared
    mine = prepared.audience == audience
    mix: dict[str, float] = {}
    for domain in study.domains:
        known = [level for level in prepared.levels[domain.key][mine] if level is not None]
        mix |= {f"{domain.key}:{level}": known.count(level) / len(known) for level in set(known)}
    return RoundFacts(audience_of(study, audience).selection, study.mode, _folded(study.coverage), mix, int(mine.sum()))


def _group_names(study: Study) -> dict[str, Text]:
    return {
        f"{domain.key}:{shown_code(code)}": name for domain in study.domains for code, name in domain.levels.items()
    }


def _joined(texts: Iterable[Text]) -> Text:
    found = list(texts)
    return {language: " ".join(text[language] for text in found) for language in LANGUAGES} if found else {}


def changes(later: Estimated, earlier: Estimated, verdicts: Verdicts) -> Iterator[EstimateRow]:
    """Yield a row for every change, and one with the reason where a change may not be shown."""
    for domain in later.passes:
        if domain and not _same_domain(later.study, earlier.study, domain):
            continue
        for row in (*_plain_changes(later, earlier, domain), *_gap_changes(later, earlier, domain)):
            yield _judged(row, verdicts, later.study)


def _same_domain(later: Study, earlier: Study, key: str) -> bool:
    """Whether both rounds break down by ``key`` with the same levels under the same codes, as far as both have them."""
    found = [next((domain for domain in study.domains if domain.key == key), None) for study in (later, earlier)]
    if found[0] is None or found[1] is None:
        return False
    levels = [{shown_code(code): _folded(name) for code, name in one.levels.items()} for one in found if one]
    return all(levels[0][code] == levels[1][code] for code in levels[0].keys() & levels[1].keys())


def _folded(name: Text) -> str:
    return unicodedata.normalize("NFKD", name.get("fr", "")).encode("ascii", "ignore").decode().casefold().strip()


def _plain_changes(later: Estimated, earlier: Estimated, domain: str) -> Iterator[EstimateRow]:
    now, before = later.passes[domain].estimates, earlier.passes[domain].estimates
    if now is None or before is None:
        return
    terms = _terms(later, earlier)
    found = subtract_independent(now, before, terms)
    if found is not None:
        for row in rows_of_difference(found, later.by_name, "_change", EstimateRow(""), domain):
            yield replace(row, status=_status(later.study, earlier.study, [row.audience]))


def _gap_changes(later: Estimated, earlier: Estimated, domain: str) -> Iterator[EstimateRow]:
    pair = sides(later.study)
    if pair is None or pair != sides(earlier.study):
        return
    now, before = gaps_of(later, domain), gaps_of(earlier, domain)
    if now is None or before is None:
        return
    frame = EstimateRow("", status=_status(later.study, earlier.study, pair))
    found = subtract_independent(now, before, _terms(later, earlier))
    if found is not None:
        yield from rows_of_difference(found, later.by_name, "_gap_change", frame, domain)


def _terms(later: Estimated, earlier: Estimated) -> dict[str, str]:
    """Column of the earlier round → column of the later one that measures the same."""
    pairs = pair_items(later.study, earlier.study)
    known = earlier.by_name
    sensitive, before = ({item.key for item in study.items if item.sensitive} for study in (later.study, earlier.study))
    same = {pairs.get(key) for key in sensitive} == before
    names = {
        f"{one.measure}:{pairs.get(one.item, '')}" if one.item else one.name: one.name
        for one in later.prepared.measured
        if one.measure in GAPPED and (same or one.measure != "silence")
    }
    return {old: new for old, new in names.items() if old in known}


def _status(later: Study, earlier: Study, audiences: Iterable[str]) -> str:
    keys = list(audiences)
    statuses = (status_of(later, keys), status_of(earlier, keys))
    return MODELLED if MODELLED in statuses else PUBLISHED


def _judged(row: EstimateRow, verdicts: Verdicts, study: Study) -> EstimateRow:
    audiences = (row.audience,) if row.audience else sides(study) or ()
    for audience in audiences:
        verdict = verdicts.of(audience, row.item, row.factor)
        if verdict is not None and not verdict.comparable:
            return row.emptied(NOT_COMPARABLE, verdict.reason)
        if verdict is None and not row.measure.startswith("silence"):
            return row.emptied(NOT_COMPARABLE, OTHER_ITEMS)
    return row
