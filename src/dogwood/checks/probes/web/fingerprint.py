"""A fingerprint of a page's words, alike for pages that are alike (simhash).

Source: M. Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002: each feature votes on each bit.
The features are runs of three words without digits, so that a date or a counter does not matter.
"""

import re
from hashlib import blake2b

BITS = 64
FAR = 22
"""Bits by which two fingerprints differ when the pages have little in common. Unrelated pages differ by 32 on average."""
FEWEST_WORDS = 40
"""A shorter text has no fingerprint: one changed sentence would change all of it."""
_MOST_WORDS = 5_000
_WORD = re.compile(r"[^\W\d_]{2,40}")


def take_fingerprint(text: str) -> str:
    """16 hexadecimal digits; "" for a text of fewer than FEWEST_WORDS words."""
    words = [found[0] for _, found in zip(range(_MOST_WORDS), _WORD.finditer(text.lower()), strict=False)]
    if len(words) < FEWEST_WORDS:
        return ""
    votes = [0] * BITS
    for feature in set(zip(words, words[1:], words[2:], strict=False)):
        value = int.from_bytes(blake2b(" ".join(feature).encode(), digest_size=8).digest(), "big")
        for bit in range(BITS):
            votes[bit] += 1 if value >> bit & 1 else -1
    return f"{sum(1 << bit for bit, vote in enumerate(votes) if vote > 0):016x}"


def count_differences(one: str, other: str) -> int:
    """Bits that differ, 0 to 64; 0 where one of the two is ""."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else 0
