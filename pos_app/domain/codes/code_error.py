"""The error of this room: a text is not the code that it was taken for."""


class CodeError(ValueError):
    """A text is not a valid code of the expected kind.

    ``key`` names the cause in snake_case for the sentence on the screen, ``params`` its values. The rejected text
    is not kept in the error: it may be a phone number, and errors are logged.
    """

    def __init__(self, key: str, **params: int | str) -> None:
        super().__init__(f"{key} {params}" if params else key)
        self.key = key
        self.params: dict[str, int | str] = params
