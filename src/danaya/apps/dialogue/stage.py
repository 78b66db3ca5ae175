"""What the home page says of the stage *voice*: where the newest consultation stands, and the one next step of the viewer."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.dialogue.models import Consultation, Phase
from danaya.apps.dialogue.phases import MEANS
from danaya.apps.dialogue.queries import readable_consultations
from danaya.apps.dialogue.slots import allowed_viewer
from danaya.apps.dialogue.standing import steps_among
from danaya.apps.findings.queries import latest_readable
from danaya.apps.people.clock import today
from danaya.base.slots import Viewer
from danaya.base.slots.stages import Stage, StageCard, Standing, Step

MOST = 3
"""Steps that the home page lists."""


def cards(stages: Sequence[Stage], viewer: Viewer) -> Mapping[Stage, Sequence[StageCard]]:
    """Return the card of *voice* as the viewer may see it."""
    if Stage.VOICE not in stages or not allowed_viewer(viewer, "dialogue.see"):
        return {}
    return {Stage.VOICE: [_card(viewer)]}


def _card(viewer: Viewer) -> StageCard:
    newest = _newest(viewer)
    if newest is None:
        return _before(viewer)
    url = reverse("dialogue:consultation", args=[newest.pk])
    sentence = f"{_sentence(newest)} {MEANS[Phase(newest.phase)]}"
    open_ = readable_consultations(viewer).exclude(phase=Phase.CLOSED)
    steps = steps_among(open_, viewer, today())[:MOST]
    standing = Standing.NOW if open_ else Standing.DONE
    return StageCard(standing, sentence, url, next_step=steps[0] if steps else None, waiting=tuple(steps[1:]))


def _newest(viewer: Viewer) -> Consultation | None:
    """Return the newest consultation that is not over, else the newest."""
    consultations = list(readable_consultations(viewer))
    return next((one for one in consultations if one.phase != Phase.CLOSED), next(iter(consultations), None))


def _sentence(consultation: Consultation) -> str:
    return _("Consultation “%(title)s”.") % {"title": consultation}


def _before(viewer: Viewer) -> StageCard:
    """Say that nothing has been asked yet; to whoever prepares, that it can be, once both sides have results to start from."""
    sentence = _("No expectation has been gathered yet.")
    if not allowed_viewer(viewer, "dialogue.manage"):
        return StageCard(Standing.LATER, sentence)
    url = reverse("dialogue:make")
    released = any(analysis.is_released for analysis in latest_readable(viewer).values())
    if not released:
        return StageCard(Standing.LATER, sentence, reverse("dialogue:list"))
    step = Step(_("Both sides have results: now hear what each expects."), _("Prepare a consultation"), url)
    return StageCard(Standing.NOW, sentence, reverse("dialogue:list"), next_step=step)
