from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "dogwood.checks"
    label = "checks"
    verbose_name = "Checks"
