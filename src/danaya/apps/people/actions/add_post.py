"""Add a post to an organisation."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from danaya.apps.people.models import Organisation, Post, Region, Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def add_post(
    organisation: Organisation,
    *,
    title: Mapping[str, str],
    sign_in_name: str,
    role: str,
    region: Region | None = None,
    actor: Tenure | None,
    at: datetime,
) -> Post:
    """Return the new post; nobody holds it yet."""
    post = Post(organisation=organisation, title=dict(title), sign_in_name=sign_in_name, role=role, region=region)
    post.full_clean()
    post.save()
    record("people.add_post", post, actor=actor, at=at, role=role, organisation=organisation.acronym)
    return post
