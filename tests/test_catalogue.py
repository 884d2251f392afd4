# SPDX-License-Identifier: Apache-2.0
"""The forms folder: what is sound is offered, what is not is left out and named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from intake.catalogue import Catalogue, check, load
from intake.core.wording import Wording

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """Return a forms folder with one whole form in two languages and two batteries."""
    return Path(shutil.copytree(FIXTURES, tmp_path / "forms"))


def add_form(forms: Path, name: str) -> Path:
    """Add a second sound form."""
    folder = Path(shutil.copytree(forms / "whole", forms / name))
    edit(folder / "instrument.toml", 'id = "whole"', f'id = "{name}"')
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def lines(catalogue: Catalogue) -> str:
    return "\n".join(map(str, catalogue.problems))


def test_a_sound_folder_is_loaded_without_a_word(forms: Path) -> None:
    found = load(forms)

    assert list(found.instruments) == ["whole"]
    assert list(found.batteries) == ["all_of_it", "chosen"]
    assert found.problems == ()
    assert found.battery_problems == ()
    assert check(forms).problems == ()


def test_a_wording_carries_the_digest_of_its_file(forms: Path) -> None:
    found = load(forms)

    content = (forms / "whole" / "de.toml").read_bytes()
    assert found.wording("whole", "de").digest == sha256(content).hexdigest()
    structure = (forms / "whole" / "instrument.toml").read_bytes()
    assert found.digest("whole") == sha256(structure).hexdigest()


def test_a_wording_is_read_once(forms: Path) -> None:
    found = load(forms)

    first = found.wording("whole", "de")
    (forms / "whole" / "de.toml").unlink()

    assert isinstance(first, Wording)
    assert found.wording("whole", "de") is first


def test_english_comes_first_among_the_languages(forms: Path) -> None:
    assert load(forms).languages("whole") == ("en", "de")


def test_what_is_not_there_is_a_key_error(forms: Path) -> None:
    found = load(forms)

    with pytest.raises(KeyError):
        found.languages("gone")
    with pytest.raises(KeyError):
        found.wording("gone", "en")
    with pytest.raises(KeyError):
        found.wording("whole", "fr")
    with pytest.raises(KeyError):
        found.wording("whole", "../whole/en")
    assert found.problems == ()


def test_a_form_with_a_bad_structure_is_left_out_and_its_batteries_say_so(forms: Path) -> None:
    add_form(forms, "other")
    edit(forms / "whole" / "instrument.toml", "range = [0, 9]", "range = [0, 8]")

    found = load(forms)

    assert list(found.instruments) == ["other"]
    assert found.batteries == {}
    assert "forms/whole/instrument.toml: score.total.range: says 0 to 8" in lines(found)
    assert lines(found).splitlines()[-1] == (
        "forms/batteries.toml: cannot be given until the forms that were left out are mended: "
        "all_of_it, chosen."
    )


def test_a_form_without_sound_english_is_left_out(forms: Path) -> None:
    edit(forms / "whole" / "en.toml", 'walk = "Walk"\n', "")

    found = load(forms)

    assert dict(found.instruments) == {}
    assert "forms/whole/en.toml: item.walk: is missing; add it." in lines(found)


def test_a_form_whose_examples_do_not_come_out_is_left_out(forms: Path) -> None:
    edit(forms / "whole" / "cases.toml", 'total = "32/5"', "total = 5")

    found = load(forms)

    assert dict(found.instruments) == {}
    assert (
        'forms/whole/cases.toml: case[1]: "everything is answered": total comes to 32/5, the '
        "example says 5; correct the form or the example."
    ) in lines(found)


def test_a_bad_language_is_left_out_alone(forms: Path) -> None:
    edit(forms / "whole" / "de.toml", 'walk = "Walk"\n', "")
    found = load(forms)

    assert found.languages("whole") == ("en",)
    with pytest.raises(KeyError):
        found.wording("whole", "de")
    assert lines(found) == "forms/whole/de.toml: item.walk: is missing; add it."


def test_a_wording_in_the_wrong_file_is_not_used(forms: Path) -> None:
    shutil.copy(forms / "whole" / "de.toml", forms / "whole" / "fr.toml")
    found = load(forms)

    assert found.languages("whole") == ("en", "de")
    assert 'forms/whole/fr.toml: language: "de" differs from the file\'s name, "fr"' in lines(
        found
    )


def test_the_wrong_folder_hides_no_other_problem(forms: Path) -> None:
    (forms / "whole").rename(forms / "other")
    (forms / "other" / "cases.toml").write_bytes(b"#" * 1_100_000)

    found = lines(load(forms))

    assert "differs from the folder's name" in found
    assert "other/cases.toml: the file has more than" in found


def test_a_form_in_the_wrong_folder_is_not_used(forms: Path) -> None:
    (forms / "whole").rename(forms / "hole")

    assert 'forms/hole/instrument.toml: id: "whole" differs from the folder\'s name, "hole"' in (
        lines(load(forms))
    )


@pytest.mark.parametrize("name", ["instrument.toml", "en.toml", "cases.toml"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"id = ",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
        b"\x00" * 100,
        b"a = [" * 5_000,
        b"x = 1\n" * 300_000,
        bytes(range(256)),
    ],
    ids=lambda content: str(content[:12]),
)
def test_a_broken_file_leaves_the_form_out_and_says_which(
    forms: Path, name: str, content: bytes
) -> None:
    (forms / "whole" / name).write_bytes(content)

    found = load(forms)

    assert dict(found.instruments) == {}
    assert f"forms/whole/{name}: " in lines(found)


@pytest.mark.parametrize("name", ["instrument.toml", "en.toml", "cases.toml"])
def test_a_missing_file_is_named(forms: Path, name: str) -> None:
    (forms / "whole" / name).unlink()

    assert f"forms/whole/{name}: is missing; add it." in lines(load(forms))


def test_a_folder_in_the_place_of_a_file_is_named(forms: Path) -> None:
    (forms / "whole" / "cases.toml").unlink()
    (forms / "whole" / "cases.toml").mkdir()

    assert "forms/whole/cases.toml: is not a file; put a file of this name there." in lines(
        load(forms)
    )


def test_a_link_out_of_the_folder_is_not_followed(forms: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    (forms / "whole" / "en.toml").rename(outside)
    try:
        (forms / "whole" / "en.toml").symlink_to(outside)
    except OSError:
        pytest.skip("this system lets nobody make links")

    assert "forms/whole/en.toml: is a link that leads out of the forms folder" in lines(
        load(forms)
    )


def test_a_form_folder_that_is_a_link_out_is_not_followed(forms: Path, tmp_path: Path) -> None:
    (forms / "whole").rename(tmp_path / "whole")
    try:
        (forms / "whole").symlink_to(tmp_path / "whole", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")

    assert "forms/whole/instrument.toml: is a link that leads out of" in lines(load(forms))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(forms: Path) -> None:
    (forms / "whole" / "en.toml").unlink()
    os.mkfifo(forms / "whole" / "en.toml")

    assert "forms/whole/en.toml: is not a file; put a file of this name there." in lines(
        load(forms)
    )


def test_a_link_to_itself_is_a_problem(forms: Path) -> None:
    path = forms / "whole" / "en.toml"
    path.unlink()
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("this system lets nobody make links")

    assert "forms/whole/en.toml: " in lines(load(forms))


def test_an_unreadable_file_is_named(forms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, *__: object, **___: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert (
        "forms/whole/instrument.toml: cannot be read (Permission denied); correct its permissions"
        in lines(load(forms))
    )


def test_a_folder_that_may_not_be_looked_into_costs_one_sentence(
    forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    (own / "closed").mkdir(parents=True)
    found = load(forms)

    def closed(ask: Callable[[Path], bool]) -> Callable[[Path], bool]:
        def answer(path: Path) -> bool:
            if own in path.parents:
                raise PermissionError(13, "Permission denied", str(path))
            return ask(path)

        return answer

    for name in ("exists", "is_dir", "is_file"):
        monkeypatch.setattr(Path, name, closed(getattr(Path, name)))
    found.use_own(own)
    checked = check(own)

    assert list(found.instruments) == ["whole"]
    assert "own/closed/instrument.toml" in lines(found)
    assert "own/instrument.toml: is missing" in str(checked.problems[0])


@pytest.mark.parametrize("name", ["loop", "loop/batteries.toml", "loop/es.toml", "a\0b"])
def test_a_folder_that_is_none_is_a_problem_wherever_it_is_named(
    forms: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = load(forms)

    found.use_own(tmp_path / name)

    assert len(found.problems) == 1
    assert check(tmp_path / name).problems


def test_a_missing_forms_folder_is_one_problem_more(tmp_path: Path) -> None:
    found = load(tmp_path / "nowhere")

    assert dict(found.instruments) == {}
    assert "nowhere: the folder cannot be read (" in lines(found)


def test_an_empty_forms_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()

    assert "forms: the folder has no forms; each is a folder with an instrument.toml." in (
        lines(load(tmp_path / "forms"))
    )


def test_a_missing_or_broken_battery_file_takes_no_form_with_it(forms: Path) -> None:
    (forms / "batteries.toml").write_bytes(b"battery = 3")
    broken = load(forms)
    (forms / "batteries.toml").unlink()
    missing = load(forms)

    assert list(broken.instruments) == list(missing.instruments) == ["whole"]
    assert lines(broken) == "forms/batteries.toml: battery: must be a table, not a number."
    assert lines(missing) == "forms/batteries.toml: is missing; add it."


def test_folders_of_tools_are_no_forms(forms: Path) -> None:
    for name in (".git", "__pycache__"):
        (forms / name).mkdir()

    assert load(forms).problems == ()


def test_every_form_is_looked_at_although_one_is_bad(forms: Path) -> None:
    first, second = add_form(forms, "first"), add_form(forms, "second")
    (first / "en.toml").unlink()
    edit(second / "instrument.toml", 'version = "1.2.3"', 'version = "one"')

    found = load(forms)

    assert list(found.instruments) == ["whole"]
    assert "forms/first/en.toml" in lines(found)
    assert "forms/second/instrument.toml: version" in lines(found)


def test_check_looks_at_one_form_a_file_of_it_or_the_batteries(forms: Path) -> None:
    edit(forms / "whole" / "de.toml", 'rest = "Rest"\n', "")
    (forms / "whole" / "notes.of.mine.toml").write_text("a = 1", encoding="utf-8")
    edit(forms / "batteries.toml", 'title = "All of it"\n', "")

    for path in (forms / "whole", forms / "whole" / "de.toml"):
        found = "\n".join(map(str, check(path).problems))
        assert "whole/de.toml: item.rest: is missing; add it." in found
        assert "whole/notes.of.mine.toml: is no language of a form; rename it" in found
    assert [str(problem) for problem in check(forms / "batteries.toml").problems] == [
        f"{(forms / 'batteries.toml').as_posix()}: battery.all_of_it.title: is missing; add it."
    ]


def test_check_of_a_folder_names_every_problem_of_every_language(forms: Path) -> None:
    edit(forms / "whole" / "de.toml", 'rest = "Rest"\n', "")
    (forms / "whole" / "notes.toml").write_text("a = 1", encoding="utf-8")

    found = "\n".join(map(str, check(forms).problems))

    assert "forms/whole/de.toml: item.rest: is missing; add it." in found
    assert "forms/whole/notes.toml: is no language of a form" in found


def test_check_calls_files_as_they_were_given(
    forms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (forms / "whole" / "en.toml").unlink()
    monkeypatch.chdir(forms.parent)
    given = "\n".join(map(str, check(Path("forms")).problems))
    monkeypatch.chdir(forms / "whole")
    here = "\n".join(map(str, check(Path()).problems))

    assert "forms/whole/en.toml: is missing; add it." in given
    assert "en.toml: is missing; add it." in here


def test_check_of_nothing_says_so(tmp_path: Path) -> None:
    assert "cannot be read" in str(check(tmp_path / "nowhere").problems[0])
    assert "is missing; add it." in str(
        check(tmp_path / "nowhere" / "instrument.toml").problems[0]
    )
