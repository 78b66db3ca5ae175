"""Who signed what and when, as a record says it, how much of that is proven, and what no check of a record can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.language import LANGUAGES, Problem, Text, day_in_words, in_language, typeset
from danaya.engines.seals.canonical import Canonical
from danaya.engines.seals.plan import plan_digest
from danaya.engines.seals.record import Record
from danaya.engines.seals.register import (
    CLOSED,
    ON_PAPER,
    SIGNATURE,
    WITH_RESERVATIONS,
    Opening,
    Signature,
    answers_in,
    opens,
    read_signature,
)
from danaya.engines.seals.verdict import Verdict, harmless
from danaya.engines.seals.wording import STANCES, WAYS


@dataclass(frozen=True, slots=True)
class Told:
    """One signature of a record.

    ``place``: its entry, from 0; ``proven``: whether what the reader typed reaches it; ``mine``: whether it is on the text that
    stands in the record, not on another one; ``opened``: field → text of the closed values that this copy opens, those that are right alone;
    ``answer``: of a sheet that another entered, the entry by which its body answered, from 0, and whether it is its own.
    """

    place: int
    signature: Signature
    proven: bool
    mine: bool
    opened: Mapping[str, str]
    answer: tuple[int, bool] | None = None

    def in_language(self, language: str) -> tuple[str, ...]:
        """Return who, what, how and when in one line, then a line for each thing it carries; harmless to show anywhere."""
        one = self.signature
        who = harmless(f"{one.organisation}, {one.post}") + (
            f" ({harmless(self.opened['person'])})" if "person" in self.opened else ""
        )
        what = in_language(STANCES[one.stance], language) + (f" {harmless(one.part)}" if one.part else "")
        head = _line(
            "head",
            language,
            day=day_in_words(one.day, language),
            who=who,
            what=what,
            way=in_language(WAYS[one.way], language),
        )
        how = _line("proven" if self.proven else "unproven", language, number=self.place + 1)
        return (f"{head} {how}", *self._carried(language))

    def _carried(self, language: str) -> tuple[str, ...]:
        lines = []
        if "reservations" in self.opened:
            text = " / ".join(line for line in self.opened["reservations"].splitlines() if line.strip())
            lines.append(_line("reservations", language, text=harmless(text)))
        elif self.signature.stance == WITH_RESERVATIONS:
            lines.append(_line("closed-reservations", language))
        if self.signature.entered:
            lines.append(self._entered(language))
        if self.signature.scan:
            lines.append(_line("scan", language, digest=self.signature.scan))
        return tuple(lines)

    def _entered(self, language: str) -> str:
        who = harmless(self.signature.entered)
        if self.answer is None:
            return _line("entered", language, who=who)
        place, ours = self.answer
        return _line("entered-confirmed" if ours else "entered-contested", language, who=who, number=place + 1)


def signatures_of(verdict: Verdict) -> tuple[Told, ...]:
    """Return the signatures that a verified record says, in the order of its register; those that cannot be read are passed over."""
    if verdict.record is None:
        return ()
    mine = digest_of(verdict.record)
    answers = answers_in([link.payload for link in verdict.record.links])
    return tuple(
        Told(place, one, place < verdict.covered, one.plan == mine, _opened(verdict.record, place), answers.get(place))
        for place, one in _read(verdict.record)
    )


def digest_of(record: Record) -> str:
    """Return the digest that the text of a record gives, whatever the record claims; empty where there is none."""
    try:
        return "" if record.plan is None else plan_digest(record.plan)
    except Problem:
        return ""


def title_of(record: Record, language: str) -> str:
    """Return the title of a record's plan on one line, harmless to show anywhere; empty for a register alone."""
    return "" if record.plan is None else harmless(" ".join(in_language(record.plan.title, language).split()))


def unchecked(verdict: Verdict) -> tuple[Text, ...]:
    """Return what a verification could not show, in words: what only comparing with something else, or asking somebody, can."""
    record = verdict.record
    if record is None:
        return ()
    signatures, last = signatures_of(verdict), len(record.links)
    papers = sum(one.signature.way == ON_PAPER for one in signatures)
    closed = sum(_closed(one) for one in signatures)
    anchor = next((one.code for one in verdict.checks if one.name == "anchor"), "missing")
    told: tuple[tuple[str, bool, dict[str, object]], ...] = (
        ("alone", anchor in _NOTHING_TYPED, {}),
        (
            "after",
            anchor not in (*_NOTHING_TYPED, *_NOT_FOUND) and verdict.covered < last,
            {"first": verdict.covered + 1, "last": last},
        ),
        ("papers", papers > 0, {"count": papers}),
        ("closed", closed > 0, {"count": closed}),
        ("hands", True, {}),
    )
    return tuple(
        {language: _line(code, language, **values) for language in LANGUAGES} for code, said, values in told if said
    )


