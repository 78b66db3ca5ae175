"""What ``danaya consensus`` computes and how it writes it: JSON with the fields of the reference, or lines for a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from danaya.cli.voting_files import VoteColumns
from danaya.engines.consensus import (
    Agreement,
    Counts,
    Divide,
    Division,
    GroupInformed,
    MajorityShare,
    Moderation,
    NearDuplicate,
    OpinionGroups,
    Representative,
    Shared,
    Stance,
    Statement,
    agreement,
    collect,
    count,
    divides,
    group_informed_consensus,
    majority,
    near_duplicates,
    opinion_groups,
    ranked,
    representative,
    shared,
)
from danaya.engines.language import Text, in_language, interval, number, percent, points

HEADINGS: Mapping[str, Text] = {
    "shared": {"fr": "Partagé par tous", "en": "Shared by all"},
    "unknown": {
        "fr": "Pas encore connus (un groupe au moins ne les a pas vus) : {count}",
        "en": "Not yet known (unseen by at least one group): {count}",
    },
    "divides": {"fr": "Divise", "en": "Divides"},
    "no_divide": {
        "fr": "Aucune différence nette (20 points au moins, q ≤ 5 %).",
        "en": "No clear difference (at least 20 points, q ≤ 5 %).",
    },
    "apart": {"fr": "Propre à {group}", "en": "Sets {group} apart"},
    "opinions": {"fr": "Groupes d'opinion", "en": "Groups of opinion"},
    "alike": {"fr": "Se ressemblent", "en": "Resemble each other"},
}
SENTENCES: Mapping[str, Text] = {
    "shared": {
        "fr": "au moins {lower} dans chaque groupe (le moins sûr : {group}, {share} de {seen})",
        "en": "at least {lower} in each group (least sure: {group}, {share} of {seen})",
    },
    "divides": {
        "fr": "{first} − {second} : {difference}, intervalle à 95 % {interval}, q {q}",
        "en": "{first} − {second}: {difference}, 95% interval {interval}, q {q}",
    },
    "agree": {"fr": "d'accord : {share} de {seen}", "en": "agree: {share} of {seen}"},
    "disagree": {"fr": "pas d'accord : {share} de {seen}", "en": "disagree: {share} of {seen}"},
    "division": {
        "fr": "{k} groupes ({sizes}) : silhouette {silhouette}, stabilité {stability} (au pire {worst}, {repeats} tirages)",
        "en": "{k} groups ({sizes}): silhouette {silhouette}, stability {stability} (at worst {worst}, {repeats} draws)",
    },
    "same": {"fr": "ressemblance {similarity}", "en": "similarity {similarity}"},
    "opposite": {"fr": "ressemblance {similarity}, sens contraire", "en": "similarity {similarity}, opposite sense"},
}

_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")

SHOWN = 10
"""Lines of a list on the screen, at most."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything the command can tell; ``opinions`` and ``alike`` only where asked for."""

    counts: Counts
    agreement: Agreement
    shared: tuple[Shared, ...]
    divides: tuple[Divide | None, ...]
    informed: GroupInformed
    majority: tuple[MajorityShare, ...]
    representative: Mapping[str, tuple[Representative, ...]]
    texts: Mapping[str, Text]
    opinions: OpinionGroups | None
    alike: tuple[NearDuplicate, ...] | None


def consult(
    columns: VoteColumns,
    groups: Mapping[str, str],
    statements: Sequence[Statement] = (),
    *,
    seed: int | None = None,
    duplicates: bool = False,
) -> Results:
    """Compute everything; opinion groups where a ``seed`` is given."""
    votes = collect(columns.voters, columns.statements, columns.values, (each.id for each in statements))
    out = {each.id for each in statements if each.moderation is Moderation.OUT}
    counts = count(votes, groups)
    agreed = agreement(counts)
    return Results(
        counts,
        agreed,
        shared(agreed),
        divides(counts),
        group_informed_consensus(counts),
        majority(count(votes), out),
        representative(counts, out),
        {each.id: each.text for each in statements},
        None if seed is None else opinion_groups(votes, np.random.default_rng(seed), out=out),
        near_duplicates([each for each in statements if each.id not in out]) if duplicates else None,
    )


def as_json(results: Results) -> Json:
    """Return what ``--json`` writes; its fields are in the reference of the command line."""
    found: Json = {
        "statements": [_statement(results, number) for number in range(len(results.counts.statements))],
        "representative": {
            group: [_representative(each) for each in listed] for group, listed in results.representative.items()
        },
        "majority": {
            stance.value: [{"tid": _tid(each.statement), **_share(each)} for each in _listed(results, stance)]
            for stance in Stance
        },
    }
    if results.opinions is not None:
        found["opinion_groups"] = _opinions(results.opinions)
    if results.alike is not None:
        found["duplicates"] = [
            {
                "statements": [each.first, each.second],
                "similarity": each.similarity,
                "opposite": each.opposite,
                "languages": list(each.languages),
                "common": list(each.common),
            }
            for each in results.alike
        ]
    return found


