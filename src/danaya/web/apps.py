from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "danaya.web"
    label = "web"
