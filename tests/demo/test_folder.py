"""The demonstration's folder: nobody else's, made by one process at a time, begun anew when a story was cut short."""

import threading

import pytest

from danaya.demo.folder import alone, is_told, prepare_folder
from danaya.demo.make import forget_what_was_cut_short
from danaya.engines.language import Problem
from danaya.web.folder import DataFolder


def test_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine", "utf-8")
    with pytest.raises(Problem) as refused:
        prepare_folder(tmp_path)
    assert refused.value.code == "demonstration-folder"


def test_prepared_folder_is_taken_again_and_not_told_yet(tmp_path):
    for _ in range(2):
        prepare_folder(tmp_path / "demo")
    assert DataFolder(tmp_path / "demo").is_demonstration
    assert not is_told(tmp_path / "demo")


def test_files_of_a_story_cut_short_are_forgotten(tmp_path):
    prepare_folder(tmp_path / "demo")
    folder = DataFolder(tmp_path / "demo")
    for kept in (folder.files, folder.datasets, folder.analyses):
        (kept / "half").mkdir(parents=True)
    forget_what_was_cut_short(folder)
    assert not any(kept.exists() for kept in (folder.files, folder.datasets, folder.analyses))
    assert folder.is_demonstration


def test_files_of_an_own_installation_are_never_forgotten(tmp_path):
    folder = DataFolder(tmp_path)
    (folder.datasets / "answers").mkdir(parents=True)
    forget_what_was_cut_short(folder)
    assert (folder.datasets / "answers").is_dir()


def test_two_starts_make_it_one_after_the_other(tmp_path):
    prepare_folder(tmp_path / "demo")
    order, inside = [], threading.Event()

    def second():
        inside.wait(10)
        with alone(tmp_path / "demo"):
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with alone(tmp_path / "demo"):
        inside.set()
        other.join(0.3)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
