"""What every answer of the pages tells the browser: run nothing from elsewhere, stand in no frame, keep nothing."""

from collections.abc import Mapping
from types import MappingProxyType

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # With "no-referrer" browsers would send the Origin of forms as "null".
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
)
NOT_TO_KEEP: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})
OVER_TLS: Mapping[str, str] = MappingProxyType({"Strict-Transport-Security": "max-age=31536000"})


def headers_of(*, secure: bool) -> dict[str, str]:
    """Of a page. ``secure``: it goes over TLS."""
    return {**SECURITY_HEADERS, **NOT_TO_KEEP, **(OVER_TLS if secure else {})}
