from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "danaya.base.files"
    label = "files"
