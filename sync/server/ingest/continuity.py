"""How a till's stream may fail to continue the one that the server knows; nothing is applied then."""

from sync.server.enrolment import EnrolledTill


class GapError(Exception):
    """Operations between what the server has and what came are missing; ``expect_seq`` is the first of them."""

    def __init__(self, expect_seq: int, came: int) -> None:
        super().__init__(f"operation {expect_seq} is expected, {came} came")
        self.expect_seq = expect_seq


class ForkError(Exception):
    """The till's history is not the one the server knows: it was restored from a backup, or there are two of it."""

    def __init__(self, epoch: int, detail: str) -> None:
        super().__init__(detail)
        self.epoch = epoch


class FencedError(Exception):
    """An epoch that is over: the till has begun another since, or a person declared it lost."""

    def __init__(self, epoch: int, came: int) -> None:
        super().__init__(f"epoch {came} is over, epoch {epoch} follows it")
        self.epoch = epoch


def check_epoch(till: EnrolledTill, epoch: int) -> None:
    """Raise :class:`FencedError` for an epoch that is over, :class:`ForkError` for one that this server never gave."""
    if epoch < till.epoch:
        raise FencedError(till.epoch, epoch)
    if epoch > till.epoch:
        raise ForkError(till.epoch, f"epoch {till.epoch} is expected, {epoch} came")
