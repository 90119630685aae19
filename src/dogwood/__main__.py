"""``python -m dogwood``: the same as the command ``dogwood``."""

from dogwood.cli import main

main()
