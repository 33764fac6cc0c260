"""The sub-commands of `./till`: each module here is one, found by its file name.

A module states `NAME` (the file's name with `-` for `_`), `HELP` (one line), `add_arguments(parser)` and
`run(args) -> int`. It imports what is slow to import inside `run`.
"""


class CommandError(Exception):
    """The command cannot do what was asked; the text tells the person why, without a traceback."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
