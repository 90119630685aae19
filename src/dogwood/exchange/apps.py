from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "dogwood.exchange"
    label = "exchange"
    verbose_name = "Imports and exports"
