"""Whose a host is: the part of its name that somebody registered.

The rule is short, not the Public Suffix List: two labels, three below suffixes of two labels that are common here
(``co.uk``), four below the localities of ``.us``, and one more on platforms that give each customer a name of its own.
When it is wrong an editor is shown one redirect too many or too few.
"""

import ipaddress

_SECOND = frozenset({"ac", "co", "com", "edu", "gob", "gov", "ltd", "net", "nhs", "nom", "or", "org"})
_PLATFORMS = frozenset(
    "blogspot.com business.site github.io netlify.app pages.dev vercel.app weebly.com wixsite.com wordpress.com"
    " squarespace.com godaddysites.com webflow.io azurewebsites.net herokuapp.com myshopify.com tripod.com".split()
)
_US_STATE_LABELS = 2


def find_site(host: str) -> str:
    """The registered part of ``host``: "www.example.org" → "example.org"; an IP address is its own site."""
    bare = host.lower().strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        labels = bare.split(".")
    count = 2
    if len(labels) > 2 and len(labels[-1]) == _US_STATE_LABELS:
        if labels[-2] in _SECOND:
            count = 3
        elif labels[-1] == "us" and len(labels[-2]) == _US_STATE_LABELS:
            count = 4
    if ".".join(labels[-2:]) in _PLATFORMS:
        count = 3
    return ".".join(labels[-count:])


def is_same_site(one: str, other: str) -> bool:
    return find_site(one) == find_site(other)