def _statement(results: Results, number: int) -> Json:
    counts, low = results.counts, results.agreement.low
    informed, gap = results.informed, results.divides[number]
    return {
        "id": counts.statements[number],
        "groups": {
            group: {
                "agree": int(counts.agree[row, number]),
                "disagree": int(counts.disagree[row, number]),
                "pass": int(counts.passed[row, number]),
                "seen": int(counts.seen[row, number]),
                "lower": float(low[row, number]) if counts.seen[row, number] else None,
            }
            for row, group in enumerate(counts.groups)
        },
        "shared": results.shared[number].lower,
        "divides": None
        if gap is None
        else {
            "groups": list(gap.groups),
            "difference": gap.difference,
            "low": gap.low,
            "high": gap.high,
            "p": gap.p,
            "q": gap.q,
        },
        "gic": {"agree": float(informed.agree[number]), "disagree": float(informed.disagree[number])},
        "majority": {
            each.stance.value: {**_share(each), "rank": each.rank}
            for each in results.majority[2 * number : 2 * number + 2]
        },
    }


def _tid(statement: str) -> str | int:
    """The statement as Polis writes it: a number where the id is one (and JSON readers keep all its digits)."""
    return int(statement) if _NUMBER.fullmatch(statement) else statement


def _share(each: MajorityShare) -> Json:
    return {"n-success": each.successes, "n-trials": each.seen, "p-success": each.share, "p-test": each.z}


def _representative(each: Representative) -> Json:
    return {
        "tid": _tid(each.statement),
        "repful-for": each.stance.value,
        "n-success": each.successes,
        "n-trials": each.seen,
        "p-success": each.share,
        "p-test": each.z,
        "repness": each.ratio,
        "repness-test": each.ratio_z,
    }


def _listed(results: Results, stance: Stance) -> list[MajorityShare]:
    listed = [each for each in results.majority if each.stance is stance and each.rank is not None]
    return sorted(listed, key=lambda each: each.rank or 0)


def _opinions(found: OpinionGroups) -> Json:
    return {
        "people": len(found.people),
        "reason": None if found.reason is None else found.reason.value,
        "k": found.k,
        "divisions": [
            {
                "k": each.k,
                "sizes": list(each.sizes),
                "silhouette": each.silhouette,
                "stability": each.stability,
                "worst": each.worst,
                "repeats": each.repeats,
            }
            for each in found.divisions
        ],
        "groups": [
            {"number": each.number, "voters": list(each.voters), "centre": list(each.centre)} for each in found.groups
        ],
    }


def as_lines(results: Results, language: str) -> Iterator[str]:
    """Yield what a person reads in a terminal."""
    say = _Speaker(results, language)
    yield from say.shared()
    yield from say.divides()
    yield from say.apart()
    yield from say.opinions()
    yield from say.alike()


class _Speaker:
    """Results in the sentences of one language."""

    def __init__(self, results: Results, language: str) -> None:
        self._results = results
        self._language = language

    def _heading(self, name: str, **values: object) -> str:
        return in_language(HEADINGS[name], self._language).format(**values)

    def _sentence(self, name: str, **values: object) -> str:
        return in_language(SENTENCES[name], self._language).format(**values)

    def _percent(self, share: float) -> str:
        return percent(share, self._language)

    def _number(self, value: float, decimals: int = 2) -> str:
        return number(value, self._language, decimals)

    def _small(self, value: float) -> str:
        return f"= {self._number(value, 3)}" if value >= 0.001 else f"< {self._number(0.001, 3)}"

    def _line(self, statement: str, sentence: str) -> str:
        words = in_language(self._results.texts.get(statement, {}), self._language)
        return f"  {statement}  {words} — {sentence}" if words else f"  {statement}  {sentence}"

    def shared(self) -> Iterator[str]:
        known = ranked(self._results.shared)
        yield self._heading("shared")
        for each in known[:SHOWN]:
            values = {
                "lower": self._percent(each.lower or 0.0),
                "share": self._percent(each.share or 0.0),
                "seen": each.seen,
                "group": each.group,
            }
            yield self._line(each.statement, self._sentence("shared", **values))
        if len(known) < len(self._results.shared):
            yield "  " + self._heading("unknown", count=len(self._results.shared) - len(known))

    def divides(self) -> Iterator[str]:
        clear = [each for each in self._results.divides if each is not None and each.is_clear]
        yield self._heading("divides")
        for each in sorted(clear, key=lambda each: -each.difference)[:SHOWN]:
            values = {
                "first": each.groups[0],
                "second": each.groups[1],
                "difference": points(100 * each.difference, self._language, 0),
                "interval": interval(100 * each.low, 100 * each.high, self._language, 0),
                "q": self._small(each.q),
            }
            yield self._line(each.statement, self._sentence("divides", **values))
        if not clear:
            yield "  " + self._heading("no_divide")

    def apart(self) -> Iterator[str]:
        for group, listed in self._results.representative.items():
            yield self._heading("apart", group=group)
            for each in listed:
                share = self._percent(each.successes / each.seen if each.seen else 0.0)
                yield self._line(each.statement, self._sentence(each.stance.value, share=share, seen=each.seen))

    def opinions(self) -> Iterator[str]:
        found = self._results.opinions
        if found is None:
            return
        yield self._heading("opinions")
        for each in found.divisions:
            yield "  " + self._division(each)
        why = found.why_not()
        if why is not None:
            yield "  " + in_language(why[0], self._language).format(**why[1])

    def _division(self, each: Division) -> str:
        return self._sentence(
            "division",
            k=each.k,
            sizes=", ".join(map(str, each.sizes)),
            silhouette=self._number(each.silhouette),
            stability=self._number(each.stability),
            worst=self._number(each.worst),
            repeats=each.repeats,
        )

    def alike(self) -> Iterator[str]:
        if self._results.alike is None:
            return
        yield self._heading("alike")
        for each in self._results.alike:
            sentence = "opposite" if each.opposite else "same"
            yield f"  {each.first}, {each.second}  {self._sentence(sentence, similarity=self._number(each.similarity))}"
