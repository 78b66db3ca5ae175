"""One piece of long work: what was asked, how far it is, what came of it."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped by a problem")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """Long work in the queue. ``attempts`` doubles as a fence: work of an earlier attempt can no longer write."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    owner = models.CharField(max_length=100, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    words = models.JSONField(default=dict)
    result_url = models.CharField(max_length=500, blank=True)
    problems = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enqueued_at"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def get_absolute_url(self) -> str:
        """Address of the page that shows its progress."""
        return reverse("jobs:progress", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in OPEN

    def problem_texts(self) -> list[dict[str, Any]]:
        """What stopped it: where and words per language, one per problem."""
        return list(self.problems)


class Beat(models.Model):
    """When a schedule runs next, and until when the present run of it is known to last.

    ``turns`` counts its runs and doubles as a fence: an earlier run that comes back late can no longer end a later one.
    """

    name = models.CharField(primary_key=True, max_length=100)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    turns = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")

    def __str__(self) -> str:
        return self.name
