"""Change a post; its organisation stays."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

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
    """Replace title, sign-in name, role, region and whether the post exists still."""
    post.title, post.sign_in_name, post.role, post.region, post.active = dict(title), sign_in_name, role, region, active
    post.full_clean()
    post.save()
    record("people.change_post", post, actor=actor, at=at, role=role, active=active)
