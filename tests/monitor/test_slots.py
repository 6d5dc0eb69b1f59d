"""Slots for work: how many jobs are under way, and where."""

from __future__ import annotations

from monitor.slots import Slots


def test_at_most_so_many_jobs_are_under_way_and_each_once() -> None:
    slots = Slots(2)
    assert slots.take("one")
    assert not slots.take("one")
    assert slots.take("two")
    assert not slots.free
    assert not slots.take("three")
    slots.release("one")
    assert slots.free
    assert slots.take("three")
    assert slots.jobs == {"two", "three"}


def test_no_two_jobs_are_at_one_place() -> None:
    slots = Slots(9)
    assert slots.take("terms", places=["acme.example", "docs.acme.example"])
    assert not slots.take("privacy", places=["docs.acme.example"])
    assert slots.take("elsewhere", places=["birch.example"])
    slots.release("terms")
    assert slots.take("privacy", places=["docs.acme.example"])
