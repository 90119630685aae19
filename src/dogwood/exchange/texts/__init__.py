"""Pasted text and documents: an old directory becomes draft listings with the source's words beside each field.

    document   bytes → ``Document``: lines with their structure         ``reading.read_document``
    drafts     ``Document`` → ``TextDraft``s: what was found and where  ``finding.find_drafts``
    importing  ``TextDraft``s → ``Reading`` for ``exchange.imports``    ``importing.read_texts``

Nothing is invented: every value stands in the source, and what is not sure says so. Running prose (questions and
answers) makes no listing; a reference in a sentence is offered as unsure at most.
"""

from .document import Document, Line
from .drafts import Found, TextDraft
from .finding import find_drafts
from .reading import read_document

__all__ = ["Document", "Found", "Line", "TextDraft", "find_drafts", "read_document"]
