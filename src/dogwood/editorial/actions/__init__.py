"""The functions that change editorial data, each ``verb_noun(*, keyword_only)`` with who and why.

Commands, imports and tests call these. On the desk an editor's own save and publish go through Wagtail's actions, which
keep the same log; what the desk does beyond Wagtail calls these too.
"""

from .bulk import TextChange, change_texts, tag_entries
from .directory import describe_directory
from .entries import EntryError, EntryInput, PutReport, put_entries
from .pages import PageError, PageInput, put_pages
from .people import create_first_editor
from .pictures import put_picture
from .removing import remove_entries
from .revisions import keep_first_revision

__all__ = [
    "EntryError",
    "EntryInput",
    "PageError",
    "PageInput",
    "PutReport",
    "TextChange",
    "change_texts",
    "create_first_editor",
    "describe_directory",
    "keep_first_revision",
    "put_entries",
    "put_pages",
    "put_picture",
    "remove_entries",
    "tag_entries",
]
