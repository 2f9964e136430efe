"""Judgements: the later word counts, an undo can be undone, and what cannot all be true is not all done."""

from __future__ import annotations

from datetime import datetime

from marsad.incidents.judging import find_bonds, settle_judgements
from marsad.incidents.records import Judgement

AT = datetime(2026, 1, 1)


def said(number: int, kind: str, left: str = "", right: str = "", *, undoes: int | None = None, slot: str = "") -> Judgement:
    return Judgement(number, kind, "a person", AT, tuple(left), tuple(right), undoes=undoes, slot=slot)


def test_an_undo_can_be_undone() -> None:
    told = [said(1, "same", "a", "b"), said(2, "undo", undoes=1), said(3, "undo", undoes=2)]
    assert [j.undone for j in settle_judgements(told)] == [False, True, False]
    assert [j.undone for j in settle_judgements(told[:2])] == [True, False]


def test_the_later_of_two_that_contradict_counts() -> None:
    told = settle_judgements([said(1, "same", "a", "b"), said(2, "different", "a", "b")])
    assert [j.overruled_by for j in told] == [2, None]
    bonds = find_bonds(told)
    assert bonds.same == frozenset() and bonds.different == {("a", "b")}
    again = settle_judgements([*told, said(3, "same", "b", "a")])
    assert find_bonds(again).same == {("a", "b")}


def test_what_others_join_is_not_parted_behind_their_back() -> None:
    told = settle_judgements([said(1, "same", "a", "b"), said(2, "same", "b", "c"), said(3, "different", "a", "c")])
    bonds = find_bonds(told)
    assert ("a", "c") in bonds.different
    assert bonds.same == {("b", "c")}, "the older of the two that would join a and c over b gives way"


def test_corrections_of_one_slot_overrule_each_other_and_those_of_two_do_not() -> None:
    told = [said(1, "correct", "a", slot="type"), said(2, "correct", "a", slot="killed"), said(3, "correct", "a", slot="type")]
    assert [j.overruled_by for j in settle_judgements(told)] == [3, None, None]
