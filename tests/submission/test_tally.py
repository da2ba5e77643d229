"""What is wrong in one input is counted, and so are the records that are not ready."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.tally import LineTally, Tally

LINES = st.integers(1, 70)


@given(
    header=LINES,
    untyped=st.sets(LINES),
    found=st.lists(st.tuples(LINES, st.sampled_from(["error", "warning"]))),
)
def test_bits_for_lines_count_as_places_do(
    header: int, untyped: set[int], found: list[tuple[int, str]]
):
    """In a file of lines as many records are faulty, whichever way they are remembered."""
    tallies = Tally(), LineTally()
    for tally in tallies:
        tally.leave_out(None)
        tally.leave_out(Key(0, header))
        for line in untyped:
            tally.see(RecordFacts("", "", {}, key=Key(0, line)))
        for line, severity in found:
            tally.note("error" if severity == "error" else "warning", Key(0, line))
        tally.note("error")
    assert tallies[0].faulty == tallies[1].faulty
    assert tallies[0].counts == tallies[1].counts


def test_lines_told_by_another_process_count_from_where_it_began():
    """Numbers of lines in a part are moved to where the part stands in the file."""
    tally = LineTally()
    tally.mark(b"".join(number.to_bytes(8, sys.byteorder) for number in (1, 9)), 7)
    tally.note("error", Key(0, 8))
    assert tally.faulty == 2
