"""What can go wrong here; each message says what to do next."""


class OfflineError(Exception):
    """A pack or an export could not be made."""


class ExportError(OfflineError):
    """The folder cannot take the export. The message says what to do."""
