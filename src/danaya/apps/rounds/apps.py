from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "danaya.apps.rounds"
    label = "rounds"

    def ready(self) -> None:
        from danaya.apps.people.rights import register_permissions  # noqa: PLC0415  # app ready
        from danaya.apps.rounds import slots, stage  # noqa: F401, PLC0415  # app ready
        from danaya.apps.rounds.permissions import PERMISSIONS  # noqa: PLC0415  # app ready
        from danaya.base.slots.stages import STAGES  # noqa: PLC0415  # app ready

        register_permissions(PERMISSIONS)
        STAGES.fill(stage.cards)
