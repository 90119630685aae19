from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "dogwood.editorial"
    label = "editorial"
    verbose_name = "Directory"

    def ready(self) -> None:
        from .translating.signals import connect

        connect()
