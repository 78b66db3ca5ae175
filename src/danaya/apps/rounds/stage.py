"""What the home page says of the stage *listen*."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.people.rights import allowed
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.progress import next_act
from danaya.base.slots import Viewer
from danaya.base.slots.stages import Stage, StageCard, Standing, Step


def cards(stages: Sequence[Stage], viewer: Viewer) -> Mapping[Stage, Sequence[StageCard]]:
    """Return the card of *listen* as the viewer may see it."""
    if Stage.LISTEN not in stages:
        return {}
    return {Stage.LISTEN: [_card(viewer)]}


def _card(viewer: Viewer) -> StageCard:
    closed = Round.objects.filter(state=State.CLOSED).count()
    open_one = Round.objects.exclude(state=State.CLOSED).order_by("-state", "-year").first()
    url = reverse("rounds:list") if allowed(viewer, "rounds.see_rounds") else ""
    if open_one is not None:
        sentence = (
            _("The data of the round “%(round)s” are being corrected.")
            if open_one.was_closed
            else _("The round “%(round)s” is in preparation.")
        )
        return StageCard(Standing.NOW, sentence % {"round": open_one}, url, _step_of(open_one, viewer))
    if closed:
        sentence = _("Rounds closed: %(count)s.") % {"count": closed}
        return StageCard(Standing.DONE, sentence, url)
    return StageCard(Standing.NOW, _("No survey has been entered yet."), url, _first_step(viewer))


def _first_step(viewer: Viewer) -> Step | None:
    if not allowed(viewer, "rounds.prepare_round"):
        return None
    return Step(
        _("Enter the results of a perception survey: its answers, or the figures of its report."),
        _("Create a round"),
        reverse("rounds:create"),
    )


def _step_of(open_one: Round, viewer: Viewer) -> Step | None:
    act = next_act(open_one)
    if act is None or not allowed(viewer, act.permission, open_one):
        return None
    return Step(str(act.sentence), str(act.verb), act.url)
