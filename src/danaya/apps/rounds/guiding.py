"""Which page of a file of answers comes next: one that has nothing to ask is passed over."""

from django.urls import reverse

from danaya.apps.rounds.actions.import_answers import mapping_of
from danaya.apps.rounds.codes import groups_of
from danaya.apps.rounds.models import ImportDraft, Round
from danaya.apps.rounds.targets import targets_of
from danaya.engines.tables import Target

SURE = 0.8
"""Confidence from which a column that was recognised needs no second look."""
READ, DESIGN, COLUMNS, GROUP, CODES, ACCOUNT = "read", "design", "columns", "group", "codes", "account"
"""What was just done: the file read, the design said, columns chosen, the values of one group named (on the way, as
:func:`named` says, or from the list of groups), findings accepted."""


def named(group: str) -> str:
    """Return what was done when the values of this group were named on the way."""
    return f"{GROUP}:{group}"


def unsure(draft: ImportDraft) -> list[Target]:
    """Return what the round needs and no column gives, or one that merely resembles it."""
    mapping = mapping_of(draft)
    feeds = {target.key: mapping.feeding(target.key) for target in targets_of(draft.round, draft.audience)}
    return [
        target
        for target in targets_of(draft.round, draft.audience)
        if (feed := feeds[target.key]) is None or feed.confidence < SURE
    ]


def page_after(draft: ImportDraft, done: str) -> str:
    """Return the address of the page that comes after ``done``."""
    if done in (CODES, ACCOUNT):
        return page_of(done, draft)
    if done == READ and not knows_design(draft):
        return page_of("design", draft)
    if done in (READ, DESIGN) and unsure(draft):
        return page_of("columns", draft)
    _group, _colon, before = done.partition(":")
    return _page_of_codes(draft, before) or page_of("account", draft)


def _page_of_codes(draft: ImportDraft, before: str) -> str:
    """Return the page of the first values after the group ``before`` that stand for nothing yet.

    At first, where all stand for something, that of all codes if they are guesses; nothing where nothing is to be asked.
    """
    groups = groups_of(draft)
    place = next((place + 1 for place, group in enumerate(groups) if group.key == before), 0)
    asking = next((group for group in groups[place:] if group.unsaid), None)
    if asking is not None:
        return f"{page_of('code_group', draft)}?group={asking.key}"
    return page_of("codes", draft) if not before and any(group.is_bare for group in groups) else ""


def page_of(name: str, draft: ImportDraft) -> str:
    """Return the address of a page of a file."""
    return reverse(f"rounds:{name}", args=[draft.round_id, draft.pk])


def knows_design(draft: ImportDraft) -> bool:
    """Whether the round has a sample design, from a DESIGN file or an earlier file, and this file has its columns."""
    round_ = draft.round
    return has_design(round_) and not any(target.required for target in unsure(draft))


def has_design(round_: Round) -> bool:
    """Whether it was said how the sample of the round came to be."""
    return bool(round_.strata or round_.clusters or round_.weights)
