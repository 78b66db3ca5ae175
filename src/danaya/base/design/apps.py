from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "danaya.base.design"
    label = "design"
