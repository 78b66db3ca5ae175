"""Change a post; its organisation stays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.coordination import coordinator_kept
from danaya.apps.people.models import Post, Region, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def change_post(
    post: Post,
    *,
    title: Mapping[str, str],
    sign_in_name: str,
    role: str,
    region: Region | None,
    active: bool,
    actor: Tenure | None,
    at: datetime,
) -> None:
    """Replace title, sign-in name, role, region and whether the post exists still.

    Raises
    ------
    Problem
        ``no-coordinator-left``.
    ValidationError
        When the post would break a rule of posts.
    """
    with coordinator_kept(at.date()):
        post.title, post.sign_in_name, post.role = dict(title), sign_in_name, role
        post.region, post.active = region, active
        post.full_clean()
        post.save()
    record("people.change_post", post, actor=actor, at=at, role=role, active=active)
