"""What a lock keeps out, and what it does not: SQLite has one writer at a time, so only PostgreSQL can tell."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from danaya.apps.people.models import Organisation, Post
from danaya.base.locks import locked
from tests.apps.people.factories import make_tenure

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def post():
    return make_tenure().post


def elsewhere(act):
    """Run ``act`` on a connection of its own that waits for nobody; return whether it could."""
    went = []

    def run():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
                act()
            went.append(True)
        except OperationalError:
            went.append(False)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return went == [True]


@transaction.atomic
def test_a_row_is_changed_by_one_at_a_time(post):
    locked(Post.objects).get(pk=post.pk)
    assert not elsewhere(lambda: Post.objects.filter(pk=post.pk).update(active=False))
    assert not elsewhere(lambda: locked(Post.objects).get(pk=post.pk))


@transaction.atomic
def test_rows_that_point_to_it_are_stored_meanwhile(post):
    locked(Organisation.objects).get(pk=post.organisation_id)
    assert elsewhere(lambda: make_tenure(organisation=post.organisation))


@transaction.atomic
def test_rows_joined_to_read_or_order_it_stay_free(post):
    rows = Post.objects.select_related("organisation").order_by("organisation__acronym")
    locked(rows).get(pk=post.pk)
    assert elsewhere(lambda: Organisation.objects.filter(pk=post.organisation_id).update(active=False))


@transaction.atomic
def test_a_joined_row_is_locked_where_asked(post):
    locked(Post.objects.select_related("organisation"), "organisation").get(pk=post.pk)
    assert not elsewhere(lambda: Organisation.objects.filter(pk=post.organisation_id).update(active=False))


@transaction.atomic
def test_what_somebody_else_holds_can_be_left_out(post):
    locked(Post.objects).get(pk=post.pk)
    assert elsewhere(lambda: locked(Post.objects, free_only=True).exclude(pk=post.pk).first())
    seen = []
    elsewhere(lambda: seen.extend(locked(Post.objects, free_only=True).filter(pk=post.pk)))
    assert seen == []
