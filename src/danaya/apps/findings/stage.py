"""What the home page says of the stages *understand* and *report*."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.findings.models import Analysis
from danaya.apps.findings.queries import latest_readable, open_decisions, rounds_to_analyse
from danaya.apps.findings.slots import allowed_viewer
from danaya.apps.rounds.models import Round
from danaya.base.slots import Viewer
from danaya.base.slots.stages import Stage, StageCard, Standing, Step


def cards(stages: Sequence[Stage], viewer: Viewer) -> Mapping[Stage, Sequence[StageCard]]:
    """Return the cards of *understand* and *report* as the viewer may see them."""
    found: dict[Stage, Sequence[StageCard]] = {}
    for stage, card_of in CARDS.items():
        card = card_of(viewer) if stage in stages else None
        if card is not None:
            found[stage] = [card]
    return found


def _understand(viewer: Viewer) -> StageCard | None:
    waiting = rounds_to_analyse()
    if waiting and allowed_viewer(viewer, "findings.analyse_round"):
        names = {"round": waiting[-1]}
        step = Step(
            _("The round “%(round)s” is closed: its results can be analysed.") % names,
            _("Analyse the round"),
            reverse("findings:analyse", args=[waiting[-1].pk]),
        )
        return StageCard(Standing.NOW, step.sentence, reverse("findings:list"), next_step=step)
    readable = list(_readable(viewer).values())
    if not readable:
        return StageCard(Standing.LATER, _("No results can be read yet.")) if _somebody(viewer) else None
    newest = readable[0]
    sentence = _("The results of “%(round)s” can be read: %(count)s findings.") % {
        "round": newest.round,
        "count": newest.findings.count(),
    }
    url = reverse("findings:restitution", args=[newest.pk])
    return StageCard(Standing.DONE, sentence, url, next_step=Step(sentence, _("Read the restitution"), url))


def _report(viewer: Viewer) -> StageCard | None:
    if not _somebody(viewer):
        return None
    newest = next(iter(_readable(viewer).values()), None)
    if newest is None:
        return None
    steps = [step for step in (_decision_step(viewer), _release_step(viewer, newest)) if step]
    released = newest.is_released
    sentence = (
        _("The restitution of “%(round)s” has been given to both sides.")
        if released
        else _("The restitution of “%(round)s” has not left the team yet.")
    ) % {"round": newest.round}
    url = reverse("findings:pack", args=[newest.pk])
    standing = Standing.DONE if released and not steps else Standing.NOW
    return StageCard(standing, sentence, url, next_step=steps[0] if steps else None, waiting=tuple(steps[1:]))


def _decision_step(viewer: Viewer) -> Step | None:
    if not allowed_viewer(viewer, "findings.decide"):
        return None
    newest = next(iter(_readable(viewer).values()), None)
    waiting = open_decisions().filter(analysis=newest).count()
    if not waiting:
        return None
    sentence = _("Decisions that wait for you: %(count)s.") % {"count": waiting}
    return Step(
        sentence, _("Read the director's page"), reverse("findings:director", args=[newest.pk if newest else ""])
    )


def _release_step(viewer: Viewer, newest: Analysis) -> Step | None:
    if newest.is_released or newest.rests_on_superseded or not allowed_viewer(viewer, "findings.release_results"):
        return None
    sentence = _("The results of “%(round)s” are read by the team only.") % {"round": newest.round}
    return Step(sentence, _("Release to both sides"), reverse("findings:release", args=[newest.pk]))


def _readable(viewer: Viewer) -> Mapping[Round, Analysis]:
    return latest_readable(viewer) if allowed_viewer(viewer, "findings.see_results") else {}


def _somebody(viewer: Viewer) -> bool:
    return allowed_viewer(viewer, "findings.see_results")


CARDS: dict[Stage, Callable[[Any], StageCard | None]] = {Stage.UNDERSTAND: _understand, Stage.REPORT: _report}
