from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "danaya.base.limits"
    label = "limits"
