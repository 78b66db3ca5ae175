"""An installation of its own for attacks on private spaces: made and read by commands, served by one process.

``python -m tests.attacks.private_installation make|read`` works on the folder named by ``DANAYA_DATA``: ``make`` fills it and
prints who may come in, ``read`` prints everything that Django itself would unpack (visits, journal, notices, work).
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
POSTS = {
    "coordinator": "customs", "technician": "customs", "facilitator": "customs", "analyst": "customs",
    "member": "private", "colleague": "private", "neighbour": "private",
}  # fmt: skip
"""Who comes in, and on which side; a colleague is of the member's body, a neighbour of another."""


def start() -> None:
    """Load Django over a migrated folder."""
    from danaya.web.serving import prepare, start_django

    start_django()
    prepare()


def make_posts() -> dict[str, Any]:
    """Make two bodies of the private sector, customs, and a post for everybody."""
    from danaya.apps.people.models import Account, Administration, Organisation, Post, Role, Side, Tenure

    Administration.objects.create(name={"fr": "Douanes d'essai"}, short_name="DE", country="ML")
    bodies = {
        name: Organisation.objects.create(acronym=name.upper(), side=side, name={"fr": name, "en": name})
        for name, side in (("customs", Side.CUSTOMS), ("private", Side.PRIVATE), ("other", Side.PRIVATE))
    }
    tenures = {}
    for name, side in POSTS.items():
        role = Role(name) if side == "customs" else Role.MEMBER
        place = bodies["other"] if name == "neighbour" else bodies[side]
        post = Post.objects.create(organisation=place, title={"fr": name}, sign_in_name=name, role=role)
        account = Account.objects.create(display_name=name)
        tenures[name] = Tenure.objects.create(post=post, account=account, since=AT.date())
    return tenures


def make() -> dict[str, Any]:
    """Make the posts, a consultation that gathers, a visit of everybody; return what a browser needs to come in."""
    from django.conf import settings
    from django.test import Client

    from danaya.apps.dialogue.actions.move_phase import move_phase
    from danaya.apps.dialogue.models import Consultation, Phase

    tenures = make_posts()
    words = {"fr": "Qu'attendez-vous des autres ?", "en": "What do you expect of the others?"}
    made = Consultation.objects.create(title=words, question=words, made_on=AT.date())
    made.readers.set([tenures["analyst"].post, tenures["neighbour"].post])
    move_phase(made, Phase.GATHERING, actor=tenures["facilitator"], at=AT)
    visits = {}
    for name, tenure in tenures.items():
        client = Client()
        client.force_login(tenure.account)
        visits[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"consultation": str(made.pk), "cookie": settings.SESSION_COOKIE_NAME, "visits": visits}


def read() -> dict[str, Any]:
    """Return visits unpacked, and every row of every model as Django shows it."""
    from django.apps import apps
    from django.contrib.sessions.models import Session

    visits = [repr(session.get_decoded()) for session in Session.objects.all()]
    rows = [repr(row) for model in apps.get_models() for row in model._base_manager.values()]
    return {"visits": visits, "rows": rows}


if __name__ == "__main__":
    start()
    sys.stdout.write(json.dumps({"make": make, "read": read}[sys.argv[1]]()) + "\n")
