"""The Ed25519 key that signs the audit; whoever holds it can seal, nobody can unseal."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from equipoise.errors import InvalidInput


def create_key(path: Path) -> str:
    """Write a new private key that only its owner reads, and return its public half; replaces no file."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return public_hex(key)


def load_key(path: Path) -> Ed25519PrivateKey:
    """The private key in a PEM file."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as problem:
        raise InvalidInput(f"the audit key cannot be read: {problem}", file=str(path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise InvalidInput("the audit key is no Ed25519 key", file=str(path))
    return key


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half, 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def signs(public: str, signature: str, statement: bytes) -> bool:
    """Whether ``signature`` over ``statement`` is by the holder of ``public``; spelling must be exact."""
    try:
        key, sign = bytes.fromhex(public), bytes.fromhex(signature)
        if (key.hex(), sign.hex()) != (public, signature):
            return False
        Ed25519PublicKey.from_public_bytes(key).verify(sign, statement)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
