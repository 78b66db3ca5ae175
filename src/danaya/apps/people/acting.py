"""Under which of their posts a person acts."""

from danaya.apps.people.clock import today
from danaya.apps.people.models import Account, Tenure

ACTING_POST = "acting_post"
"""Key of the session: the post a person who holds several chose to act under."""

ACTED = "acted"
"""Key of the session: in this visit the person acted under a post. It ends with the last of their tenures."""


def tenures_today(account: Account) -> list[Tenure]:
    """Return the tenures that give ``account`` rights today, oldest first."""
    return list(Tenure.objects.acting_on(today()).filter(account=account).order_by("since", "pk"))


def choose_tenure(account: Account, post_id: str | None) -> Tenure | None:
    """Return the tenure that gives rights today: of the chosen post, else the oldest."""
    tenures = tenures_today(account)
    chosen = [tenure for tenure in tenures if str(tenure.post_id) == post_id]
    return next(iter(chosen or tenures), None)
