from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "dogwood.publishing"
    label = "publishing"
    verbose_name = "Publishing"

    def ready(self) -> None:
        from .signals import connect

        connect()
