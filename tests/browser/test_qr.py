"""The QR code that the device draws is the one that segno makes of the same text, module by module."""

import pytest
import segno
from segno import consts, encoder

from .conftest import OpenPage

ENCODE = "async ([address, text, mask]) => (await import(address)).encode(text, mask ?? undefined)"
# Every second one fills a version to its last byte; 858 is the longest.
LENGTHS = (1, 17, 18, 78, 106, 107, 154, 192, 230, 271, 400, 650, 857, 858)


@pytest.fixture
def padding_as_the_standard_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """segno 1.6 adds a zero byte where the bits already end at a byte (ISO/IEC 18004, 7.4.10, adds none there)."""

    def write(buffer: encoder.Buffer, version: int, length: int) -> None:
        if version not in {consts.VERSION_M1, consts.VERSION_M3}:
            buffer.extend([0] * (-length % 8))

    monkeypatch.setattr(encoder, "write_padding_bits", write)


@pytest.mark.usefixtures("padding_as_the_standard_has_it")
def test_it_is_segnos(open_page: OpenPage) -> None:
    page = open_page("/en/saved/")
    address = (page.locator("script[src*=saved]").get_attribute("src") or "").replace("saved.js", "qr.js")
    for length in LENGTHS:
        text = ("https://directory.example.org/en/saved/#v=1&i=l.robeson-rides&n=Ask+Ann&" * 12)[:length]
        own = page.evaluate(ENCODE, [address, text, None])
        made = segno.make(text.encode(), mode="byte", error="l", boost_error=False, micro=False, mask=own["mask"])
        assert own["rows"] == [list(row) for row in made.matrix], length
        assert own["size"] == made.symbol_size(border=0)[0]
    for mask in range(8):
        made = segno.make(b"each mask", mode="byte", error="l", boost_error=False, micro=False, mask=mask)
        assert page.evaluate(ENCODE, [address, "each mask", mask])["rows"] == [list(row) for row in made.matrix]
    spanish = "Pregúntele a Íñigo"
    made = segno.make(spanish.encode(), mode="byte", error="l", boost_error=False, micro=False, mask=3)
    assert page.evaluate(ENCODE, [address, spanish, 3])["rows"] == [list(row) for row in made.matrix]
    assert page.evaluate(ENCODE, [address, "x" * 859, 0]) is None
