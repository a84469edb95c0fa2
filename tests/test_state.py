"""The memory of builds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from duizhao.files import read_stamped
from duizhao.project import Project
from duizhao.state import State, _sealed


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "duizhao.toml").touch()
    (tmp_path / "a.md").write_text("1", "utf-8")
    (tmp_path / "a.pdf").write_text("made", "utf-8")
    return Project.find(tmp_path)


def age(path: Path) -> None:
    """Make a file old enough for its stamp to be believed."""
    os.utime(path, (1_000_000_000, 1_000_000_000))


def made(project: Project) -> State:
    """Record a product, save, and return the memory of the next run."""
    age(project.root / "a.md")
    state = State.load(project)
    state.record(
        "a", [project.root / "a.md"], [project.root / "a.pdf"], "v", {"percent": 7}
    )
    state.save()
    return State.load(project)


def is_fresh(state: State, project: Project, values: str = "v") -> bool:
    return state.fresh("a", [project.root / "a.md"], values)


def test_nothing_changed_is_fresh_and_keeps_its_note(project: Project) -> None:
    state = made(project)
    assert is_fresh(state, project)
    assert state.note("a") == {"percent": 7}


def test_what_was_never_made_is_not_fresh(project: Project) -> None:
    state = State.load(project)
    assert not is_fresh(state, project)
    assert state.note("a") is None


def test_a_changed_input_is_not_fresh(project: Project) -> None:
    state = made(project)
    (project.root / "a.md").write_text("2", "utf-8")
    assert not is_fresh(state, project)


def test_a_touched_input_is_fresh(project: Project) -> None:
    state = made(project)
    (project.root / "a.md").touch()
    assert is_fresh(state, project)


def test_a_change_within_a_tick_of_the_clock_is_seen(project: Project) -> None:
    path = project.root / "a.md"
    path.write_text("1", "utf-8")
    stamp = path.stat().st_mtime_ns
    state = State.load(project)
    state.record("a", [path], values="v")
    state.save()
    path.write_text("2", "utf-8")
    os.utime(path, ns=(stamp, stamp))
    assert not is_fresh(State.load(project), project)


def test_other_values_or_inputs_are_not_fresh(project: Project) -> None:
    state = made(project)
    assert not is_fresh(state, project, "w")
    assert not state.fresh("a", [], "v")
    assert not state.fresh("b", [project.root / "a.md"], "v")


def test_an_input_that_appears_is_not_fresh(project: Project) -> None:
    state = State.load(project)
    state.record("a", [project.root / "b.svg"])
    state.save()
    assert State.load(project).fresh("a", [project.root / "b.svg"])
    (project.root / "b.svg").touch()
    assert not State.load(project).fresh("a", [project.root / "b.svg"])


def test_a_product_removed_or_changed_is_not_fresh(project: Project) -> None:
    state = made(project)
    (project.root / "a.pdf").write_text("changed", "utf-8")
    assert not is_fresh(state, project)
    state.save()
    assert not is_fresh(State.load(project), project)
    (project.root / "a.pdf").unlink()
    assert not is_fresh(State.load(project), project)


def test_a_file_written_in_the_same_run_is_looked_at_again(project: Project) -> None:
    state = made(project)
    path = project.root / "a.md"
    assert is_fresh(state, project)
    path.write_text("2", "utf-8")
    state.forget(path)
    state.record("a", [path], values="v")
    state.save()
    assert is_fresh(State.load(project), project)


def test_what_is_saved_after_it_was_read_is_made_anew(project: Project) -> None:
    path = project.root / "a.md"
    state = State.load(project)
    state.hold(path, *read_stamped(path, 9))
    path.write_text("saved meanwhile", "utf-8")
    state.record("a", [path], values="v")
    state.save()
    assert not is_fresh(State.load(project), project)


def test_what_is_written_over_after_it_was_made_is_made_anew(project: Project) -> None:
    path = project.root / "a.pdf"
    state = State.load(project)
    state.hold(path, *read_stamped(path, 9), own=True)
    path.write_text("by somebody else", "utf-8")
    state.record("a", [project.root / "a.md"], [path], "v")
    state.save()
    assert not is_fresh(State.load(project), project)


def test_what_is_not_kept_is_told(project: Project) -> None:
    state = made(project)
    state.record("b", [], [project.root / "a.pdf"])
    assert state.keep(["b"]) == ()
    assert state.keep([]) == (project.root / "a.pdf",)
    state.save()
    assert not is_fresh(State.load(project), project)


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"program": 1}']
)
def test_a_damaged_memory_is_an_empty_one(project: Project, damage: bytes) -> None:
    made(project)
    (project.build / ".state.json").write_bytes(damage)
    assert not is_fresh(State.load(project), project)


def test_damage_inside_is_an_empty_one(project: Project) -> None:
    state = made(project)
    path = project.build / ".state.json"
    for part in (b'"files":{"x":[1]}', b'"files":3', b'"files":{"x":["",1,2,3]}'):
        text = b'{"program":"%s",%s,"made":{}}' % (state.program.encode(), part)
        path.write_bytes(_sealed(text))
        assert not is_fresh(State.load(project), project)


def test_any_byte_changed_or_cut_off_is_an_empty_one(project: Project) -> None:
    made(project)
    path = project.build / ".state.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        for damage in (whole[:at], whole[:at] + b"!" + whole[at + 1 :]):
            path.write_bytes(damage)
            assert not is_fresh(State.load(project), project)
    path.write_bytes(whole)
    assert is_fresh(State.load(project), project)


def test_nothing_new_is_not_saved(project: Project) -> None:
    state = made(project)
    path = project.build / ".state.json"
    before = path.stat()
    assert is_fresh(state, project)
    state.hold(project.root / "b.md", b"only read", (1, 2, 3))
    state.save()
    assert path.stat() == before
