"""Phases of a consultation in words: what each means to whoever takes part, and what happens when it begins."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models import Phase

Words = str | Promise

MEANS: Mapping[Phase, Words] = {
    Phase.PREPARING: _("It is prepared. Nobody outside the team sees it yet."),
    Phase.GATHERING: _("Everybody can say what they expect. Each text is read by both sides before others see it."),
    Phase.OPEN: _("Everybody can say what they expect, and vote on what is shown. Results come when voting ends."),
    Phase.VOTING: _("Everybody votes on what is shown. Results come when voting ends, not vote by vote."),
    Phase.ANSWERING: _("Each expectation gets a signed answer. The share answered in time is shown to all."),
    Phase.CLOSED: _("It is over. Everything that was said and answered stays readable."),
}

BEGINS: Mapping[Phase, Sequence[Words]] = {
    Phase.PREPARING: (),
    Phase.GATHERING: (
        _("Both sides see the question and can write."),
        _("Nobody can vote."),
        _("All posts of both sides are told."),
    ),
    Phase.OPEN: (
        _("Both sides see the question, can write, and can vote on what is shown."),
        _("The groups by which votes are counted no longer change."),
        _("All posts of both sides are told."),
    ),
    Phase.VOTING: (
        _("Nothing more can be handed in; texts that wait can still be read and shown."),
        _("Votes can be given and changed until voting ends."),
        _("The groups by which votes are counted no longer change."),
        _("All posts of both sides are told."),
    ),
    Phase.ANSWERING: (
        _("Nothing can be handed in and nobody can vote."),
        _("Expectations can be restated, solved and answered."),
        _("All posts of both sides are told."),
    ),
    Phase.CLOSED: (
        _("Nothing can be handed in and nobody can vote; answers can still be added."),
        _("Everything stays readable. The consultation can be taken up again."),
        _("All posts of both sides are told."),
    ),
}
