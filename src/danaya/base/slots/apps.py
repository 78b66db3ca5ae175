from django.apps import AppConfig


class SlotsConfig(AppConfig):
    name = "danaya.base.slots"
    label = "slots"
