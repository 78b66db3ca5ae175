"""What the addresses of signing name: a version by its number, a body, a receipt."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from danaya.apps.commitments.models import Body, Plan, Signature, Version
from danaya.apps.commitments.signing.sheets import Sheet
from danaya.engines.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class Edition:
    """A version in one language, as an address of a file names it."""

    version: Version
    language: str

    @property
    def plan(self) -> Plan:
        """Its plan."""
        return self.version.plan


def find_version(pk: UUID, number: int) -> Version:
    """Return the version of the plan of the address."""
    found: Version = get_object_or_404(
        Version.objects.select_related("plan", "put_by__organisation"), plan=pk, number=number
    )
    return found


def find_edition(pk: UUID, number: int, language: str) -> Edition:
    """Return the version of the address in the language it names."""
    if language not in LANGUAGES:
        raise Http404
    return Edition(find_version(pk, number), language)


def find_body(pk: UUID, body: UUID) -> Body:
    """Return the body of the plan of the address."""
    rows = Body.objects.select_related("plan", "organisation", "signatory__organisation")
    return get_object_or_404(rows, plan=pk, pk=body)


def find_signature(pk: UUID, signature: UUID) -> Signature:
    """Return the signature of the plan of the address."""
    rows = Signature.objects.select_related(
        "version__plan",
        "commitment",
        "organisation",
        "post__organisation",
        "scan",
        "entry",
        "answer",
        "entered_by__organisation",
    )
    found: Signature = get_object_or_404(rows, version__plan=pk, pk=signature)
    return found


def find_sheet(pk: UUID, scan: UUID) -> Sheet:
    """Return the sheet of the plan of the address that another body entered."""
    rows = Signature.objects.filter(version__plan=pk, scan=scan, entered_by__isnull=False)
    found = rows.select_related("version__plan", "scan").first()
    if found is None:
        raise Http404
    return Sheet(found.version.plan, found.scan)
