"""The addresses that the installed apps bring."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

MODULES = ("sign_in_urls", "urls")


def of_apps() -> list[URLPattern | URLResolver]:
    """Return the addresses of every installed app of the cycle, in the order of INSTALLED_APPS."""
    return [
        path("", include(f"{app.name}.{module}"))
        for app in apps.get_app_configs()
        if app.name.startswith("danaya.apps.")
        for module in MODULES
        if find_spec(f"{app.name}.{module}")
    ]
