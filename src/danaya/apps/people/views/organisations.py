"""Organisations and their posts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.actions.add_organisation import add_organisation as add
from danaya.apps.people.actions.add_post import add_post as add_to
from danaya.apps.people.actions.change_organisation import change_organisation as change
from danaya.apps.people.actions.change_post import change_post as change_this_post
from danaya.apps.people.clock import now, today
from danaya.apps.people.forms.errors import add_refusal
from danaya.apps.people.forms.organisations import (
    OrganisationChangeForm,
    OrganisationForm,
    PostChangeForm,
    PostForm,
)
from danaya.apps.people.models import Organisation, Post
from danaya.apps.people.queries import organisations_with_posts, posts_with_holders
from danaya.engines.language import Problem


def find_organisation(organisation_id: str) -> Organisation:
    """Return the organisation of an address."""
    return get_object_or_404(Organisation, pk=organisation_id)


def find_post(post_id: str) -> Post:
    """Return the post of an address."""
    return get_object_or_404(Post.objects.select_related("organisation", "region"), pk=post_id)


@permission_required("people.see_organisations")
@require_safe
def organisations(request: PostRequest) -> HttpResponse:
    """Who takes part: organisations by side, their posts, which of them are vacant."""
    return render(request, "people/organisations.html", {"rows": organisations_with_posts(today())})


@permission_required("people.see_organisations", of=find_organisation)
@require_safe
def organisation(request: PostRequest, organisation: Organisation) -> HttpResponse:
    """One organisation and its posts."""
    context = {"organisation": organisation, "posts": posts_with_holders(organisation, today())}
    return render(request, "people/organisation.html", context)


@permission_required("people.manage_organisations")
@require_http_methods(["GET", "POST"])
def add_organisation(request: PostRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add(**form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("The organisation is added. Give it its posts."))
        return redirect("people:organisation", added.pk)
    return render(request, "people/add_organisation.html", {"form": form})


@permission_required("people.manage_organisations", of=find_organisation)
@require_http_methods(["GET", "POST"])
def change_organisation(request: PostRequest, organisation: Organisation) -> HttpResponse:
    """Change an organisation."""
    form = OrganisationChangeForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            change(organisation, **form.cleaned_data, actor=request.acting, at=now())
        except Problem as refusal:
            add_refusal(form, refusal, "active")
        else:
            messages.success(request, gettext("The organisation is changed."))
            return redirect("people:organisation", organisation.pk)
    return render(request, "people/change_organisation.html", {"form": form, "organisation": organisation})


@permission_required("people.manage_posts", of=find_organisation)
@require_http_methods(["GET", "POST"])
def add_post(request: PostRequest, organisation: Organisation) -> HttpResponse:
    """Add a post to an organisation."""
    form = PostForm(request.POST or None, instance=Post(organisation=organisation))
    if request.method == "POST" and form.is_valid():
        post = add_to(organisation, **form.cleaned_data, actor=request.acting, at=now())
        messages.success(request, gettext("The post is added. Hand it over to its first holder."))
        return redirect("people:post", post.pk)
    return render(request, "people/add_post.html", {"form": form, "organisation": organisation})


@permission_required("people.see_organisations", of=find_post)
@require_safe
def post(request: PostRequest, post: Post) -> HttpResponse:
    """One post and everyone who held it."""
    tenures = post.tenures.select_related("account").order_by("-since")
    return render(request, "people/post.html", {"post": post, "tenures": tenures, "today": today()})


@permission_required("people.manage_posts", of=find_post)
@require_http_methods(["GET", "POST"])
def change_post(request: PostRequest, post: Post) -> HttpResponse:
    """Change a post."""
    form = PostChangeForm(request.POST or None, instance=post)
    if request.method == "POST" and form.is_valid():
        try:
            change_this_post(post, **form.cleaned_data, actor=request.acting, at=now())
        except Problem as refusal:
            add_refusal(form, refusal, "active" if not form.cleaned_data["active"] else "role")
        else:
            messages.success(request, gettext("The post is changed."))
            return redirect("people:post", post.pk)
    return render(request, "people/change_post.html", {"form": form, "post": post})
