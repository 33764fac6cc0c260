"""A report that contradicts itself."""


class ReportShapeError(ValueError):
    """Says what was expected and what came. It is a mistake of the code that built the report, never of its reader."""
