"""The check that needs no trust: a record against the digest that the reader has on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from danaya.engines.language import Problem, Text
from danaya.engines.seals.canonical import Canonical
from danaya.engines.seals.chain import START, Head, link_digest
from danaya.engines.seals.chain import verify as broken_at
from danaya.engines.seals.offline import PAGE_MARK, language_of_page, offline_copy, record_in_page
from danaya.engines.seals.plan import Part, plan_table, table_digest
from danaya.engines.seals.printed import is_digest, plain, printed
from danaya.engines.seals.reading import read_record, take
from danaya.engines.seals.record import Record
from danaya.engines.seals.register import PUT, SIGNATURE, Signature, answers_in, opens, read_signature
from danaya.engines.seals.verdict import Change, Check, Verdict

NOT_READ = ("record-too-large", "record-too-deep", "record-absent", "record-version")
"""Refusals that say nothing against the record: it was not looked at."""


def verify(source: object, anchor: str | Sequence[str] = ()) -> Verdict:
    """Check a record, trusting nothing but the digests that the reader typed from paper.

    Parameters
    ----------
    source
        A record's file (bytes, text, path), what its JSON says, a ``Record``, or the page that opens offline.
    anchor
        Digests in short or long form, as printed on the signed text or on the receipt of a signature (the digest of its entry);
        each must be found.

    Returns
    -------
    Verdict
        Never raises, whatever the source holds. ``holds`` is true only if every check holds and the anchors reach to the last entry.
        The digest of the text proves the text and the history it names; a receipt proves the register up to its entry, and
        the text if that entry is about it (an older text, put to signature before, is not what the reader signed). What comes
        after the last of them rests on the word of whoever keeps the register: the outcome is ``PARTLY`` then, and ``covered``
        says where that begins.

    Notes
    -----
    Everything is computed anew from the text and the entries; the digests that the record claims serve to tell where it differs.
    A rewritten history that was chained anew agrees with itself: only an anchor shows it.
    """
    try:
        record, page = _read(source)
    except Problem as problem:
        code = "not-read" if problem.code in NOT_READ else "refused"
        return Verdict((Check("file", code, {"problem": _words(problem)}),))
    case = _Case(record, (anchor,) if isinstance(anchor, str) else tuple(map(str, anchor)))
    checks = [check for look in _LOOKS if (check := look(case)) is not None]
    return Verdict((Check("file", "holds"), *page, *checks), case.covered, record)


@dataclass(frozen=True)
class _Case:
    """A record with what is computed from it, once."""

    record: Record
    given: tuple[str, ...]

    @cached_property
    def typed(self) -> tuple[str, ...] | Problem:
        """The digests that were typed, as they were printed, or why one of them is none."""
        try:
            return tuple(plain(one) for one in self.given if one.strip())
        except Problem as problem:
            return problem

    @cached_property
    def table(self) -> tuple[Part, ...] | Problem:
        """The digests of the parts as the text gives them, or why it gives none."""
        try:
            return () if self.record.plan is None else plan_table(self.record.plan)
        except Problem as problem:
            return problem

    @cached_property
    def digest(self) -> str:
        """The digest that the text gives; empty for none."""
        return table_digest(self.table) if isinstance(self.table, tuple) and self.table else ""

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests that the entries give, whatever they claim; up to the first that cannot be sealed."""
        before, found = START, []
        for place, link in enumerate(self.record.links):
            try:
                before = link_digest(place, before, link.payload)
            except Problem:
                break
            found.append(before)
        return tuple(found)

    @cached_property
    def broken(self) -> int | None:
        """The first place where the chain is broken."""
        try:
            return broken_at(self.record.links)
        except Problem:
            return len(self.digests)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """How the text differs from the table of its parts."""
        return () if isinstance(self.table, Problem) else _differences(self.record.table, self.table)

    @cached_property
    def acts(self) -> tuple[tuple[int, Mapping[str, Canonical]], ...]:
        """The acts that the register says, each with its place."""
        payloads = ((place, link.payload) for place, link in enumerate(self.record.links))
        return tuple((place, one) for place, one in payloads if isinstance(one, Mapping) and one.get("act") in _ACTS)

    @cached_property
    def answers(self) -> Mapping[int, tuple[int, bool]]:
        """What bodies said of sheets entered for them."""
        return answers_in([link.payload for link in self.record.links])

    @property
    def named(self) -> Head | None:
        """The history that the text names."""
        return None if self.record.plan is None else self.record.plan.history

    @property
    def proves_history(self) -> bool:
        """Whether the history that the text names is that of the register."""
        return self.named is not None and _head_at(self.digests, self.named.length) == self.named

    @cached_property
    def forms(self) -> Mapping[str, int]:
        """Each digest that may be typed, in both forms, with the number of entries that it proves."""
        named = self.named.length if self.named and self.proves_history else 0
        forms = {form: place + 1 for place, digest in enumerate(self.digests) for form in _both(digest)}
        return {**dict.fromkeys(_both(self.digest), named), **forms}

    @property
    def covered(self) -> int:
        """How many entries, from the first, what was typed proves."""
        typed = () if isinstance(self.typed, Problem) else self.typed
        return max((self.forms.get(one, 0) for one in typed), default=0)


