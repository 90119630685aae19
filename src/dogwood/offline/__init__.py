"""The directory without a network: packs for the installable site, search on the device, and the static export.

- ``parts``: which pages a county's pack holds, and which that of the whole state. ``packs``: pages → one small file.
- ``index``, ``places``, ``urgent``: what the search on the device reads. ``build``: all of an edition's packs, a language
  at a time. ``catalog``: what there is, of which edition and how large.
- ``export``: the whole site as files, for any plain web host or a USB stick. ``links``: its links.
- ``shelf``, ``views``, ``urls``: the packs that the readers' process serves.

Pages come rendered, through a callable that is passed in (``Render``): this room knows no template.
"""
