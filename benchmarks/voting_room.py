"""The installation that the benchmark votes in: its own folder and database, a consultation, cards made from a seed.

``python -m benchmarks.voting_room prepare|insert PEOPLE STATEMENTS SEED`` works on the folder named by ``DANAYA_DATA``.
"""

import json
import random
import sys
import time
import uuid
from datetime import UTC, datetime
from typing import Any

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
LOT = 500


def start() -> None:
    """Load Django over a migrated folder."""
    from danaya.web.serving import prepare, start_django

    start_django()
    prepare()


def make_posts() -> dict[str, Any]:
    """Make the administration, a body of each side, a post that leads and one that reads for each."""
    from danaya.apps.people.models import Account, Administration, Organisation, Post, Role, Side, Tenure

    Administration.objects.create(name={"fr": "Douanes d'essai"}, short_name="DE", country="ML")
    posts = {}
    for name, role, side in (
        ("leads", Role.FACILITATOR, Side.CUSTOMS),
        ("customs", Role.ANALYST, Side.CUSTOMS),
        ("private", Role.MEMBER, Side.PRIVATE),
    ):
        body, _new = Organisation.objects.get_or_create(
            acronym=side.value[:3].upper(), side=side, defaults={"name": {"fr": side.value}}
        )
        post = Post.objects.create(organisation=body, title={"fr": name}, sign_in_name=name, role=role)
        account = Account.objects.create(display_name=name)
        posts[name] = Tenure.objects.create(post=post, account=account, since=AT.date())
    return posts


def make_consultation(statements: int) -> Any:
    """Make a consultation that is voted on, with ``statements`` expectations in both languages."""
    from danaya.apps.dialogue.actions.move_phase import move_phase
    from danaya.apps.dialogue.actions.read_expectation import clear_expectation
    from danaya.apps.dialogue.actions.submit_expectation import Author, Words, submit_expectation
    from danaya.apps.dialogue.models import Consultation, Phase, Voice
    from danaya.apps.people.models import Side

    posts = make_posts()
    words = {"fr": "Qu'attendez-vous des autres ?", "en": "What do you expect of the others?"}
    made = Consultation.objects.create(title=words, question=words, made_on=AT.date())
    made.readers.set([posts["customs"].post, posts["private"].post])
    made = move_phase(made, Phase.OPEN, actor=posts["leads"], at=AT)
    author = Author(Voice.SIDE, Side.PRIVATE)
    for number in range(statements):
        text = {
            "fr": f"Attente {number} : répondre à chaque plainte.",
            "en": f"Expectation {number}: answer each complaint.",
        }
        one = submit_expectation(made, Words(text, "fr"), author, actor=None, at=AT)
        for reader in ("customs", "private"):
            one = clear_expectation(one, revision=1, actor=posts[reader], at=AT)
    return made


def prepare(people: int, statements: int, seed: int) -> list[str]:
    """Make everything; return the codes of ``people`` cards, half of each side."""
    from danaya.apps.dialogue.by_card.participants import VOICE, Group
    from danaya.apps.people.models import Side
    from danaya.base.cards.issuing import issue

    made, chance = make_consultation(statements), random.Random(seed)  # noqa: S311 - the same cards in each run
    codes: list[str] = []
    for side, count in ((Side.CUSTOMS, people // 2), (Side.PRIVATE, people - people // 2)):
        for begin in range(0, count, LOT):
            lot = min(LOT, count - begin)
            cards = issue(VOICE, made.pk, Group(side).plain, lot, on=AT.date(), random=chance.randbytes)
            codes += [card.code for card in cards]
    chance.shuffle(codes)
    return codes


def insert(people: int, votes: int, seed: int) -> float:
    """Insert the rows of as many votes, each in a transaction of its own, by bare statements; return rows per second."""
    from django.db import connection, transaction

    from danaya.apps.dialogue.models import Expectation, Vote, Voter

    first = Expectation.objects.order_by("number").first()
    if first is None:
        raise LookupError("nothing to vote on")
    consultation = first.consultation_id
    voters = [Voter(consultation_id=consultation, key=f"{seed}-{n}", side="customs") for n in range(people)]
    Voter.objects.bulk_create(voters)
    keys = list(Expectation.objects.order_by("number").values_list("pk", flat=True)[:votes])
    columns = ", ".join(f'"{field.column}"' for field in Vote._meta.concrete_fields)
    statement = f'INSERT INTO "{Vote._meta.db_table}" ({columns}) VALUES (%s, %s, %s, %s, %s)'
    convert = connection.ops.adapt_unknown_value if connection.vendor == "postgresql" else (lambda value: value.hex)
    rows = [(convert(uuid.uuid4()), convert(voter.pk), convert(key), 1, 1) for voter in voters for key in keys]
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        for row in rows:
            with transaction.atomic():
                cursor.execute(statement, row)
    rate = len(rows) / (time.perf_counter() - begin)
    Vote.objects.filter(voter__in=voters).delete()
    Voter.objects.filter(key__startswith=f"{seed}-").delete()
    return rate


if __name__ == "__main__":
    verb, numbers = sys.argv[1], [int(number) for number in sys.argv[2:]]
    start()
    print(json.dumps({"prepare": prepare, "insert": insert}[verb](*numbers)))
