"""Posts, and who holds them from when to when. Rights belong to posts."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models.accounts import Account
from danaya.apps.people.models.organisations import Organisation, Side
from danaya.apps.people.models.places import Region
from danaya.apps.people.models.texts import read
from danaya.base.design.texts import MultilingualField


class Role(models.TextChoices):
    """What the holder of a post may do."""

    COORDINATOR = "coordinator", _("Coordinator")
    ANALYST = "analyst", _("Analyst")
    FACILITATOR = "facilitator", _("Facilitator")
    TRAINER = "trainer", _("Trainer")
    DIRECTOR = "director", _("Director")
    MEMBER = "member", _("Member of an organisation")
    OBSERVER = "observer", _("Observer")
    VISITING_EXPERT = "visiting_expert", _("Visiting expert")
    TECHNICIAN = "technician", _("Technical administrator of the application")


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


ROLES_OF_SIDE: dict[str, frozenset[str]] = {
    Side.CUSTOMS: frozenset(set(Role.values) - {Role.OBSERVER}),
    Side.PRIVATE: frozenset({Role.MEMBER}),
    Side.OBSERVER: frozenset({Role.OBSERVER, Role.VISITING_EXPERT}),
}
"""Which roles posts of each side may have: nobody outside customs runs the administration's installation."""

SIGN_IN_NAME = RegexValidator(
    r"^[a-z][a-z0-9-]*$",
    _("Begin with a letter and use small letters without accents, figures and hyphens, for example point-focal-kayes."),
    code="sign-in-name",
)


def refusal(field: str, message: "StrOrPromise", code: str) -> ValidationError:
    """Make the error that belongs to ``field`` and keeps its ``code``."""
    return ValidationError({field: ValidationError(message, code=code)})


class Post(models.Model):
    """An office with a role; it outlives those who hold it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = MultilingualField(_("title"), complete=False)
    sign_in_name = models.CharField(_("sign-in name"), max_length=60, unique=True, validators=[SIGN_IN_NAME])
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="posts")
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("post")
        ordering: ClassVar = ["organisation__side", "organisation__acronym", "sign_in_name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_post_role"),
        ]

    def __str__(self) -> str:
        return read(self.title)

    def clean(self) -> None:
        """Refuse a role that the organisation's side does not have."""
        if self.role not in ROLES_OF_SIDE.get(self.organisation.side, frozenset()):
            raise refusal("role", _("Choose a role that posts of this side can have."), "role-of-side")

    @property
    def side(self) -> str:
        """The side of the post's organisation."""
        return self.organisation.side


class TenureSet(models.QuerySet["Tenure"]):
    """Tenures that can be asked for a day."""

    def on(self, day: date) -> "TenureSet":
        """Keep the tenures that run on ``day``: the day a tenure ends is no longer part of it."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def acting_on(self, day: date) -> "TenureSet":
        """Keep the tenures that give rights on ``day``: of active posts of active organisations."""
        return self.on(day).giving_rights().select_related("post__organisation", "post__region", "account")

    def sharing_days(self, since: date, until: date | None) -> "TenureSet":
        """Keep the tenures that run on at least one day from ``since`` on, before ``until``."""
        running = self.filter(Q(until__isnull=True) | Q(until__gt=since)).exclude(until=F("since"))
        if until == since:
            return running.none()
        return running if until is None else running.filter(since__lt=until)

    def giving_rights(self) -> "TenureSet":
        """Keep the tenures that give rights while they run: of active posts of active organisations."""
        return self.filter(post__active=True, post__organisation__active=True, account__is_active=True)


class Tenure(models.Model):
    """One account holds one post from a day on, until a day (that day excluded)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    account = models.ForeignKey(Account, models.PROTECT, related_name="tenures")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    interim = models.BooleanField(_("acting holder"), default=False)

    objects = TenureSet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        ordering: ClassVar = ["post", "since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="people_tenure_order"
            ),
            models.UniqueConstraint(fields=["post"], condition=Q(until__isnull=True), name="people_one_open_tenure"),
        ]

    def __str__(self) -> str:
        return f"{self.post} ({self.since:%d/%m/%Y})"

    def runs_on(self, day: date) -> bool:
        """Tell whether the post is held on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)

    def clean(self) -> None:
        """Refuse a second holder at a time, one person on both sides, an end before the beginning, a guest without one."""
        if self.until is not None and self.until < self.since:
            raise refusal("until", _("Choose an end that is not before the beginning."), "until-before-since")
        if self.post.role == Role.VISITING_EXPERT and self.until is None:
            raise refusal("until", _("Give the day on which the visiting expert's rights end."), "expert-without-end")
        if self.overlapping().exists():
            raise ValidationError(
                _("End the present tenure of this post first: a post has one holder at a time."), code="overlap"
            )
        if self._state.adding and self.across().exists():
            raise refusal(
                "account",
                _("Choose somebody else: this person holds a post of the other side, and nobody speaks for both."),
                "both-sides",
            )

    def overlapping(self) -> TenureSet:
        """Return the other tenures of the post that share at least one day with this one."""
        return Tenure.objects.filter(post_id=self.post_id).exclude(pk=self.pk).sharing_days(self.since, self.until)

    def across(self) -> TenureSet:
        """Return the tenures of the same person on the other side that share at least one day with this one."""
        other = {Side.CUSTOMS: Side.PRIVATE, Side.PRIVATE: Side.CUSTOMS}.get(Side(self.post.side))
        held = Tenure.objects.filter(account_id=self.account_id, post__organisation__side=other).exclude(pk=self.pk)
        return held.sharing_days(self.since, self.until)
