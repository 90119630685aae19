from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "dogwood.press"
    label = "press"
    verbose_name = "Books"
