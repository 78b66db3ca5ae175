"""In the demonstration, and nowhere else, sign in as any post with one click."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest

from danaya.apps.people.acting import ACTING_POST
from danaya.apps.people.clock import today
from danaya.apps.people.demonstration import is_demonstration
from danaya.apps.people.models import Post, Tenure

BACKEND = "danaya.apps.people.backends.IdentifierBackend"


def sign_in_as(request: HttpRequest, post: Post) -> Tenure:
    """Sign in the holder of ``post`` and act under it; every other installation knows no such page."""
    if not is_demonstration():
        raise Http404
    tenure = Tenure.objects.acting_on(today()).filter(post=post).first()
    if tenure is None:
        raise Http404
    login(request, tenure.account, backend=BACKEND)
    request.session[ACTING_POST] = str(post.pk)
    record_authentication(request, tenure.account, method="demonstration")
    return tenure
