"""Saying which refusal is expected."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pos_app.services.errors import ServiceError


@contextmanager
def refused(key: str, **params: int | str) -> Iterator[None]:
    """The block must raise ServiceError ``key``; of its params those given must be so."""
    with pytest.raises(ServiceError) as caught:
        yield
    assert caught.value.key == key
    assert {name: caught.value.params[name] for name in params} == params
