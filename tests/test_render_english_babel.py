"""Dates, numbers, money and names of languages in templates, in the product's language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from duizhao.errors import TemplateError
from duizhao.render.templating import fill

DAY = {"day": "2025-08-26", "clock": datetime(2025, 8, 26, 23, 30, tzinfo=UTC)}


def filled(template: str, language: str = "en", **values: object) -> str:
    known = {"language": language, **DAY, **values}
    return fill({"x.html": template}, "x.html", known).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("template", "language", "printed"),
    [
        ("{{ day | date }}", "en", "August 26, 2025"),
        ("{{ day | date }}", "en-GB", "26 August 2025"),
        ("{{ day | date }}", "zh-Hans", "2025年8月26日"),
        ("{{ day | date(style='y年M月') }}", "zh-Hans", "2025年8月"),
        ("{{ day | date('zh-Hans') }}", "en", "2025年8月26日"),
        ("{{ day | date(style='short') }}", "en-GB", "26/08/2025"),
        ("{{ day | date(style='full') }}", "zh-Hans", "2025年8月26日星期二"),
        ("{{ day | date(style='MMMM y') }}", "en", "August 2025"),
        ("{{ clock | date('en-GB', 'medium') }}", "en", "26 Aug 2025"),
        ("{{ 'spring 2025' | date }}", "en", "spring 2025"),
        ("{{ day | date }}", "tlh", "2025-08-26"),
        ("{{ 1234567.891 | number }}", "en", "1,234,567.891"),
        ("{{ '1234567.891' | number(2) }}", "de", "1.234.567,89"),
        ("{{ 1234567 | number }}", "en-IN", "12,34,567"),
        ("{{ 1234567 | number(1, 'zh-Hans') }}", "en", "1,234,567.0"),
        ("{{ 0.256 | percent }}", "en", "26%"),
        ("{{ 0.256 | percent(1) }}", "zh-Hans", "25.6%"),
        ("{{ 1234.5 | currency }}", "zh-Hans", "¥1,234.50"),
        ("{{ 1234.5 | currency }}", "en", "CN¥1,234.50"),
        ("{{ 1234 | currency('USD', 0) }}", "en", "$1,234"),
        ("{{ 1234.56 | currency('EUR') }}", "de", "1.234,56_€"),
        ("{{ 'zh-Hans' | language_name }}", "en", "Simplified Chinese"),
        ("{{ 'en-GB' | language_name }}", "zh-Hans", "英国英语"),
        ("{{ 'en' | language_name('fr') }}", "en", "anglais"),
    ],
)
def test_templates_write_in_the_language_of_the_product(
    template: str, language: str, printed: str
) -> None:
    assert filled(template, language) == printed


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ 'many' | number }}", "'many' is no number"),
        ("{{ 'nan' | percent }}", "'nan' is no number"),
        ("{{ true | number }}", "'True' is no number"),
        ("{{ 5 | number(99) }}", "from 0 to 12"),
        ("{{ 5 | number('2') }}", "from 0 to 12"),
        ("{{ 5 | currency('yuan') }}", "there is no currency 'yuan'"),
        ("{{ day | date(style='tiny') }}", "there is no style 'tiny'"),
        ("{{ day | date('short') }}", "write style='short'"),
        ("{{ '??' | language_name }}", "is no language"),
        ("{{ gone | number }}", "gone"),
    ],
)
def test_what_cannot_be_is_told_with_file_and_line(template: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(f"<p>\n\n{template}</p>")
    assert caught.value.path == "templates/x.html"
    assert caught.value.line == 3
    assert said in caught.value.message


def test_a_day_of_python_is_a_date_too() -> None:
    assert filled("{{ d | date }}", d=date(2025, 8, 26)) == "August 26, 2025"
