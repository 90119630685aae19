"""The readers' site: a renderer of the current edition.

- ``asgi``: the application. ``hotpath``: ready pages as bytes, compressed once; Django stays behind it.
- ``holder``: the current edition, verified before it is served, swapped when another is published.
- ``visit``: what a page is rendered from: edition, language, clock. ``clock``: until when a page is true.
- ``urls``, ``views``: addresses. ``pages``: one file a page type, each a function from a visit to a template's context.
- ``templates``: Jinja2; ``templates/parts`` are the parts that every page is made of. ``static``: one sheet, two pictures.
- ``locale``: the interface's words in each language.

No cookie, no third party, no inline script or style, no log of what a reader asked. Imports edition, search and below.
"""
