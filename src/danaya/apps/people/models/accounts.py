"""Accounts: what lets a person sign in. Whatever they may do comes from the posts they hold."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from danaya.apps.people.models.posts import Tenure

E164 = RegexValidator(
    r"^\+[1-9][0-9]{6,14}$", _("Give the number with its country code, for example +223 76 00 00 00.")
)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_account(self, **facts: Any) -> "Account":
        """Create an account; without ``password`` nobody can sign in until a printed code is used."""
        password = facts.pop("password", None)
        account = self.model(**facts)
        account.set_password(password)
        account.clean()
        account.full_clean()
        account.save()
        return account


class Account(AbstractBaseUser):
    """A person who can sign in, by e-mail, telephone number or the name of a post they hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    telephone = models.CharField(
        _("telephone number"), max_length=16, null=True, blank=True, unique=True, validators=[E164]
    )
    display_name = models.CharField(_("name shown"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(default=False)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    acting: "Tenure | None" = None
    """The tenure this person acts under in the present request; the middleware sets it, nothing stores it."""

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return self.display_name or self.email or self.telephone or str(self.pk)

    def clean(self) -> None:
        """Keep one spelling of an address and no empty strings where nothing is known."""
        self.email = (self.email or "").strip().lower() or None
        self.telephone = self.telephone or None

    def has_perm(self, permission: str, obj: object = None) -> bool:
        """Tell whether the post this person acts under has ``permission`` (on ``obj``)."""
        from danaya.apps.people.rights import allowed  # noqa: PLC0415 - app ready

        return allowed(self, permission, obj)


class RecoveryCode(models.Model):
    """A printed code that lets its holder choose a new password once. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("printed code")
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="people_one_live_code"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def opens(self, code: str, at: datetime) -> bool:
        """Tell whether ``code`` is this one and may still be used at ``at``."""
        right = check_password(code, self.code_hash)
        return right and self.ended_at is None and (self.expires_at is None or at < self.expires_at)
