"""The readers' application: ``granian --interface asgi dogwood.web.asgi:application``."""

import os

# Whatever the process that started this one uses: readers have settings of their own.
os.environ["DJANGO_SETTINGS_MODULE"] = "dogwood.settings.readers"

from typing import cast

from django.core.asgi import get_asgi_application

from dogwood.search.holder import get_holder
from dogwood.settings.config import load_config

from .hotpath import Application, HotPath

application = HotPath(
    cast(Application, get_asgi_application()), get_holder(), load_config().page_cache_mb * 1024 * 1024
)
