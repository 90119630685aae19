"""Putting pictures into the editorial database."""

import hashlib
import io
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.images import ImageFile
from wagtail.images import get_image_model
from wagtail.log_actions import log


def put_picture(*, title: str, file_name: str, content: bytes, by: AbstractBaseUser | None) -> tuple[Any, bool]:
    """(the image with these very bytes and this title, True where it is new). Raises ValidationError."""
    model = get_image_model()
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    found = model.objects.filter(file_hash=digest, title=title).first()
    if found is not None:
        return found, False
    image = model(title=title, file=ImageFile(io.BytesIO(content), name=file_name), uploaded_by_user=by)
    image._set_image_file_metadata()
    image.full_clean(exclude=["description"])
    image.save()
    log(image, "wagtail.create", user=by)
    return image, True
