"""What every act of signing begins with: the plan locked, the version that is being signed."""

from danaya.apps.commitments.models import Plan, PlanState, Version
from danaya.apps.commitments.signing.refusals import refuse
from danaya.base.locks import locked


def lock(plan: Plan) -> Plan:
    """Return the plan, locked: two acts on its register wait for each other. Stand in a transaction."""
    return locked(Plan.objects).get(pk=plan.pk)


def at_signature(plan: Plan) -> Version:
    """Return the version that is being signed.

    Raises
    ------
    Problem
        Where none is.
    """
    found = plan.versions.first() if plan.state == PlanState.SIGNING else None
    if found is None:
        raise refuse("not-being-signed")
    return found
