"""Which network addresses may be connected to: public ones, and those that the operator names. Pure.

Vendors' pages and redirects come from outside, so an address from them could point into our own network (server-side
request forgery). What is checked here is always the resolved address, never the spelling of a name.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import idna

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# Beyond what `ipaddress` calls non-global (its lists differ between Python versions):
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments; Oracle Cloud's metadata service is 192.0.0.192
        "192.88.99.0/24",  # deprecated 6to4 relays
        "198.18.0.0/15",  # benchmarking
        "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's platform service answers every virtual machine on this public address
        "2001::/23",  # IETF protocol assignments (Teredo, ORCHID ...)
        "2001:db8::/32",
        "3fff::/20",
        "2620:4f:8000::/48",  # AS112
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is assigned to the public internet
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the operator allows besides public addresses. hosts: lower-cased names in ASCII, exact."""

    networks: tuple[IPNetwork, ...] = ()
    hosts: frozenset[str] = frozenset()

    def names(self, host: str) -> bool:
        return _as_asked_for(host.lower().rstrip(".")) in self.hosts


def parse_allowed(entries: Iterable[str]) -> Allowed:
    """Reads `allow_private` entries: an address, a network in CIDR form, or a host name.

    Raises ValueError for an entry that is none of these ("10.0.0.0/99", "http://intranet").
    """
    networks: list[IPNetwork] = []
    hosts: set[str] = set()
    for entry in entries:
        try:
            networks.append(ipaddress.ip_network(entry, strict=False))
        except ValueError:
            hosts.add(_host_name(entry))
    return Allowed(networks=tuple(networks), hosts=frozenset(hosts))


def permitted(host: str, addresses: Sequence[str], port: int, *, allowed: Allowed, ports: Iterable[int]) -> bool:
    """Whether every one of these addresses of `host` may be connected to at `port`.

    One forbidden address among public ones refuses the host: the pair is a mark of a DNS rebinding attack.
    An address that the operator allows is open on all its ports.
    """
    if allowed.names(host):
        return True
    return all(_permitted(ipaddress.ip_address(address), port, allowed, ports) for address in addresses)


def _permitted(address: IPAddress, port: int, allowed: Allowed, ports: Iterable[int]) -> bool:
    reached = _embedded(address) or address
    if any(reached in network for network in allowed.networks):
        return True
    return is_public(reached) and port in ports


def is_public(address: IPAddress) -> bool:
    """Whether the address, and the IPv4 address that it may carry inside, belongs to the public internet."""
    reached = _embedded(address) or address
    if reached.version == 6 and reached not in _GLOBAL_UNICAST:
        return False
    return reached.is_global and not reached.is_multicast and not any(reached in network for network in _SPECIAL)


def _embedded(address: IPAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a transition mechanism would reach through this IPv6 address, if any."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    low = int(address) & 0xFFFFFFFF
    isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    compatible = address in _IPV4_COMPATIBLE and low > 0xFFFF  # "::1" and the like are addresses of their own
    if isatap or compatible or address in _NAT64:
        return ipaddress.IPv4Address(low)
    return None


def _host_name(entry: str) -> str:
    name = entry.lower().rstrip(".")
    if not name or not all(part and part.replace("-", "a").replace("_", "a").isalnum() for part in name.split(".")):
        raise ValueError(f"{entry!r} is neither an address, a network (10.0.0.0/8) nor a host name")
    if name.replace(".", "").isdigit():
        raise ValueError(f"{entry!r} is not a valid address")
    return _as_asked_for(name)


def _as_asked_for(name: str) -> str:
    """A host as httpx asks for it: "bücher.example" is "xn--bcher-kva.example". Raises ValueError."""
    return name if name.isascii() else idna.encode(name).decode()
