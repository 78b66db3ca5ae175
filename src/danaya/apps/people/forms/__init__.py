"""Forms of people. ``SignInForm`` stands here because the settings of django-allauth name it."""

from danaya.apps.people.forms.sign_in import SignInForm

__all__ = ["SignInForm"]