def _read(record: Record) -> Sequence[tuple[int, Signature]]:
    found = []
    for place, link in enumerate(record.links):
        if not isinstance(link.payload, Mapping) or link.payload.get("act") != SIGNATURE:
            continue
        try:
            found.append((place, read_signature(link.payload)))
        except Problem:
            continue
    return found


def _opened(record: Record, place: int) -> dict[str, str]:
    payload = record.links[place].payload
    return {one.field: one.text for one in record.openings if one.place == place and _opens(one, payload)}


def _opens(opening: Opening, payload: Canonical) -> bool:
    try:
        return opens(opening, payload)
    except Problem:
        return False


def _closed(one: Told) -> int:
    """Count what a signature holds closed and this copy does not open."""
    return sum(bool(getattr(one.signature, field, "")) and field not in one.opened for field in CLOSED)


def _line(code: str, language: str, **values: object) -> str:
    return typeset(_WORDS[code][language], language).format(**values)


_NOTHING_TYPED, _NOT_FOUND = ("missing", "mistyped"), ("wrong", "text-changed")
_WORDS: Mapping[str, Text] = {
    "head": {"fr": "{day} – {who} : {what}, {way}.", "en": "{day} – {who}: {what}, {way}."},
    "proven": {"fr": "Prouvé (entrée {number}).", "en": "Proven (entry {number})."},
    "unproven": {
        "fr": "Selon ce fichier, non prouvé (entrée {number}).",
        "en": "According to this file, not proven (entry {number}).",
    },
    "reservations": {"fr": "Réserves écrites : {text}", "en": "Written reservations: {text}"},
    "closed-reservations": {
        "fr": "Les réserves écrites ne sont pas jointes à cette copie.",
        "en": "The written reservations are not joined to this copy.",
    },
    "entered": {
        "fr": "Feuille enregistrée par {who}, pas encore confirmée par l'organisation qui l'a signée.",
        "en": "Sheet entered by {who}, not yet confirmed by the organisation that signed it.",
    },
    "entered-confirmed": {
        "fr": "Feuille enregistrée par {who}, confirmée par l'organisation qui l'a signée (entrée {number}).",
        "en": "Sheet entered by {who}, confirmed by the organisation that signed it (entry {number}).",
    },
    "entered-contested": {
        "fr": "Feuille enregistrée par {who}, contestée par l'organisation qu'elle nomme (entrée {number}) : cette signature ne compte pas.",
        "en": "Sheet entered by {who}, contested by the organisation it names (entry {number}): this signature does not count.",
    },
    "scan": {
        "fr": "Empreinte du document numérisé (SHA-256) : {digest}",
        "en": "Digest of the scanned document (SHA-256): {digest}",
    },
    "alone": {
        "fr": "Sans l'empreinte imprimée, seul l'accord du fichier avec lui-même a été vérifié : qui tient le registre peut l'avoir réécrit en entier.",
        "en": "Without the printed digest, only whether the file agrees with itself was checked: whoever keeps the register may have rewritten all of it.",
    },
    "after": {
        "fr": "Les entrées {first} à {last} du registre : l'empreinte saisie ne va pas jusque-là. Celle d'un reçu plus récent les prouve.",
        "en": "Entries {first} to {last} of the register: the digest you typed does not reach them. That of a later receipt proves them.",
    },
    "papers": {
        "fr": "Documents signés sur papier, absents de ce fichier : {count}. Comparez l'empreinte du fichier numérisé avec celle qui est donnée plus haut.",
        "en": "Documents signed on paper, not in this file: {count}. Compare the digest of the scanned file with the one given above.",
    },
    "closed": {
        "fr": "Noms ou réserves que le registre garde fermés et que cette copie n'ouvre pas : {count}.",
        "en": "Names or reservations that the register keeps closed and this copy does not open: {count}.",
    },
    "hands": {
        "fr": "Que chacun a signé de sa main, et que ce que dit le texte est vrai : aucune empreinte ne le montre.",
        "en": "That each one signed with their own hand, and that what the text says is true: no digest shows that.",
    },
}
