"""Reading: bytes of any kind of document → ``Document``. ``read_document`` is the way in.

text       plain text and Markdown; columns: text in columns side by side
html, word, pdf    read in a process of their own (``isolate``, ``worker``), bounded in time and memory
"""

from .read import MOST_BYTES, read_document

__all__ = ["MOST_BYTES", "read_document"]
