import json
from dataclasses import fields

import jsonschema
import pytest

from pos_app.domain.loyalty.programme import Programme
from pos_app.domain.loyalty.programme_document import read_programme, write_programme
from pos_app.domain.loyalty.programme_words import summary_text
from pos_app.domain.receipt.labels import Language
from resources.demo.programme import programme_text
from resources.demo.shop import demo_shop
from resources.paths import resource_path
from resources.programmes.published_schema import FILE_NAME, schema_text
from resources.programmes.samples import SAMPLES, sample_text
from tests.domain.loyalty.drawn_programmes import KINDS, kinds_of

DOCUMENTS = {**{name: sample_text(name) for name in SAMPLES}, "demo": programme_text()}


def test_the_published_schema_is_current() -> None:
    published = resource_path("programmes", FILE_NAME).read_text(encoding="utf-8")
    assert published == schema_text(), "run python -m resources.programmes.published_schema"
    jsonschema.Draft202012Validator.check_schema(json.loads(published))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_is_sound_and_fits_the_published_schema(name: str) -> None:
    schema = json.loads(resource_path("programmes", FILE_NAME).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(DOCUMENTS[name]))
    programme = read_programme(DOCUMENTS[name])
    assert read_programme(write_programme(programme)) == programme


def test_all_that_lies_there_is_a_sample() -> None:
    lying = {path.stem for path in resource_path("programmes").glob("*.json")} - {"programme.schema"}
    assert lying == set(SAMPLES)


def test_everything_has_every_kind_of_rule_and_every_part() -> None:
    programme = read_programme(sample_text("everything"))
    for name, union in KINDS.items():
        assert {type(rule) for rule in getattr(programme, name)} == set(kinds_of(union)), name
    bare = Programme(*(getattr(programme, field.name) for field in fields(Programme)[:10]))
    for field in fields(Programme)[10:]:
        assert getattr(programme, field.name) != getattr(bare, field.name), f"no {field.name} in the sample"
    assert {reward.gives.kind for reward in programme.rewards} == {"item", "certificate", "service", "charity"}
    assert {award.gift.kind for award in programme.awards} == {"points", "coupon"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_goods_of_a_sample_are_goods_of_the_demo_shop(name: str) -> None:
    shop = demo_shop(read_programme(sample_text(name)).starts_at.date())
    groups, brands = {item.group for item in shop.goods}, {item.brand for item in shop.goods}
    for _, rule in read_programme(sample_text(name)).staged_rules():
        goods = getattr(rule, "goods", None)
        if goods is not None:
            assert {*goods.groups, *goods.excluding.groups} <= groups
            assert {*goods.brands, *goods.excluding.brands} <= brands


@pytest.mark.parametrize("language", Language)
def test_a_sample_reads_as_a_list_of_sentences(language: Language) -> None:
    for name in SAMPLES:
        head, *lines = summary_text(read_programme(sample_text(name)), language).splitlines()
        assert name in head
        assert all(line.endswith(":") or (line.startswith("  - ") and line.endswith(".")) for line in lines)
