"""Contacts in hand, ordered by when they end: a binary heap in the world's arrays."""

from __future__ import annotations

from numba import njit

from .state import Records, World


@njit(cache=True)
def push(world: World, time: float, contact: int) -> None:
    at = world.size[0]
    world.size[0] += 1
    world.heap[at].time = time
    world.heap[at].contact = contact
    _rise(world.heap, at)


@njit(cache=True)
def pop(world: World) -> int:
    """Take the contact that ends first."""
    contact = world.heap[0].contact
    _take(world, 0)
    return contact


@njit(cache=True)
def remove(world: World, contact: int) -> None:
    """Take out a contact that is in the heap."""
    at = 0
    while world.heap[at].contact != contact:
        at += 1
    _take(world, at)


@njit(cache=True)
def _take(world: World, at: int) -> None:
    world.size[0] -= 1
    last = world.size[0]
    if at < last:
        _swap(world.heap, at, last)
        _sink(world.heap, at, last)
        _rise(world.heap, at)


@njit(cache=True)
def _rise(heap: Records, at: int) -> None:
    while at > 0:
        parent = (at - 1) // 2
        if heap[parent].time <= heap[at].time:
            return
        _swap(heap, at, parent)
        at = parent


@njit(cache=True)
def _sink(heap: Records, at: int, size: int) -> None:
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and heap[child + 1].time < heap[child].time:
            child += 1
        if heap[at].time <= heap[child].time:
            return
        _swap(heap, at, child)
        at = child


@njit(cache=True, inline="always")
def _swap(heap: Records, a: int, b: int) -> None:
    time, contact = heap[a].time, heap[a].contact
    heap[a].time, heap[a].contact = heap[b].time, heap[b].contact
    heap[b].time, heap[b].contact = time, contact
