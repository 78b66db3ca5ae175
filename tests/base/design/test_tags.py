"""Filters of the pages: the language of the page decides marks and spaces."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import escape


def render(source, language, **context):
    with translation.override(language):
        return Template("{% load design %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "french", "english"),
    [
        ("{{ 6.84|score }}", "6,8", "6.8"),
        ("{{ 12450|number }}", "12\u202f450", "12,450"),
        ("{{ low|signed }}", "\u22122,3", "\u22122.3"),
        ("{{ 0.634|percent }}", "63\u00a0%", "63%"),
        ("{{ 5.5|interval:6.3 }}", "[5,5\u202f; 6,3]", "[5.5, 6.3]"),
        ("{{ 'Quoi ?'|typeset }}", "Quoi\u202f?", "Quoi ?"),
        ("{{ both|text }}", "Un", "One"),
        ("{% words both %}", "Un", "One"),
        ("{% words english %}", '<span lang="en" dir="auto">&lt;One&gt;</span>', "&lt;One&gt;"),
        ("{% words none %}", "", ""),
    ],
)
def test_filters_follow_the_language_of_the_page(source, french, english):
    context = {"low": -2.3, "both": {"fr": "Un", "en": "One"}, "english": {"en": "<One>"}, "none": None}
    assert render(source, "fr", **context) == french
    assert render(source, "en", **context) == english


def test_typeset_shows_words_that_were_escaped_before_as_they_were_meant():
    words = escape("L'écart « < 2 » ; pourquoi ?")
    shown = render("{{ words|typeset }}", "fr", words=words)
    assert shown == escape("L'écart «\u202f< 2\u202f»\u202f; pourquoi\u202f?")
    assert render("{{ words|typeset }}", "fr", words="<b>") == "&lt;b&gt;"
