"""Hashes of the audit: leaves, chain, and the Merkle tree of RFC 6962, kept as its peaks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import reduce

GENESIS = "0" * 64
Peaks = tuple[tuple[int, str], ...]


def leaf_hash(text: str) -> str:
    """Hash of one entry in canonical form (RFC 6962, section 2.1: the data after a zero byte)."""
    return hashlib.sha256(b"\x00" + text.encode()).hexdigest()


def chained(previous: str, leaves: Iterable[str]) -> str:
    """The chain's value after these leaves."""
    return reduce(lambda value, leaf: _sha(bytes.fromhex(value) + bytes.fromhex(leaf)), leaves, previous)


def grown(peaks: Peaks, leaves: Iterable[str]) -> Peaks:
    """The perfect subtrees (size, hash), largest first, after more leaves."""
    stack = list(peaks)
    for leaf in leaves:
        stack.append((1, leaf))
        while len(stack) > 1 and stack[-2][0] == stack[-1][0]:
            (size, left), (_, right) = stack[-2:]
            stack[-2:] = [(2 * size, _node(left, right))]
    return tuple(stack)


def root_of(peaks: Peaks) -> str:
    """The Merkle root over all leaves below the peaks."""
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    return reduce(lambda right, left: _node(left, right), (value for _, value in reversed(peaks)))


def _node(left: str, right: str) -> str:
    return _sha(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
