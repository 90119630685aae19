"""Two half-letter pages on each letter sheet, for a home or office printer: print on both sides (flip on the short edge),
fold in the middle, staple in the fold.

The imposed file is for the printer alone: it carries no tags, as its reading order is that of the folded sheets.
"""

from io import BytesIO

import pikepdf

from .errors import BookError

SHEET = (792.0, 612.0)
"""US letter, turned; points."""
MOST_PAGES = 96
"""24 sheets: as many as a hand folds and a long-armed stapler takes."""


def order_pages(count: int) -> list[tuple[int | None, int | None]]:
    """(left, right) page numbers of each side of each sheet, from the outermost front on; None is a blank.

    >>> order_pages(4)
    [(4, 1), (2, 3)]
    """
    whole = -(-count // 4) * 4

    def real(number: int) -> int | None:
        return number if number <= count else None

    sides: list[tuple[int | None, int | None]] = []
    for sheet in range(whole // 4):
        first = 2 * sheet + 1
        sides.append((real(whole - first + 1), real(first)))
        sides.append((real(first + 1), real(whole - first)))
    return sides


def impose(pdf: bytes) -> bytes:
    """A PDF of half-letter pages → letter sheets. Raises BookError where it is too thick to fold."""
    with pikepdf.open(BytesIO(pdf)) as source:
        count = len(source.pages)
        if count > MOST_PAGES:
            raise BookError(
                f"It has {count} pages; more than {MOST_PAGES} do not fold. Choose a smaller scope, leave kinds out, "
                "or have it printed and bound without --impose."
            )
        made = pikepdf.new()
        half = SHEET[0] / 2
        for sides in order_pages(count):
            page = made.add_blank_page(page_size=SHEET)
            drawn = pikepdf.Dictionary()
            steps: list[str] = []
            for number, offset in zip(sides, (0.0, half), strict=True):
                if number is not None:
                    drawn[f"/P{number}"] = made.copy_foreign(source.pages[number - 1].as_form_xobject())
                    steps.append(f"q 1 0 0 1 {offset:g} 0 cm /P{number} Do Q")
            page.Resources = pikepdf.Dictionary(XObject=drawn)
            page.Contents = made.make_stream("\n".join(steps).encode())
        title = source.docinfo.get("/Title")
        if title is not None:
            made.docinfo["/Title"] = str(title)
        out = BytesIO()
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()
