"""What a page module returns."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Page:
    """template: below ``templates/pages``. title: of the document, without the site's name. description: for search
    engines and previews. context: what the template needs beside ``visit`` and ``page``. data: schema.org objects.
    language_of: language of the main text where it is not the interface's. crumbs: (title, address) of the way here.
    may_be_framed: inside other sites' pages."""

    template: str
    title: str
    description: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] | None = None
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    kind: str = "website"
    is_indexed: bool = True
    may_be_framed: bool = False
