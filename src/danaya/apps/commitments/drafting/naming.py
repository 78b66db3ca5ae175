"""The words of milestones where the engine says their keys: a reader never meets a key."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from danaya.apps.commitments.drafting.words import said
from danaya.apps.commitments.models import Commitment, Milestone
from danaya.engines.followup import Remark
from danaya.engines.language import LANGUAGES, Text

ARROW = " → "


def milestones_of(remarks: Iterable[Remark]) -> dict[str, Milestone]:
    """Return the milestones that remarks name, by their key; no query where they name none."""
    keys = {key for remark in remarks for key in _keys(remark)}
    rows = Milestone.objects.select_related("commitment").filter(pk__in=[UUID(key) for key in keys]) if keys else ()
    return {str(row.pk): row for row in rows}


def named(remark: Remark, milestones: Mapping[str, Milestone], about: Commitment) -> Remark:
    """Return a remark on ``about`` with words for keys: those of another commitment's milestone begin with its number."""
    values = dict(remark.values)
    if "awaited" in values:
        values["awaited"] = _text(str(values["awaited"]), milestones, about)
    if "chain" in values:
        texts = [_text(key, milestones, about) for key in str(values["chain"]).split(ARROW)]
        values["chain"] = {code: ARROW.join(said(text, code)[1] for text in texts) for code in LANGUAGES}
    return replace(remark, values=values)


def _keys(remark: Remark) -> list[str]:
    chain = str(remark.values.get("chain", ""))
    return [key for key in (str(remark.values.get("awaited", "")), *chain.split(ARROW)) if key]


def _text(key: str, milestones: Mapping[str, Milestone], about: Commitment) -> Text:
    row = milestones.get(key)
    if row is None:
        return dict.fromkeys(LANGUAGES, "?")
    if row.commitment_id == about.pk:
        return dict(row.text)
    cited = f"{row.commitment.reference}.{row.position}"
    return {code: f"{cited} {said(row.text, code)[1]}" for code in LANGUAGES}
