"""The readers' application: ``granian --interface asgi dogwood.web.asgi:application``."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dogwood.settings.readers")

from django.conf import settings
from django.core.asgi import get_asgi_application

from .hotpath import HotPath
from .visit import get_holder

application = HotPath(get_asgi_application(), get_holder(), settings.PAGE_CACHE_BYTES)
