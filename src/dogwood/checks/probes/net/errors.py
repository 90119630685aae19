"""What can go wrong on the way to a host. The messages stand as evidence on the desk."""


class ProbeNetError(Exception):
    """trouble: the kind of what was seen, a key of ``problems.PROBLEMS`` or "" for none."""

    trouble = ""


class RefusedAddressError(ProbeNetError):
    """The address leads where a probe does not go."""

    trouble = "refused-address"


class NameMissingError(ProbeNetError):
    """The name servers say that there is no such name."""

    trouble = "unreachable"


class NoAddressError(NameMissingError):
    """The name exists, and no host stands behind it."""


class NameUnknownError(ProbeNetError):
    """The name servers could not be asked, or did not answer: nothing is known."""

    trouble = "unreachable"


class BudgetError(ProbeNetError):
    """The time or the bytes for one visit are used up."""

    trouble = "too-slow"
