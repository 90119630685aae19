"""The one error of this package: a value that breaks its rule, with what would be right."""


class FactError(ValueError):
    """A value that breaks its rule. The message names the value and says what would be right."""
