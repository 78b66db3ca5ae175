from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "danaya.base.journal"
    label = "journal"
