"""What can go wrong with an edition. Each message tells the operator what to do."""


class EditionError(Exception):
    """Anything about editions; the classes below say what."""


class EditionMissingError(EditionError):
    """There is no such edition, or no edition at all."""


class EditionCorruptError(EditionError):
    """An edition's bytes are not what its manifest says. It must not be served."""


class EditionBaseError(EditionError):
    """Only changes were given, and there is no sound edition to apply them to. Build again from all records."""


class EditionBusyError(EditionError):
    """Another process builds an edition right now."""
