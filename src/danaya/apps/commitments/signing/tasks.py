"""What one post has to do now about the text that is being signed: in the order in which it is done."""

from dataclasses import dataclass

from danaya.apps.commitments.models import Plan, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.standing import BodyStanding, Entry, bodies_of, entries_of
from danaya.apps.people.models import Post

SIGN, INITIAL, DECIDE = "sign", "initial", "decide"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: sign an article, initial the text, or decide for the body."""

    kind: str
    version: Version
    entry: Entry | None = None
    body: BodyStanding | None = None


def tasks_of(post: Post, plan: Plan) -> list[Task]:
    """Return what ``post`` has to do about a plan's text; nothing while none is being signed."""
    version = version_at_signature(plan)
    return [] if version is None else tasks_in(version, post, entries_of(version), bodies_of(version))


def tasks_in(version: Version, post: Post, entries: list[Entry], bodies: list[BodyStanding]) -> list[Task]:
    """Return what ``post`` has to do, where the standing of everybody is at hand."""
    tasks = [Task(SIGN, version, entry=one) for one in entries if one.waits_for(post)]
    for body in bodies:
        waiting = body.next_initial
        if body.signature is not None:
            continue
        if waiting is not None and waiting.post.pk == post.pk:
            tasks.append(Task(INITIAL, version, body=body))
        elif waiting is None and body.body.signatory_id == post.pk:
            tasks.append(Task(DECIDE, version, body=body))
    return tasks
