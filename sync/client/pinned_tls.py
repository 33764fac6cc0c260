"""TLS with pinned keys: the till speaks to a server that holds one of the keys that it was told, and to nobody else.

Two pins (``sync.protocol.key_pin``) are told, of the key in use and of the one that will follow it, so that changing
keys needs no visit to a till.
With pins no authority is asked: whoever holds the key is the server, whoever signed its certificate; a lapsed
certificate stops no shop.
"""

import ssl
from collections.abc import Iterable
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPSConnection

from sync.protocol.key_pin import pin_of_key


class PinDiffersError(ssl.SSLError):
    """The server shows another key than those pinned: it is another server, or its keys were changed."""

    def __init__(self, found: str) -> None:
        super().__init__(f"the server's key is {found}, which is not pinned")
        self.found = found


def pin_of_certificate(der: bytes) -> str:
    """The pin of a certificate in DER."""
    key = x509.load_der_x509_certificate(der).public_key()
    return pin_of_key(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


class PinnedAdapter(HTTPAdapter):
    """Mounts on ``https://`` of a session. The key is checked after the handshake, before the first byte is sent."""

    def __init__(self, pins: Iterable[str]) -> None:
        self._pools = {"http": HTTPConnectionPool, "https": _pool_class(frozenset(pins))}
        self._context = _context()
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Every connection of the pool looks at the key."""
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> Any:
        """The same through a proxy, which sees nothing but where the connection goes."""
        manager = super().proxy_manager_for(*arguments, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: object, cert: object = None
    ) -> tuple[Any, Any]:
        """The pin takes the place of the authorities."""
        host, _ = super().build_connection_pool_key_attributes(request, False, None)
        return host, {"ssl_context": self._context, "cert_reqs": "CERT_NONE", "assert_hostname": False}

    def cert_verify(self, conn: Any, url: Any, verify: object, cert: object) -> None:
        """Here too, whatever the session says."""
        super().cert_verify(conn, url, False, None)  # type: ignore[no-untyped-call]


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # who it is, the pin decides
    return context


def _pool_class(pins: frozenset[str]) -> type[HTTPSConnectionPool]:
    class PinnedConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            shown = self.sock.getpeercert(binary_form=True) if isinstance(self.sock, ssl.SSLSocket) else None
            found = pin_of_certificate(shown) if shown else "none"
            if found not in pins:
                self.close()
                raise PinDiffersError(found)
            self.is_verified = True

    class PinnedPool(HTTPSConnectionPool):
        ConnectionCls = PinnedConnection

    return PinnedPool
