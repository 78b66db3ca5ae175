"""Addresses of signing: arranging, putting, acts that bind, paper, versions, copies."""

from django.urls import URLPattern, path

from danaya.apps.commitments.views.signing import acts, arranging, desk, paper, putting, taking, versions

ADDRESSES: list[URLPattern] = [
    path("plans/<uuid:pk>/signing/", desk.signing, name="signing"),
    path("plans/<uuid:pk>/signing/bodies/add/", arranging.add, name="add_body"),
    path("plans/<uuid:pk>/signing/bodies/<uuid:body>/", arranging.arrange, name="arrange_body"),
    path("plans/<uuid:pk>/signing/bodies/<uuid:body>/remove/", arranging.remove, name="remove_body"),
    path("plans/<uuid:pk>/signing/put/", putting.put, name="put_to_signature"),
    path("plans/<uuid:pk>/signing/take-back/", putting.take_back, name="take_back_text"),
    path("plans/<uuid:pk>/signing/close/", putting.close, name="close_signing"),
    path("plans/<uuid:pk>/signing/visa/", acts.visa, name="visa"),
    path("plans/<uuid:pk>/signing/adopt/", acts.adopt, name="adopt"),
    path("plans/<uuid:pk>/c/<uuid:commitment>/sign/", acts.sign, name="sign"),
    path("plans/<uuid:pk>/signing/sheet/", paper.enter, name="enter_sheet"),
    path("plans/<uuid:pk>/signing/sheets/<uuid:scan>/", paper.answer, name="answer_sheet"),
    path("plans/<uuid:pk>/receipts/<uuid:signature>/", acts.receipt, name="receipt"),
    path("plans/<uuid:pk>/versions/", versions.versions, name="versions"),
    path("plans/<uuid:pk>/versions/compare/", versions.compare, name="compare_versions"),
    path("plans/<uuid:pk>/versions/<int:number>/", versions.version, name="version"),
    path("plans/<uuid:pk>/versions/<int:number>/record/", taking.record, name="record"),
    path("plans/<uuid:pk>/versions/<int:number>/copy/<slug:language>/", taking.copy, name="offline_copy"),
    path("plans/<uuid:pk>/versions/<int:number>/paper/<slug:language>/", taking.paper, name="paper"),
]
