"""What may be done with frameworks and administrative figures, and by which posts."""

from typing import Any

from danaya.apps.indicators.models import Draft, Framework, Kind, Series
from danaya.apps.indicators.queries import is_readable
from danaya.apps.people.models import Role
from danaya.apps.people.rights import (
    Predicate,
    acting_tenure,
    acts_as,
    holds_a_post,
    is_team,
    is_technician,
    predicate,
)

sees = holds_a_post & ~is_technician


def framework_of(obj: Any) -> Framework | None:
    """Return the framework an object is, or is to be imported to."""
    return obj if isinstance(obj, Framework) else getattr(obj, "framework", None)


@predicate
def may_be_read(account: Any, obj: Any) -> bool:
    """The series is open to the viewer's circle (a framework, or no object: it is)."""
    series = obj if isinstance(obj, Series) else getattr(obj, "series", None)
    return series is None or is_readable(series, account)


@predicate
def is_own(account: Any, obj: Any) -> bool:
    """The framework is an administration's or organisation's own, not an international standard (without an object: it might be)."""
    framework = framework_of(obj)
    return obj is None or (framework is not None and framework.kind != Kind.STANDARD)


@predicate
def is_own_strategy(account: Any, obj: Any) -> bool:
    """The framework is the strategy of the organisation of the post acted under (without an object: it might be)."""
    tenure, framework = acting_tenure(account), framework_of(obj)
    if tenure is None:
        return False
    return obj is None or (framework is not None and framework.organisation_id == tenure.post.organisation_id)


@predicate
def is_of_figures(account: Any, obj: Any) -> bool:
    """The import is one of figures (without an object: it might be)."""
    return obj is None or (isinstance(obj, Draft) and obj.framework_id is None)


manages_framework = (is_team & is_own) | (acts_as(Role.MEMBER) & is_own_strategy)

PERMISSIONS: dict[str, Predicate] = {
    "indicators.see": sees & may_be_read,
    "indicators.manage": is_team,
    # A member of an organisation brings in the strategy of that organisation, and no other's.
    "indicators.manage_framework": manages_framework,
    "indicators.import": (is_team & is_of_figures) | manages_framework,
}
