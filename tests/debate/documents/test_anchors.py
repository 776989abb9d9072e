"""Anchors: made from a text, checked against it, found again when it moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stakhgraph.debate.documents.anchors import Anchor, check, locator, relocate, span_at
from stakhgraph.debate.documents.source_text import SourceText, digest, fold

TEXT = """\
HEAD 1

Ada held that the bridge was weak.¹

¹ Ada, Bridges, 12.

HEAD 2

Bob, who had

read her, disagreed.
"""
PAGED = SourceText(TEXT, page_mark="HEAD")


def anchored(source, words, *, pages=(), notes=(), paragraphs=()):
    start = source.text.index(words)
    span = span_at(source, start, start + len(words))
    places = tuple(map(frozenset, (pages, notes, paragraphs)))
    return Anchor("a", "d", (span,), *places, locator(*places))


def problems(anchor, source):
    return [fault.problem for fault in check(anchor, source)]


def test_a_true_anchor_has_no_fault():
    anchor = anchored(PAGED, "Ada held that the bridge was weak.¹", pages=[1], notes=[1])
    assert problems(anchor, PAGED) == []


def test_the_page_is_counted_from_the_offset():
    anchor = anchored(PAGED, "read her, disagreed.", pages=[1])
    assert problems(anchor, PAGED) == ["page 1 stated, page 2 by the offsets"]


def test_a_note_that_has_no_mark_in_the_passage_is_a_fault():
    anchor = anchored(PAGED, "read her, disagreed.", pages=[2], notes=[1])
    assert problems(anchor, PAGED) == ["note 1 stated, no such mark in the passage"]


def test_a_block_that_a_fault_breaks_in_mid_sentence_counts_once():
    source = SourceText(TEXT)
    anchor = anchored(source, "read her, disagreed.", paragraphs=[5])
    assert problems(anchor, source) == []


def test_paragraphs_are_counted_from_below_a_line():
    source = SourceText("Masthead\n\nSOURCE. A list\n\nOne.\n\nTwo.\n", below="SOURCE.")
    assert source.paragraphs(0, 8) == {0}
    assert source.paragraphs(source.text.index("Two"), len(source.text)) == {2}


def test_a_passage_that_moved_is_found_again():
    anchor = anchored(PAGED, "Ada held that the bridge was weak.¹", pages=[1], notes=[1])
    later = SourceText("A new first line.\n\n" + TEXT, page_mark="HEAD")
    (fault,) = check(anchor, later)
    assert fault.problem == "the passage at 8 has moved"
    assert fault.remedy.endswith(f"character {later.text.index('Ada held')}")


def test_a_passage_that_is_gone_is_said_to_be_gone():
    anchor = anchored(PAGED, "Ada held that the bridge was weak.¹", pages=[1], notes=[1])
    (fault,) = check(
        anchor, SourceText("Nothing of the kind stands here at all, whatever one looks for.")
    )
    assert fault.problem == "the passage at 8 is not the one anchored"


def test_offsets_beyond_the_document_are_a_fault():
    anchor = anchored(PAGED, "read her, disagreed.", pages=[2])
    assert problems(anchor, SourceText("Short.")) == ["reaches beyond the end of the document"]


def test_a_passage_is_no_longer_than_it_may_be():
    source = SourceText("word " * 200)
    span = span_at(source, 0, 700)
    anchor = Anchor("a", "d", (span,), paragraphs=frozenset({1}), locator="¶ 1")
    assert problems(anchor, source) == ["passage of 700 characters"]


@pytest.mark.parametrize(
    ("pages", "notes", "paragraphs", "cited"),
    [
        ({4}, {14}, set(), "p. 4 n. 14"),
        ({5, 6}, set(), set(), "pp. 5–6"),
        ({8}, {22, 23}, set(), "p. 8 nn. 22, 23"),
        (set(), set(), {3}, "¶ 3"),
        (set(), set(), {0}, "head"),
    ],
)
def test_a_place_is_written_as_one_cites_it(pages, notes, paragraphs, cited):
    assert locator(frozenset(pages), frozenset(notes), frozenset(paragraphs)) == cited


@given(some.text(), some.sampled_from([" ", "\n", "\n\n", "\t "]))
def test_the_digest_does_not_see_how_lines_break(text, gap):
    assert digest(gap.join(text.split())) == digest(fold(text))


@given(some.lists(some.text("abc", min_size=2), min_size=6, max_size=30), some.data())
def test_a_passage_is_found_wherever_it_went(words, data):
    source = SourceText(" ".join(words))
    start = data.draw(some.integers(0, len(words) - 4))
    begin = len(" ".join(words[:start])) + (1 if start else 0)
    span = span_at(source, begin, begin + len(" ".join(words[start : start + 4])))
    moved = SourceText("A preface.\n\n" + source.text.replace(" ", "\n"))
    found = relocate(moved, span)
    assert found is not None
    assert digest(moved.text[found : found + span.length]) == span.hash
