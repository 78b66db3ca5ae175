from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "danaya.web"
    label = "web"

    def ready(self) -> None:
        """Register the hourly work of the installation."""
        from danaya.web import keeping  # noqa: F401, PLC0415 - app ready
