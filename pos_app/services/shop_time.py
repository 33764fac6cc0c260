"""The shop's wall clock for prices and records."""

from datetime import datetime, timezone, tzinfo


def shop_time(instant: datetime, zone: tzinfo) -> datetime:
    """``instant`` by the shop's wall clock, with the offset of that moment in place of the zone.

    In the hour that comes twice when summer time ends, Python takes a moment with a zone for unequal to every moment
    with another one (PEP 495), so that a record could not be told from what was read back of it.
    """
    local = instant.astimezone(zone)
    offset = local.utcoffset()
    return local if offset is None else local.replace(tzinfo=timezone(offset), fold=0)
