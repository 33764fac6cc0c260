"""Every key, kind and choice of the document has words in both languages, and a page to be edited on."""

from collections.abc import Iterator

from pos_app.domain.loyalty.programme_form.choice_words import has_choice_words, has_kind_words
from pos_app.domain.loyalty.programme_form.labels import has_label
from pos_app.domain.loyalty.programme_form.schema_shape import programme_shape
from pos_app.domain.loyalty.programme_form.sections import NOT_EDITED, sections
from pos_app.domain.loyalty.programme_form.shape import Choice, Entries, Group, OneOf, Shape


def below(shape: Shape) -> Iterator[Shape]:
    yield shape
    parts: tuple[Shape, ...] = ()
    match shape:
        case Group():
            parts = tuple(field.shape for field in shape.fields)
        case OneOf():
            parts = shape.groups
        case Entries():
            parts = (shape.item,)
    for part in parts:
        yield from below(part)


SHAPES = tuple(below(programme_shape()))


def test_every_key_has_a_label() -> None:
    nameless = {
        (shape.name, field.key)
        for shape in SHAPES
        if isinstance(shape, Group)
        for field in shape.fields
        if not has_label(shape.name, field.key)
    }
    assert not nameless


def test_every_kind_and_entry_has_words() -> None:
    kinds = [group for shape in SHAPES if isinstance(shape, OneOf) for group in shape.groups]
    entries = [shape.item for shape in SHAPES if isinstance(shape, Entries) and isinstance(shape.item, Group)]
    assert not {one.name for one in [*kinds, *entries] if not has_kind_words(one.kind, one.name)}


def test_every_choice_has_words() -> None:
    choices = {shape for shape in SHAPES if isinstance(shape, Choice)}
    assert not {(one.name, value) for one in choices for value in one.values if not has_choice_words(one.name, value)}


def test_every_part_of_the_document_is_edited_on_one_page() -> None:
    edited = [key for section in sections() for key in (*section.fields, *section.lists)]
    assert sorted(edited) == sorted({field.key for field in programme_shape().fields} - NOT_EDITED)
    assert sections()[-1].key != "other"
