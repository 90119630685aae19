"""The pictures of a pack: ``media/<name>.<ending>``, each shown by a figure of a guide or page.

On the desk a picture's title is its file's name without the ending, so that saving gives the same name again.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from PIL import Image as Pillow
from wagtail.images import get_image_model

from dogwood.editorial.actions import PageInput, put_picture

FOLDER = "media"
_NAME = re.compile(r"media/[a-z0-9]+([.-][a-z0-9]+)*\.(png|jpg|jpeg|webp|gif)\Z")
_MOST_BYTES = 10 * 1024 * 1024
_MOST_PIXELS = 40_000_000


class PictureError(ValueError):
    """A picture that cannot be taken. The message says what would be right."""


def read_picture(root: Path, name: str) -> bytes:
    """The bytes of the picture ``name`` (``media/map.png``) of the pack in ``root``. Raises PictureError."""
    if not _NAME.match(name):
        raise PictureError(
            f"“{name[:80]}” is no picture's name: it is media/ and lower-case letters, digits and hyphens, "
            "and ends in .png, .jpg, .webp or .gif."
        )
    path = root / name
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PictureError(f"{name} is larger than {_MOST_BYTES // 2**20} MB. Make it smaller.")
        content = path.read_bytes()
    except OSError:
        raise PictureError(f"There is no picture {name} in the pack.") from None
    try:
        with Pillow.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise PictureError(f"{name} has {width} × {height} pixels. Make it smaller.")
            picture.verify()
    except PictureError:
        raise
    except Exception as error:
        raise PictureError(f"{name} cannot be read as a picture ({error}).") from None
    return content


class _Kept:
    def __init__(self) -> None:
        self.made: list[Any] = []

    def put(self, pictures: Mapping[str, bytes], *, by: AbstractBaseUser | None) -> dict[str, Any]:
        """Name in the pack → the image on the desk."""
        images: dict[str, Any] = {}
        for name, content in pictures.items():
            image, is_new = put_picture(title=Path(name).stem, file_name=Path(name).name, content=content, by=by)
            if is_new:
                self.made.append(image)
            images[name] = image
        return images


@contextmanager
def kept_pictures() -> Iterator[_Kept]:
    """Pictures that are put inside stay only where nothing is raised: a rolled-back transaction leaves files behind."""
    kept = _Kept()
    try:
        yield kept
    except BaseException:
        for image in kept.made:
            image.file.delete(save=False)
        raise


def with_pictures(page: PageInput, images: Mapping[str, Any]) -> PageInput:
    """The page with its figures' images in place of their names."""
    body = [
        (block, {**value, "image": images.get(value["image"])} if block == "figure" else value)
        for block, value in page.values.get("body", ())
    ]
    return replace(page, values={**page.values, "body": body}) if body else page


def name_pictures(numbers: Iterable[int]) -> dict[int, tuple[str, Any]]:
    """Image's number → its name in the pack, and the image, for the images that figures show."""
    images = get_image_model().objects.in_bulk(sorted(set(numbers)))
    plain = {
        number: f"{FOLDER}/{_slug(image.title)}{Path(image.file.name).suffix.lower()}"
        for number, image in images.items()
    }
    twice = {name for name, count in Counter(plain.values()).items() if count > 1}
    names = {}
    for number, image in images.items():
        path = Path(plain[number])
        digest = image.get_file_hash()[:8]
        names[number] = f"{FOLDER}/{path.stem}-{digest}{path.suffix}" if plain[number] in twice else plain[number]
    return {number: (names[number], image) for number, image in images.items()}


def _slug(title: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", title.lower()))[:60].strip("-") or "picture"
