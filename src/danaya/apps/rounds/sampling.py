"""The sample design as a person chooses it: columns of a delivered file → columns and rules of the round."""

from collections.abc import Mapping, Sequence
from typing import Any

from danaya.apps.rounds.actions.fill_codebook import AUDIENCE_COLUMN
from danaya.apps.rounds.actions.import_answers import mapping_of
from danaya.apps.rounds.forms.answers import DesignForm
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.tables import has_many_columns, read_draft
from danaya.engines.tables import Target, propose

USUAL = {
    "weights": "weight",
    "strata": "stratum",
    "strata2": "stratum2",
    "clusters": "cluster",
    "clusters2": "cluster2",
    "fpc": "fpc",
}
"""Names of the design's columns in a dataset, where the round has no name of its own."""
ROLES = {"weights": "weight", "strata": "stratum", "clusters": "psu", "fpc": "fpc", "audience": "audience"}


def names_in_use(round_: Round) -> dict[str, str]:
    """Return part of the design → the name of its column in the round; empty where the round has none."""
    strata, clusters, fpc = [*round_.strata, "", ""], [*round_.clusters, "", ""], [*round_.fpc, ""]
    return {
        "audience": round_.audience_column,
        "weights": round_.weights,
        "strata": strata[0],
        "strata2": strata[1],
        "clusters": clusters[0],
        "clusters2": clusters[1],
        "fpc": fpc[0],
    }


def design_form(draft: ImportDraft, data: Any = None) -> DesignForm:
    """Return the form, filled with the columns that feed the design, or that look as if they should."""
    round_ = draft.round
    columns = [(column["name"], column["name"]) for column in draft.facts["columns"]]
    mapping = mapping_of(draft)
    feeds = {feed.target: feed.column for feed in mapping.feeds}
    made = {str(step.get("column")) for step in round_.derive}
    named = names_in_use(round_)
    initial: dict[str, Any] = {part: feeds.get(name, "") for part, name in named.items() if name and name not in made}
    if not any(initial.get(part) for part in USUAL) and not made:
        initial |= {part: column for part, column in guessed(draft).items() if not initial.get(part)}
    initial |= {"nest": round_.nest, "lonely": round_.lonely}
    one_audience = bool(draft.audience) or round_.audiences.count() < 2
    many = has_many_columns(draft)
    return DesignForm(data, columns=columns, one_audience=one_audience, many=many, initial=initial)


def guessed(draft: ImportDraft) -> Mapping[str, str]:
    """Return part of the design → the column that has its usual name."""
    targets = [Target(key=f"?{part}", name={}, role=role) for part, role in ROLES.items()]
    found = propose(read_draft(draft), targets)
    return {feed.target[1:]: feed.column for feed in found.feeds}


def design_facts(draft: ImportDraft, form: DesignForm) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the facts of the design for the round, and target → column of the file for the mapping.

    A design with derived columns keeps the columns that are made; the rest is what was chosen.
    """
    round_, data = draft.round, form.cleaned_data
    named = names_in_use(round_)
    made = {str(step.get("column")) for step in round_.derive}
    names: dict[str, str] = {}
    choices: dict[str, str] = {}
    for part, usual in USUAL.items():
        if named[part] in made:
            names[part] = named[part]
        elif data.get(part):
            names[part] = named[part] or usual
            choices[names[part]] = data[part]
    facts = {
        "weights": names.get("weights", ""),
        "strata": [names[part] for part in ("strata", "strata2") if part in names],
        "clusters": [names[part] for part in ("clusters", "clusters2") if part in names],
        "fpc": [names["fpc"]] if "fpc" in names else [],
        "nest": data["nest"],
        "lonely": data["lonely"],
    }
    if draft.audience:
        facts = keep_of_others(round_, facts)
    if "audience" in form.fields:
        facts["audience_column"] = named["audience"] or AUDIENCE_COLUMN
        choices[facts["audience_column"]] = data["audience"]
    return facts, choices


def keep_of_others(round_: Round, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts with the design's columns that files of other audiences have and this one lacks."""
    lists = {
        name: list(dict.fromkeys([*facts[name], *getattr(round_, name)])) for name in ("strata", "clusters", "fpc")
    }
    return {**facts, **lists, "weights": facts["weights"] or round_.weights}


def design_in_words(round_: Round, drafts: Sequence[ImportDraft]) -> dict[str, str]:
    """Return the columns of strata, clusters and weights by their names in the files, as their people know them."""
    feeds = {feed.target: feed.column for draft in drafts for feed in mapping_of(draft).feeds}
    parts = {
        "strata": round_.strata,
        "clusters": round_.clusters,
        "weights": [round_.weights] if round_.weights else [],
    }
    return {part: ", ".join(feeds.get(name, name) for name in names) for part, names in parts.items()}