def _read(source: object) -> tuple[Record, tuple[Check, ...]]:
    """Return the record of a source and, where it came in a page, the check of that page."""
    if isinstance(source, Record):
        return source, ()
    taken = take(source)
    if isinstance(taken, str) and taken.lstrip()[:9].lower() == "<!doctype":
        record = read_record(record_in_page(taken))
        return record, (_page(taken, record),)
    return read_record(taken), ()


def _page(html: str, record: Record) -> Check:
    """Compare a page with the one that its record gives: a falsified display or script is seen here."""
    if PAGE_MARK not in html:
        return Check("page", "other-version")
    try:
        expected = offline_copy(record, language_of_page(html))
    except Problem:
        return Check("page", "changed")
    return Check("page", "holds" if html.replace("\r\n", "\n") == expected else "changed")


def _text(case: _Case) -> Check | None:
    if isinstance(case.table, Problem):
        return Check("text", "refused", {"problem": _words(case.table)})
    if case.record.plan is None and not case.record.table:
        return None
    return Check("text", "changed", changes=case.changes) if case.changes else Check("text", "holds")


def _differences(signed: tuple[Part, ...], found: tuple[Part, ...]) -> tuple[Change, ...]:
    """Return what differs from the signed table, in the order of its parts; moves only where nothing else differs."""
    before = {part.name: part.digest for part in signed}
    after = {part.name: part.digest for part in found}
    changes = [
        Change("missing" if name not in after else "changed", name)
        for name in before
        if before[name] != after.get(name)
    ]
    changes += [Change("added", name) for name in after if name not in before]
    if not changes and signed != found:
        moved = [one.name for one, other in zip(signed, found, strict=False) if one.name != other.name]
        changes = [Change("moved", name) for name in moved] or [
            Change("added", part.name) for part in signed[len(found) :]
        ]
    return tuple(changes)


def _table(case: _Case) -> Check | None:
    if case.record.plan is None and not case.record.table and not case.record.digest:
        return None
    try:
        holds = table_digest(case.record.table) == case.record.digest
    except Problem:
        holds = False
    return Check("table", "holds" if holds else "changed")


def _chain(case: _Case) -> Check:
    if case.broken is None:
        return Check("chain", "holds", {"count": len(case.record.links)})
    return Check("chain", "broken", {"number": case.broken + 1})


def _end(case: _Case) -> Check:
    count = len(case.record.links)
    if _head_at(case.digests, count) == case.record.head:
        return Check("end", "holds")
    return Check("end", "changed", {"expected": case.record.head.length, "found": count})


def _history(case: _Case) -> Check | None:
    if case.record.plan is None:
        return None
    if case.named is None:
        return Check("history", "none")
    return Check("history", "holds" if case.proves_history else "rewritten", {"count": case.named.length})


def _inclusion(case: _Case) -> Check | None:
    if case.record.plan is None:
        return None
    put = [(place, act.get("plan")) for place, act in case.acts if act["act"] == PUT]
    mine = [place for place, plan in put if plan == case.digest]
    if not mine:
        return Check("inclusion", "absent")
    later = [place for place, plan in put if place > mine[-1]]
    if later:
        return Check("inclusion", "later", {"number": mine[-1] + 1, "later": later[0] + 1})
    return Check("inclusion", "holds", {"number": mine[-1] + 1})


