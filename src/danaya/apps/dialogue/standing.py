"""What waits for a viewer in a consultation, the most pressing first: on its page, in the list and on the home page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.dialogue.models import (
    Ballot,
    Consultation,
    Expectation,
    Option,
    Phase,
    Rating,
    Reformulation,
    Reply,
    State,
    Translation,
    Voice,
)
from danaya.apps.dialogue.models.consultations import NEXT_PHASES
from danaya.apps.dialogue.queries import (
    overdue_expectations,
    rated_by_both,
    shown_expectations,
    votable_expectations,
    waiting_for,
)
from danaya.apps.people.models import Post, Side
from danaya.apps.people.rights import acting_tenure, allowed
from danaya.base.slots.stages import Step


@dataclass(frozen=True, slots=True)
class Here:
    """Who looks at which consultation, on which day."""

    consultation: Consultation
    viewer: Any
    post: Post
    today: date

    def may(self, permission: str, obj: Any = None) -> bool:
        """Tell whether the viewer has a permission on the consultation, or on an object of it."""
        return allowed(self.viewer, permission, self.consultation if obj is None else obj)

    def to(self, page: str, **query: str) -> str:
        """Return the address of a page of the consultation."""
        address = reverse(f"dialogue:{page}", args=[self.consultation.pk])
        return address + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def steps_of(consultation: Consultation, viewer: Any, today: date) -> list[Step]:
    """Return what the viewer can do in a consultation, the most pressing first."""
    tenure = acting_tenure(viewer)
    if tenure is None:
        return []
    here = Here(consultation, viewer, tenure.post, today)
    return [step for rule in RULES if (step := rule(here)) is not None]


def steps_among(consultations: Iterable[Consultation], viewer: Any, today: date) -> list[Step]:
    """Return what the viewer can do in several consultations, the most pressing first; each says in which."""
    wanted = list(consultations)
    if len(wanted) == 1:
        return steps_of(wanted[0], viewer, today)
    tenure = acting_tenure(viewer)
    if tenure is None:
        return []
    everywhere = [Here(one, viewer, tenure.post, today) for one in wanted]
    found = [(here, step) for rule in RULES for here in everywhere if (step := rule(here)) is not None]
    words = _("%(title)s: %(sentence)s")
    return [
        replace(step, sentence=words % {"title": here.consultation, "sentence": step.sentence}) for here, step in found
    ]


def to_answer(here: Here) -> QuerySet[Expectation]:
    """Return the unanswered expectations that the viewer may answer: those of the other side."""
    unanswered = votable_expectations(here.consultation).filter(answered_on=None)
    other = Side.PRIVATE if here.post.side == Side.CUSTOMS else Side.CUSTOMS
    return unanswered.filter(side=other) if here.may("dialogue.record_fate") else unanswered.none()


def _begin(here: Here) -> Step | None:
    if here.consultation.phase != Phase.PREPARING or not here.may("dialogue.manage"):
        return None
    return Step(_("The consultation is prepared: nobody outside the team sees it yet."), _("Open it"), here.to("phase"))


def _read(here: Here) -> Step | None:
    count = waiting_for(here.post).filter(consultation=here.consultation).count()
    if not count or not here.may("dialogue.read_first"):
        return None
    sentence = ngettext(
        "%(count)s text waits for you to read it before others.",
        "%(count)s texts wait for you to read them before others.",
        count,
    )
    return Step(sentence % {"count": count}, _("Read"), here.to("reading"))


def _held(here: Here) -> Step | None:
    count = _own(here).filter(state=State.HELD).count()
    if not count or not here.may("dialogue.write"):
        return None
    sentence = ngettext(
        "%(count)s text of your organisation is held: a reader says why.",
        "%(count)s texts of your organisation are held: readers say why.",
        count,
    )
    return Step(sentence % {"count": count}, _("See why"), here.to("own"))


def _reply(here: Here) -> Step | None:
    pending = Reformulation.objects.filter(reply=Reply.PENDING, expectation__in=_own(here))
    count = pending.count()
    if not count or not here.may("dialogue.write"):
        return None
    sentence = ngettext(
        "The other side has restated %(count)s expectation of yours: is that what you meant?",
        "The other side has restated %(count)s expectations of yours: is that what you meant?",
        count,
    )
    return Step(sentence % {"count": count}, _("Reply"), here.to("own"))


def _overdue(here: Here) -> Step | None:
    count = to_answer(here).filter(pk__in=overdue_expectations(here.consultation, here.today)).count()
    if not count:
        return None
    sentence = ngettext(
        "%(count)s expectation was not answered in time.", "%(count)s expectations were not answered in time.", count
    )
    return Step(sentence % {"count": count}, _("Answer them"), here.to("answers"))


def _vote(here: Here) -> Step | None:
    asks = (
        here.consultation.is_voting and here.may("dialogue.vote") and votable_expectations(here.consultation).exists()
    )
    if not asks or Ballot.objects.filter(consultation=here.consultation, account=here.viewer).exists():
        return None
    return Step(_("Voting is open."), _("Take part in the vote"), here.to("take_part"))


def _write(here: Here) -> Step | None:
    asks = here.consultation.gathers and here.may("dialogue.write")
    if not asks or _own(here).exists():
        return None
    return Step(_("Your organisation has not said yet what it expects."), _("Write an expectation"), here.to("write"))


def _answer(here: Here) -> Step | None:
    late = overdue_expectations(here.consultation, here.today).values("pk")
    count = to_answer(here).exclude(pk__in=late).count()
    if not count:
        return None
    sentence = ngettext(
        "%(count)s expectation waits for an answer.", "%(count)s expectations wait for an answer.", count
    )
    return Step(sentence % {"count": count}, _("Answer them"), here.to("answers"))


def _rate(here: Here) -> Step | None:
    if not here.may("dialogue.solve"):
        return None
    mine = Rating.objects.filter(option=OuterRef("pk"), post=here.post)
    chosen = Option.objects.filter(expectation=OuterRef("expectation"), chosen_on__isnull=False)
    open_ = _options(here).filter(~Exists(mine), ~Exists(chosen))
    count = open_.count()
    first = open_.first()
    if first is None:
        return None
    sentence = ngettext("%(count)s option waits for your rating.", "%(count)s options wait for your rating.", count)
    url = reverse("dialogue:solve", args=[here.consultation.pk, first.expectation_id])
    return Step(sentence % {"count": count}, _("Rate"), url)


def _choose(here: Here) -> Step | None:
    if not here.may("dialogue.manage"):
        return None
    chosen = Option.objects.filter(expectation=OuterRef("expectation"), chosen_on__isnull=False)
    options = list(_options(here).filter(~Exists(chosen)))
    complete = rated_by_both(options)
    ready = next((option for option in options if complete[option.pk]), None)
    if ready is None:
        return None
    url = reverse("dialogue:solve", args=[here.consultation.pk, ready.expectation_id])
    return Step(_("Options that both sides have rated can be chosen from."), _("See the options"), url)


def _restate(here: Here) -> Step | None:
    if here.consultation.phase == Phase.CLOSED or not here.may("dialogue.restate"):
        return None
    other = Side.PRIVATE if here.post.side == Side.CUSTOMS else Side.CUSTOMS
    said = Reformulation.objects.filter(expectation=OuterRef("pk")).exclude(reply=Reply.CORRECTED)
    count = votable_expectations(here.consultation).filter(~Exists(said), side=other).count()
    if not count:
        return None
    sentence = ngettext(
        "%(count)s expectation of the other side can be restated in your words.",
        "%(count)s expectations of the other side can be restated in your words.",
        count,
    )
    return Step(sentence % {"count": count}, _("Choose one"), here.to("expectations", restated="no", side=other))


def _translate(here: Here) -> Step | None:
    if not (here.may("dialogue.manage") or here.may("dialogue.read_first")):
        return None
    missing = shown_expectations(here.consultation).filter(translation=Translation.MISSING, merged_into=None)
    count = missing.count()
    if not count:
        return None
    sentence = ngettext(
        "%(count)s expectation waits for its translation.", "%(count)s expectations wait for their translation.", count
    )
    return Step(sentence % {"count": count}, _("Translate"), here.to("expectations", translation="missing"))


def _move(here: Here) -> Step | None:
    """The next phase is the facilitators' to begin; of a consultation in preparation :func:`_begin` speaks."""
    phase = here.consultation.phase
    if phase in {Phase.PREPARING, Phase.CLOSED} or not here.may("dialogue.manage"):
        return None
    usual = NEXT_PHASES[phase][0]
    sentence = _("Next phase: %(phase)s.") % {"phase": usual.label}
    return Step(sentence, _("See what it changes"), here.to("phase"))


def _own(here: Here) -> QuerySet[Expectation]:
    mine = here.consultation.expectations.filter(voice=Voice.ORGANISATION, organisation=here.post.organisation_id)
    return mine.exclude(state=State.WITHDRAWN)


def _options(here: Here) -> QuerySet[Option]:
    shown = votable_expectations(here.consultation)
    return Option.objects.filter(expectation__in=shown).order_by("on", "pk")


RULES: tuple[Callable[[Here], Step | None], ...] = (
    _begin,
    _read,
    _held,
    _reply,
    _overdue,
    _write,
    _vote,
    _answer,
    _rate,
    _choose,
    _translate,
    _restate,
    _move,
)
"""The most pressing first."""
