from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "dogwood.press"
    label = "press"
    verbose_name = "Books"

    def ready(self) -> None:
        from .listings import register_forms

        register_forms()
