"""Search by meaning, an optional second arm beside the words: “someone to drive me” finds rides to treatment.

    arm = open_arm(edition_folder / "index")          # None where there are no vectors, or no numpy
    matches = arm.rank("someone to drive me", "en", 20) if arm else []

- ``texts``: which documents get a vector, and of what text. ``entries`` and ``vectors``: the two files that keep them.
- ``model``: the optional model. ``table``: its words alone, which answers queries. ``distill``: makes the table.
- ``build``: vectors into an edition's index, in bounded time.
- ``arm``: asking. ``join``: matches beside the words' hits. ``fusion``: two orders into one.

Nothing here is needed for an answer: without numpy or without vectors, words alone answer.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from .build import VECTORS_NAME, add_to_cache, fill_cache, write_meaning
from .errors import MeaningUnavailableError, VectorFileError
from .fusion import fuse
from .model import load_model

if TYPE_CHECKING:
    from .arm import Arm, Match, Question
    from .model import Model

logger = logging.getLogger(__name__)

__all__ = [
    "Arm",
    "Match",
    "MeaningUnavailableError",
    "Question",
    "VECTORS_NAME",
    "VectorFileError",
    "add_to_cache",
    "fill_cache",
    "fuse",
    "load_model",
    "open_arm",
    "write_meaning",
]


def open_arm(index_folder: Path) -> Arm | None:
    """The arm of an edition's index folder; None, and words alone, where it or this machine has not what it takes."""
    if not (index_folder / VECTORS_NAME).exists():
        return None
    try:
        from .arm import open_arm as open_with
        from .table import load_table

        return open_with(index_folder, load_table(), _find_model())
    except ImportError:  # numpy comes with the extra
        logger.info("Search goes by words alone: the extra “meaning” is not installed.")
    except (VectorFileError, OSError) as error:
        logger.warning("Search goes by words alone: %s", error)
    return None


def _find_model() -> Model | None:
    """The model, None where it is not installed: the table of words then answers alone."""
    try:
        return load_model()
    except MeaningUnavailableError as error:
        logger.info("%s", error)
        return None
