"""Networks as settings name them, and whether an address lies in one."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def networks_of(text_list: str) -> tuple[Network, ...]:
    """``10.0.0.0/8, fd00::/8`` as networks. Raises ValueError for what is none."""
    return tuple(ip_network(each.strip()) for each in text_list.split(",") if each.strip())


def are_networks(text_list: str) -> bool:
    """Whether each is an address or a network."""
    try:
        networks_of(text_list)
    except ValueError:
        return False
    return True


def are_proxies(text_list: str) -> bool:
    """As :func:`are_networks`, and none of them is everybody."""
    return are_networks(text_list) and all(each.prefixlen for each in networks_of(text_list))


def address_of(text: str) -> Address | None:
    """An address, of IPv4 also where it is written as one of IPv6; None for anything else."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def lies_in(address: Address | None, networks: Iterable[Network]) -> bool:
    """Whether it is an address of one of them."""
    return address is not None and any(address in network for network in networks)
