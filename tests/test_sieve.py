"""Which files of a folder are documents: the user's patterns, and what git ignores."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from auditor.loading import discover
from auditor.patterns import means_nothing, spec
from auditor.policy import PLAIN, Policy
from auditor.sieve import Sieve


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with documents, drafts and things that git ignores."""
    write(tmp_path, ".git/HEAD")
    for name in ("docs/a.md", "docs/drafts/b.md", "docs/build/c.html", "docs/keep/build.md", "docs/deep/er/d.txt"):
        write(tmp_path, name)
    return tmp_path


def write(folder: Path, name: str, text: str = "J9305 is pemetrexed.") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def kept(root: Path, policy: Policy) -> list[str]:
    return [source.name for source in discover([root], Sieve(policy).keeps)[0]]


def test_without_a_policy_everything_is_kept(repository: Path) -> None:
    write(repository, ".gitignore", "build/\n")
    assert kept(repository / "docs", PLAIN) == ["a.md", "build/c.html", "deep/er/d.txt", "drafts/b.md", "keep/build.md"]


@pytest.mark.parametrize("pattern", ["drafts/", "/drafts", "**/drafts/b.md", "drafts/*", "/docs/drafts/"])
def test_a_pattern_stands_below_the_audited_folder_or_below_the_settings(repository: Path, pattern: str) -> None:
    policy = Policy(exclude=(pattern,), folder=repository)
    assert "drafts/b.md" not in kept(repository / "docs", policy)
    assert "a.md" in kept(repository / "docs", policy)


def test_included_is_only_what_is_named(repository: Path) -> None:
    assert kept(repository / "docs", Policy(include=("*.txt", "keep/"))) == ["deep/er/d.txt", "keep/build.md"]


def test_a_later_pattern_takes_back_an_earlier_one(repository: Path) -> None:
    assert kept(repository / "docs", Policy(exclude=("*.md", "!a.md"))) == ["a.md", "build/c.html", "deep/er/d.txt"]


def test_what_git_ignores_is_left_out_from_the_repository_down(repository: Path) -> None:
    write(repository, ".gitignore", "build/\n*.txt\n!\n\\\n")  # the last two mean nothing
    write(repository, "docs/drafts/.gitignore", "*\n")
    write(repository, "docs/deep/.gitignore", "!*.txt\n")
    assert kept(repository / "docs", Policy(gitignore=True)) == ["a.md", "deep/er/d.txt", "keep/build.md"]


def test_above_the_repository_nothing_is_asked(repository: Path) -> None:
    (repository / ".git" / "HEAD").unlink()
    (repository / ".git").rmdir()
    write(repository, ".gitignore", "*.md\n")
    write(repository, "docs/.git/HEAD")
    assert "a.md" in kept(repository / "docs", Policy(gitignore=True))


def test_a_folder_that_git_ignores_can_still_be_audited(repository: Path) -> None:
    write(repository, ".gitignore", "build/\n")
    assert kept(repository / "docs" / "build", Policy(gitignore=True)) == ["c.html"]


def test_a_file_that_is_named_is_read_whatever_the_patterns(repository: Path) -> None:
    policy = Policy(exclude=("*",), gitignore=True)
    assert kept(repository / "docs" / "a.md", policy) == ["a.md"]


# Patterns of a stranger --------------------------------------------------------------------------

GLOBS = st.lists(
    st.sampled_from(["a", "b", "*", "**", "?", "/", "[ab]", "/**/", "!", ".", " "]), min_size=1, max_size=9
).map("".join)
PATHS = st.lists(st.text("ab. \\*", min_size=1, max_size=5), min_size=1, max_size=5).map("/".join)


@settings(max_examples=500)
@given(GLOBS, PATHS, st.booleans())
def test_a_pattern_means_what_pathspec_makes_of_it(pattern: str, path: str, folder: bool) -> None:
    assume(not means_nothing(pattern))
    name = path + "/" * folder
    assert spec([pattern]).check_file(name).include == GitIgnoreSpec.from_lines([pattern]).check_file(name).include


@pytest.mark.parametrize("pattern", ["a[!x]b", "a[^x]b", "a[.-0]b"])
def test_no_set_means_a_slash(pattern: str) -> None:
    assert not spec([pattern]).match_file("a/b")


@pytest.mark.parametrize("pattern", ["[z-a]", "a[b-a]*"])
def test_a_set_that_ends_before_it_begins_means_nothing(repository: Path, pattern: str) -> None:
    assert means_nothing(pattern)
    write(repository, ".gitignore", f"{pattern}\nbuild/\n")
    assert "build/c.html" not in kept(repository / "docs", Policy(gitignore=True))


@pytest.mark.parametrize("pattern", ["[[a].md", "[a&&b].md", "[a~~b].md", "[a||b].md"])
def test_a_set_that_python_may_read_otherwise_one_day_is_taken_without_a_word(pattern: str) -> None:
    assert spec([pattern]).match_file("a.md")


def test_a_gitignore_made_to_keep_us_busy_is_passed_over(repository: Path) -> None:
    write(repository, ".gitignore", "*.md\n" + "a*\n" * 100_000)
    assert "a.md" in kept(repository / "docs", Policy(gitignore=True))
