"""What one post has to do now about the text that is being signed: in the order in which it is done."""

from dataclasses import dataclass
from uuid import UUID

from danaya.apps.commitments.models import Plan, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.sheets import sheets_for
from danaya.apps.commitments.signing.standing import BodyStanding, Entry, bodies_of, entries_of
from danaya.apps.people.models import Post

ANSWER, SIGN, INITIAL, DECIDE = "answer", "sign", "initial", "decide"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: answer for a sheet that another body entered, sign an article, initial the text, or decide for the body."""

    kind: str
    version: Version | None = None
    sheet: UUID | None = None
    entry: Entry | None = None
    body: BodyStanding | None = None


def tasks_of(post: Post, plan: Plan) -> list[Task]:
    """Return what ``post`` has to do about a plan's text: sheets entered for its body first, then, while one is signed, its signatures."""
    version = version_at_signature(plan)
    asked = [] if version is None else tasks_in(version, post, entries_of(version), bodies_of(version))
    return [*sheets_to_answer(post, plan), *asked]


def sheets_to_answer(post: Post, plan: Plan) -> list[Task]:
    """Return the sheets that others entered and that ``post`` has to confirm or contest: signing may be closed meanwhile."""
    return [Task(ANSWER, sheet=one) for one in sheets_for(post, plan)]


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
