"""Rotating QR cards at this till: the signature is checked without a network, and a code is good once."""

from dataclasses import dataclass

from pos_app.domain.codes import rotating_token
from pos_app.domain.codes.code_error import CodeError
from pos_app.services.errors import ServiceError
from pos_app.services.ports import CardSteps, Clock


@dataclass(frozen=True, slots=True)
class CardToken:
    """A code whose signature is good and that was not shown before at this till, as far as it knows at any other."""

    card: str
    step: int


class CardTokens:
    """``programme_key``: 32 bytes, None at a till that was not given one."""

    def __init__(self, *, programme_key: bytes | None, steps: CardSteps, clock: Clock) -> None:
        self._programme_key = programme_key
        self._steps = steps
        self._clock = clock

    def check(self, card: str, signature: str, held_step: int | None = None) -> CardToken:
        """Whose card this is. ServiceError ``token_key_missing``, ``token_invalid``, ``token_replayed``.

        ``held_step``: a step that may come once more, because it names the customer of the open sale already: a camera
        sees the same code again and again.
        """
        if self._programme_key is None:
            raise ServiceError("token_key_missing")
        key = rotating_token.card_key(self._programme_key, card)
        last_step = self._steps.last_step(card)
        try:
            unix_s = int(self._clock.now().timestamp())
            allowed = last_step - 1 if last_step == held_step else last_step
            step = rotating_token.verified_step(key, signature, unix_s, allowed)
        except CodeError as error:
            raise ServiceError(error.key) from error
        return CardToken(card, step)

    def use(self, token: CardToken) -> None:
        """The customer is named by it: neither it nor an older one counts again. ServiceError ``token_replayed``."""
        if not self._steps.accept(token.card, token.step):
            raise ServiceError("token_replayed")
