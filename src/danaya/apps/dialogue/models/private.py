"""What a body prepares among its members: sealed under its own key, opened by its members' secret and nothing else."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from danaya.apps.dialogue.models.consultations import Consultation
from danaya.apps.people.models import Organisation, Post


class PrivateSpace(models.Model):
    """Where one body consults its members before it speaks in a consultation. The server keeps no way in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    public_key = models.BinaryField()
    wrapped_key = models.BinaryField()
    """The private key, wrapped under the members' secret."""
    counted = models.BinaryField(default=b"")
    """What was counted of the members' votes, sealed; empty before the first count."""
    opened_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    opened_on = models.DateField()

    class Meta:
        verbose_name = _("private space")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "organisation"], name="dialogue_one_space"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def takes_texts(self) -> bool:
        """Whether texts and votes are still put in; once nothing is gathered any more, they can be read and deleted only."""
        return self.consultation.gathers or not self.consultation.begun


class SealedText(models.Model):
    """A text of a member, unreadable without the members' secret: words, language, factor and matters are in the box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(PrivateSpace, models.PROTECT, related_name="texts")
    box = models.BinaryField()

    class Meta:
        verbose_name = _("sealed text")

    def __str__(self) -> str:
        return str(self.pk)


class SealedVote(models.Model):
    """A member's opinion of a sealed text. The key says that the same member votes once; the box holds what and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(PrivateSpace, models.PROTECT, related_name="votes")
    key = models.CharField(max_length=64)
    box = models.BinaryField()

    class Meta:
        verbose_name = _("sealed vote")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "key"], name="dialogue_one_sealed_vote"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