def _signatures(case: _Case) -> Check | None:
    """Go through the register as it was written: a signature counts only on a text that was put to signature before.

    One that its body contested counts as none, and may be given anew.
    """
    put: set[Canonical] = set()
    seen: dict[tuple[str, ...], int] = {}
    counts = {True: 0, False: 0}
    contested = {signed: place for signed, (place, ours) in case.answers.items() if not ours}
    for place, act in case.acts:
        if act["act"] == PUT:
            put.add(str(act.get("plan")))
            continue
        try:
            signature = read_signature(act)
        except Problem as problem:
            return Check("signatures", "malformed", {"number": place + 1, "problem": _words(problem)})
        if signature.plan not in put or not _signs_its_part(signature, case):
            return Check("signatures", "unknown-text", {"number": place + 1})
        mark = _mark(signature)
        if mark in seen and contested.get(seen[mark], place) >= place:
            return Check("signatures", "twice", {"number": place + 1})
        seen[mark] = place
        counts[signature.plan == case.digest] += place not in contested
    if not counts[True]:
        return None if case.record.plan is None else Check("signatures", "none")
    return Check("signatures", "holds", {"count": counts[True], "others": counts[False]})


def _signs_its_part(signature: Signature, case: _Case) -> bool:
    """Tell whether what was signed stands in the text; of another text only its digest is known here."""
    if signature.plan != case.digest or not signature.part:
        return True
    return isinstance(case.table, tuple) and Part(signature.part, signature.signed) in case.table


def _mark(one: Signature) -> tuple[str, ...]:
    return one.organisation, one.post, one.plan, one.part, one.stance, one.way


def _openings(case: _Case) -> Check:
    for one in case.record.openings:
        inside = 0 <= one.place < len(case.record.links)
        try:
            right = inside and opens(one, case.record.links[one.place].payload)
        except Problem:
            right = False
        if not right:
            return Check("openings", "wrong", {"number": one.place + 1})
    count = len(case.record.openings)
    return Check("openings", "holds", {"count": count}) if count else Check("openings", "none")


def _anchor(case: _Case) -> Check:
    typed = case.typed
    if isinstance(typed, Problem):
        return Check("anchor", "mistyped", {"problem": _words(typed)})
    if not typed:
        return Check("anchor", "missing")
    unknown = [one for one in typed if one not in case.forms]
    if unknown:
        return _unknown(case, unknown[0])
    return Check("anchor", _how_far(case, typed), {"covered": case.covered, "count": len(case.record.links)})


def _unknown(case: _Case, typed: str) -> Check:
    """Say where the text differs, if the record's own table is the one whose digest was typed: then it can be told."""
    try:
        signed_table = typed in _both(table_digest(case.record.table))
    except Problem:
        signed_table = False
    if signed_table and case.changes:
        return Check("anchor", "text-changed", changes=case.changes)
    return Check("anchor", "wrong")


def _how_far(case: _Case, typed: Sequence[str]) -> str:
    whole = case.covered == len(case.record.links)
    if case.record.plan is None:
        return "register-whole" if whole else "register"
    mine = [case.digests[place] for place, act in case.acts if act.get("plan") == case.digest and place < case.covered]
    if not any(one in _both(digest) for digest in (case.digest, *mine) for one in typed):
        return "history-only"
    return "whole" if whole else "text"


def _both(digest: str) -> tuple[str, ...]:
    return (digest, printed(digest)) if is_digest(digest) else ()


def _head_at(digests: tuple[str, ...], length: int) -> Head | None:
    if not 0 <= length <= len(digests):
        return None
    return Head(length, digests[length - 1]) if length else Head()


def _words(problem: Problem) -> Text:
    return {language: problem.in_language(language) for language in ("fr", "en")}


_ACTS = (PUT, SIGNATURE)
_LOOKS: tuple[Callable[[_Case], Check | None], ...] = (
    _text, _table, _chain, _end, _history, _inclusion, _signatures, _openings, _anchor,
)  # fmt: skip
