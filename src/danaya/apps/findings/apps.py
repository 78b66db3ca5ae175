from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "danaya.apps.findings"
    label = "findings"
