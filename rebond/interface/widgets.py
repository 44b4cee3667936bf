"""Form controls that a browser knows how to help with."""

from django import forms


class DayInput(forms.DateInput):
    """A day, typed or picked in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class WholeNumberInput(forms.NumberInput):
    """A whole number: the telephone shows its figures, and the wheel of a mouse changes nothing by accident."""

    input_type = "text"

    def __init__(self, attrs=None):
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off"} | (attrs or {}))
