"""What can go wrong with a book."""


class BookError(Exception):
    """The book cannot be made. The message says what to do."""
