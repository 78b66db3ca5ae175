"""Before there is an administration, the one next step on the home page is to create it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from danaya.apps.people.models import Administration
from danaya.base.slots.stages import Stage, StageCard, Standing, Step


def cards(stages: Sequence[Stage], viewer: Any) -> Mapping[Stage, Sequence[StageCard]]:
    """Offer the pages that create the administration, where there is none yet."""
    if Administration.current() is not None:
        return {}
    sentence = gettext("This installation has no administration yet. Creating it takes about ten minutes.")
    step = Step(sentence, gettext("Create your administration"), reverse("people:setup"))
    first = gettext("Before the first survey, create the administration.")
    return {Stage.LISTEN: [StageCard(Standing.NOW, first, step.url, next_step=step)]}
