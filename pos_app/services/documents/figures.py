"""The figures of the documents with their bounds: one place for the JSON Schemas and for what is refused."""

from typing import Annotated

from pydantic import Field

Money = Annotated[int, Field(ge=0, le=100_000_000_000, description="kopecks")]
Hundredths = Annotated[int, Field(ge=0, le=100_000_000_000, description="hundredths of a point")]
Thousandths = Annotated[
    int, Field(ge=1, le=9_999_000, description="thousandths: one piece or one kilogram is 1000; pieces are whole")
]
Rate = Annotated[int, Field(ge=0, le=10_000, description="basis points: 5 % is 500")]
Times = Annotated[int, Field(ge=0, le=1_000_000_000, description="how often")]
Whole = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(max_length=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
