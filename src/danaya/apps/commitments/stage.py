"""What the home page says of the stages *commit* and *follow up*: where the newest plan stands, and the one next step of the viewer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.commitments.drafting.waiting import to_rate
from danaya.apps.commitments.models import CommitmentState, Plan, PlanState
from danaya.apps.commitments.overviews.figures import counted
from danaya.apps.commitments.progress.mine import Counts, counts_of_post
from danaya.apps.commitments.queries import readable_commitments, readable_plans
from danaya.apps.commitments.slots import allowed_viewer
from danaya.apps.people.clock import today
from danaya.apps.people.models import Post
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.slots import Viewer
from danaya.base.slots.stages import Stage, StageCard, Standing, Step

STAGES = (Stage.COMMIT, Stage.FOLLOW_UP)
RUNNING = ("running", "late", "waiting", "contested")
"""Columns of the board that hold what is promised and not kept yet."""


def cards(stages: Sequence[Stage], viewer: Viewer) -> Mapping[Stage, Sequence[StageCard]]:
    """Return the cards of *commit* and *follow up* as the viewer may see them."""
    asked = [one for one in STAGES if one in stages]
    if not asked or not allowed_viewer(viewer, "commitments.see"):
        return {}
    plan = _newest(readable_plans(viewer))
    if plan is None:
        made = {
            Stage.COMMIT: _before(viewer),
            Stage.FOLLOW_UP: StageCard(Standing.LATER, _("Nothing is promised yet.")),
        }
        return {one: [made[one]] for one in asked}
    told = {Stage.COMMIT: (_commit, plan), Stage.FOLLOW_UP: (_follow_up, _followed(viewer) or plan)}
    return {one: [tell(about, viewer)] for one, (tell, about) in told.items() if one in asked}


def _newest(plans: Iterable[Plan]) -> Plan | None:
    """Return the newest plan that is not over, else the newest."""
    found = list(plans)
    return next((one for one in found if one.state != PlanState.CLOSED), next(iter(found), None))


def _followed(viewer: Any) -> Plan | None:
    """Return the newest plan that was adopted: one that is only being written does not hide what is promised."""
    return _newest(readable_plans(viewer).exclude(adopted_on=None))


def _before(viewer: Viewer) -> StageCard:
    sentence = _("No common action plan yet.")
    if not allowed_viewer(viewer, "commitments.manage"):
        return StageCard(Standing.LATER, sentence, reverse("commitments:list"))
    words = _("Commitments of both sides stand in a plan: open one, then each side drafts its own.")
    step = Step(words, _("Open a plan"), reverse("commitments:make"))
    return StageCard(Standing.NOW, sentence, reverse("commitments:list"), next_step=step)


def _commit(plan: Plan, viewer: Any) -> StageCard:
    done = plan.state in {PlanState.ADOPTED, PlanState.CLOSED}
    steps = _to_commit(plan, viewer)
    return StageCard(
        Standing.DONE if done else Standing.NOW,
        _("Plan “%(title)s”: %(state)s.") % {"title": plan, "state": plan.get_state_display()},
        reverse("commitments:plan", args=[plan.pk]),
        next_step=steps[0] if steps else None,
        waiting=tuple(steps[1:]),
    )


def _to_commit(plan: Plan, viewer: Any) -> list[Step]:
    """Return what waits for the viewer before the plan is adopted, the most pressing first."""
    tenure = acting_tenure(viewer)
    if tenure is None or plan.state == PlanState.CLOSED or not allowed(viewer, "commitments.draft", plan):
        return []
    if plan.state == PlanState.SIGNING:
        words = _("The plan is put to signature: see what your post has to do.")
        return [Step(words, _("Go to the signing"), reverse("commitments:signing", args=[plan.pk]))]
    steps = []
    if waiting := to_rate(plan, tenure.post):
        words = ngettext(
            "%(count)d proposal waits for your side's rating.",
            "%(count)d proposals wait for your side's rating.",
            len(waiting),
        ) % {"count": len(waiting)}
        steps.append(Step(words, _("Rate the commitment"), reverse("commitments:rate", args=[plan.pk, waiting[0].pk])))
    if own := readable_commitments(plan, viewer).filter(state=CommitmentState.DRAFT).count():
        words = ngettext(
            "%(count)d draft of your organisation is not proposed yet.",
            "%(count)d drafts of your organisation are not proposed yet.",
            own,
        ) % {"count": own}
        steps.append(Step(words, _("Go on with drafts"), reverse("commitments:drafts", args=[plan.pk])))
    return steps


def _follow_up(plan: Plan, viewer: Any) -> StageCard:
    counts = counted(readable_commitments(plan, viewer))
    running = sum(counts.get(name, 0) for name in RUNNING)
    if not running and not counts.get("kept"):
        return StageCard(Standing.LATER, _("Nothing is promised yet."))
    tenure = acting_tenure(viewer)
    steps = _to_follow(tenure.post, today()) if tenure is not None and allowed(viewer, "commitments.draft") else []
    return StageCard(
        Standing.NOW if running else Standing.DONE,
        _sentence(counts, running),
        reverse("commitments:table", args=[plan.pk]),
        next_step=steps[0] if steps else None,
        waiting=tuple(steps[1:]),
    )


def _sentence(counts: Mapping[str, int], running: int) -> str:
    """Return how many run and how they stand; what is nought is not said."""
    parts = [
        (counts.get("kept", 0), _("%(count)d kept")),
        (counts.get("late", 0), _("%(count)d late")),
        (counts.get("contested", 0), _("%(count)d contested")),
        (counts.get("waiting", 0), _("%(count)d waiting for the counterpart's word")),
    ]
    first = ngettext("%(count)d commitment under way", "%(count)d commitments under way", running) % {"count": running}
    return f"{', '.join([first, *(words % {'count': count} for count, words in parts if count)])}."


def _to_follow(post: Post, day: date) -> list[Step]:
    """Return what waits for a post in the plans that run: what others wait for first."""
    counts = counts_of_post(post, day)
    url = reverse("commitments:mine")
    return [Step(words % {"count": count}, _("See your items"), url) for count, words in _words(counts) if count]


def _words(counts: Counts) -> list[tuple[int, str]]:
    asked, offers, updates = counts.asked, counts.offers, counts.updates
    return [
        (
            asked,
            ngettext("%(count)d thing waits for your answer.", "%(count)d things wait for your answer.", asked),
        ),
        (
            offers,
            ngettext("%(count)d offer of help waits for you.", "%(count)d offers of help wait for you.", offers),
        ),
        (
            updates,
            ngettext("%(count)d commitment of yours awaits its update.", "%(count)d commitments of yours await their update.", updates),
        ),
    ]  # fmt: skip
