import pytest

from stakhgraph import errors
from stakhgraph.errors import LONGEST, Failure, StakhError, UsageError


def test_an_error_is_one_line_that_says_what_where_and_what_to_do():
    error = UsageError("no query 'x'", where="queries", remedy="List them: stakhgraph queries.")
    assert str(error) == "error: no query 'x' (queries). List them: stakhgraph queries."
    assert str(Failure("the disk is full.")) == "error: the disk is full."


def test_no_message_can_forge_a_line_or_reach_the_terminal():
    assert str(StakhError("a\nerror: b\t\x1b[2Jc\x00")) == r"error: a error: b \x1b[2Jc\x00."


def test_a_message_about_something_long_shows_its_beginning_and_its_end():
    error = StakhError(f"'{'x' * 100_000}' is no IRI", where="y" * 100_000, remedy="z" * 100_000)
    text = str(error)
    assert text.startswith("error: 'xxx")
    assert "x' is no IRI (yyy" in text
    assert len(text) < 3 * LONGEST + 50
    assert len(error.message) < LONGEST + 5
    assert len(str(StakhError("\x01" * LONGEST))) < LONGEST + 15


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (2, ["UsageError", "UnknownName", "ParameterError", "QuerySyntaxError"]),
        (3, ["Failure", "ParseError", "UnreadableFile", "ShapesError", "WriteError"]),
    ],
)
def test_the_kind_of_error_decides_the_exit_code(code: int, names: list[str]):
    assert [getattr(errors, name)("x").exit_code for name in names] == [code] * len(names)


def test_the_tree_at_the_top_of_the_file_names_every_error_and_no_other():
    public = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert public == set(errors.__all__)
    assert all(name in (errors.__doc__ or "") for name in public)
