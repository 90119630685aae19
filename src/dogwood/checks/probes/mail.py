"""Whether the domain of an e-mail address takes mail (RFC 5321, section 5.1; RFC 7505). No mailbox is asked."""

from .net.addresses import read_host
from .net.errors import NameMissingError, NameUnknownError, NoAddressError, RefusedAddressError
from .net.names import SECONDS, Resolver
from .problems import EMAIL, UNREACHED, Holder, Look, Seen, kinds_of


def look_at_domain(domain: str, holders: list[Holder], resolver: Resolver) -> Look:
    """What the name servers say of ``domain``. Takes at most twice SECONDS; never raises for what they answer."""
    kind, told = _ask(domain, resolver)
    is_reached = kind not in UNREACHED
    seen = tuple(Seen(kind, holder, domain, told) for holder in holders) if kind else ()
    return Look(seen, kinds_of(EMAIL) if is_reached else frozenset(), is_reached)


def _ask(domain: str, resolver: Resolver) -> tuple[str, str]:
    try:
        host = read_host(domain)
        if not isinstance(host, str):
            return "mail-none", f"“{domain}” is a number, not a domain."
        hosts = resolver.find_mail_hosts(host, SECONDS)
        if hosts == ["."]:
            return "mail-none", f"{domain} says that it takes no mail."
        if not hosts:
            resolver.find_addresses(host, SECONDS)
    except RefusedAddressError as error:
        return "mail-none", str(error)
    except NoAddressError:
        return "mail-none", f"{domain} names no host for mail and has no address."
    except NameMissingError:
        return "mail-domain", f"There is no domain “{domain}”."
    except NameUnknownError as error:
        return "mail-unreachable", str(error)
    return "", ""
