"""Whether this installation is the demonstration, where one click signs in as any post."""

from django.conf import settings

from danaya.apps.people.models import Administration


def is_demonstration() -> bool:
    """Tell whether both the data folder and the administration in its database say so.

    A real database put into the demonstration's folder, or a real folder that somebody marks as a demonstration, is none.
    """
    return settings.DEMONSTRATION is True and Administration.objects.filter(demonstration=True).exists()
