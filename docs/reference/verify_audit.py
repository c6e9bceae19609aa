#!/usr/bin/env python3
"""Verify an exported Equipoise audit with nothing of Equipoise: Python 3.9 or newer and `cryptography`.

    python verify_audit.py EXPORT --key HEX [--checkpoint FILE]

An export is JSON lines, each in canonical form (keys sorted, no spaces, UTF-8). The first is a header with a
signed checkpoint; then entries, and after some entries the signed batch that seals them:

    leaf       = SHA-256(00 | entry)
    chain      = SHA-256(chain before | leaf), starting from 32 zero bytes
    root       = Merkle tree hash of RFC 6962 over all leaves
    signature  = Ed25519 over "equipoise-audit/1 batch" or "equipoise-audit/1 checkpoint", a line feed, and
                 the signed fields in canonical form

Give the key and the checkpoint from another source than the export. Exit 0: whole. 1: not. 2: unreadable.
"""

import argparse
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "equipoise-audit/1"
SIGNED = {
    "batch": ["number", "first", "last", "previous", "chain", "sealed_at"],
    "checkpoint": ["size", "root", "made_at"],
}


def dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha(data):
    return hashlib.sha256(data).digest()


def need(condition, message):
    if not condition:
        raise ValueError(message)


def split_point(count):
    """The largest power of two below count."""
    return 1 << ((count - 1).bit_length() - 1)


def merkle(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha(b"")
    middle = split_point(len(leaves))
    return sha(b"\x01" + merkle(leaves[:middle]) + merkle(leaves[middle:]))


def check_signature(kind, document, keys, extra=()):
    need(set(document) == {*SIGNED[kind], "key", "signature", *extra}, f"{kind}: fields missing or added")
    need(document["key"] in keys, f"{kind}: signed with a key that is not among those given")
    signature = bytes.fromhex(document["signature"])
    need(signature.hex() == document["signature"], f"{kind}: signature spelled differently")
    statement = f"{FORMAT} {kind}\n" + dump({name: document[name] for name in SIGNED[kind]})
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(document["key"])).verify(
            signature, statement.encode()
        )
    except InvalidSignature:
        raise ValueError(f"{kind}: wrong signature") from None


def read_lines(data):
    need(data.endswith(b"\n"), "the last line is cut off")
    for number, raw in enumerate(data[:-1].split(b"\n"), start=1):
        value = json.loads(raw)
        need(
            isinstance(value, dict) and dump(value).encode() == raw, f"line {number} is not in canonical form"
        )
        yield number, value


def verify(data, keys, witness=None):
    """Raise ValueError unless the export is whole; give the number of entries."""
    lines = read_lines(data)
    _, header = next(lines)
    need(set(header) == {"type", "format", "checkpoint"}, "line 1: no header")
    need(header["type"] == "header" and header["format"] == FORMAT, "line 1: another format")
    points = [header["checkpoint"]] + ([witness] if witness else [])
    for point in points:
        check_signature("checkpoint", point, keys)
    leaves, chain, sealed, batches = [], bytes(32), 0, 0
    for number, line in lines:
        if line.get("type") == "entry":
            need(set(line) == {"type", "position", "entry"}, f"line {number}: fields missing or added")
            need(
                dump(line["position"]) == str(len(leaves)),
                f"line {number}: entry {len(leaves)} should be here",
            )
            leaves.append(sha(b"\x00" + dump(line["entry"]).encode()))
            continue
        need(line.get("type") == "batch", f"line {number}: neither entry nor batch")
        check_signature("batch", line, keys, extra=("type",))
        need(line["previous"] == chain.hex(), f"line {number}: does not follow the batch before")
        for leaf in leaves[sealed:]:
            chain = sha(chain + leaf)
        got = [line[name] for name in ("number", "first", "last", "chain")]
        need(
            got == [batches, sealed, len(leaves) - 1, chain.hex()],
            f"line {number}: not the seal of its entries",
        )
        sealed, batches = len(leaves), batches + 1
    need(sealed == len(leaves) == points[0]["size"], "the export ends too early or too late")
    for point in points:
        need(
            point["size"] <= len(leaves),
            f"a checkpoint covers {point['size']} entries, here are {len(leaves)}",
        )
        need(
            merkle(leaves[: point["size"]]).hex() == point["root"],
            "the entries are not those of a checkpoint",
        )
    return len(leaves)


def main():
    parser = argparse.ArgumentParser(description="Verify an exported Equipoise audit.")
    parser.add_argument("export")
    parser.add_argument("--key", action="append", required=True, help="public key, hexadecimal")
    parser.add_argument("--checkpoint", help="file with a checkpoint that a witness kept")
    arguments = parser.parse_args()
    try:
        with open(arguments.export, "rb") as file:
            data = file.read()
        witness = None
        if arguments.checkpoint:
            with open(arguments.checkpoint, encoding="utf-8") as file:
                witness = json.load(file)
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    try:
        print(f"valid: {verify(data, set(arguments.key), witness)} entries")
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        print(f"NOT VALID: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
