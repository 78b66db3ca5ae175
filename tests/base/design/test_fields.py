"""What people type: dates with month names, decimal commas, spaces in numbers, text in two languages."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from danaya.base.design.fields import DateField, NumberField, WholeNumberField, read_date, read_number
from danaya.base.design.forms import Form
from danaya.base.design.texts import MultilingualField, TextsField

DAY = datetime.date(2026, 3, 27)


@pytest.mark.parametrize(
    "typed",
    [
        *("27/3/2026", "27/03/2026", "27.3.2026", "27-3-2026", "27 3 2026", "2026-03-27", "27 mars 2026"),
        *(" 27  MARS 2026 ", "vendredi 27 mars 2026", "Friday, 27 March 2026", "27th March 2026"),
    ],
)
def test_dates_are_read_as_people_write_them(typed):
    assert read_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "month"),
    [("1er février 2026", 2), ("1 fevrier 2026", 2), ("1 août 2026", 8), ("1 déc. 2026", 12), ("1 juil 2026", 7)],
)
def test_months_are_read_with_and_without_accents_and_shortened(typed, month):
    assert read_date(typed) == datetime.date(2026, month, 1)


@pytest.mark.parametrize(
    "typed", ["32/1/2026", "3/27/2026", "27/3/26", "ju 2026", "1 ju 2026", "demain", "", "1 jui 2026"]
)
def test_what_is_no_date_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - datetime words some of them
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("6,8", "6.8"), ("6.8", "6.8"), ("1 234", "1234"), ("1\u202f234,5", "1234.5"), ("\u22122", "-2"), (",5", "0.5")],
)
def test_numbers_are_read_with_comma_point_and_spaces(typed, value):
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1.234,5", "1,234.5", "6,8,1", "NaN", "Infinity", "1e5", "six", ""])
def test_what_is_no_number_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 - datetime words some of them
        read_number(typed)


class Example(Form):
    day = DateField(label="Jour")
    score = NumberField(label="Note", max_value=10)
    count = WholeNumberField(label="Nombre", required=False)
    title = TextsField(label="Titre")
    side = forms.ChoiceField(label="Partie", choices=[("c", "C")])
    paper = forms.FileField(label="Papier")
    agreed = forms.BooleanField(label="Lu")


GOOD = {"day": "27 mars 2026", "score": "6,8", "count": "1 200", "title_fr": "Un", "title_en": "One"}


def test_form_returns_what_was_meant():
    form = Example(GOOD)
    form.is_valid()
    shown = {name: form.cleaned_data[name] for name in ("day", "score", "count", "title")}
    assert shown == {"day": DAY, "score": Decimal("6.8"), "count": 1200, "title": {"fr": "Un", "en": "One"}}


def test_empty_fields_say_what_to_do_with_the_words_of_the_label():
    with translation.override("fr"):
        errors = {name: messages[0] for name, messages in Example({}).errors.items()}
    assert errors == {
        "day": "Complétez « Jour ».",
        "score": "Complétez « Note ».",
        "title": "Complétez « Titre ».",
        "side": "Choisissez une réponse pour « Partie ».",
        "paper": "Choisissez un fichier pour « Papier ».",
        "agreed": "Cochez « Lu » pour continuer.",
    }


def test_missing_language_is_named():
    with translation.override("en"):
        assert Example({**GOOD, "title_en": ""}).errors["title"] == ["Add the text in English for “Titre”."]


def test_whole_number_refuses_a_fraction():
    assert "count" in Example({**GOOD, "count": "1,5"}).errors


@pytest.mark.parametrize("typed", ["32/1/2026", "<b>"])
def test_everything_typed_is_kept_after_an_error(typed):
    html = str(Example({**GOOD, "day": typed, "title_en": ""}))
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in html
    assert 'value="Un"' in html


def test_error_summary_links_to_the_first_control_of_each_field():
    html = str(Example({}))
    links = ["id_day", "id_score", "id_title_0", "id_side", "id_paper", "id_agreed"]
    assert [f'href="#{link}"' in html and f'id="{link}"' in html for link in links] == [True] * 6


def test_inputs_know_their_language_hint_and_error():
    html = str(Example({}))
    assert 'lang="fr"' in html
    assert 'lang="en"' in html
    assert "required" not in html
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert 'id="id_day_error"' in html


def test_stored_date_is_shown_as_it_would_be_typed():
    assert 'value="27/3/2026"' in str(Example(initial={"day": DAY})["day"])


def test_stored_text_fills_both_languages():
    html = str(Example(initial={"title": {"fr": "Un", "en": "One"}})["title"])
    assert 'value="Un"' in html
    assert 'value="One"' in html


def test_text_that_may_wait_for_its_translation():
    assert TextsField(complete=False).clean(["Un", ""]) == {"fr": "Un"}
    assert TextsField(required=False).clean(["", ""]) == {}


def test_model_field_refuses_what_is_no_text():
    with pytest.raises(forms.ValidationError):
        MultilingualField().clean({"fr": 3}, None)
    assert MultilingualField().clean({"fr": "Un"}, None) == {"fr": "Un"}
