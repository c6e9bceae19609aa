"""Opening text files: size limits, compression and character encoding."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from equipoise.errors import InvalidInput

CHUNK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"
NOT_TEXT = {
    b"PAR1": "a Parquet file: name it .parquet",
    b"PK\x03\x04": "a zip file or Excel workbook, not CSV",
}
UTF16_OR_32 = {
    codecs.BOM_UTF32_LE: "UTF-32 (little-endian)",
    codecs.BOM_UTF32_BE: "UTF-32 (big-endian)",
    codecs.BOM_UTF16_LE: "UTF-16 (little-endian)",
    codecs.BOM_UTF16_BE: "UTF-16 (big-endian)",
}


@dataclass(frozen=True)
class Limit:
    """The most that a file may hold: rows, and bytes once decompressed."""

    rows: int
    size: int


HISTORY = Limit(rows=20_000_000, size=1 << 30)
TABLE = Limit(rows=2_000_000, size=256 << 20)


def read_utf8(path: Path, limit: Limit) -> io.BytesIO:
    """The whole file, decompressed when it is gzip, checked to be UTF-8.

    A UTF-8 byte-order mark is left in place. Reading stops at the first byte beyond the limit, so
    that a small compressed file cannot fill the memory.

    Raises
    ------
    InvalidInput
        The file is absent, empty, too large, damaged, not text or in another encoding.
    """
    content, rows = io.BytesIO(), 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(path):
        if not content.tell():
            _refuse_foreign(chunk, path)
        _decode(decoder, chunk, path, rows)
        rows += chunk.count(b"\n")
        content.write(chunk)
        _refuse_large(path, limit, rows, content.tell())
    _decode(decoder, b"", path, rows, final=True)
    if not bytes(content.getbuffer()[:CHUNK]).strip(codecs.BOM_UTF8 + b" \r\n\t"):
        raise InvalidInput("the file is empty", file=str(path))
    content.seek(0)
    return content


def open_binary(path: Path) -> io.BufferedReader:
    """The file opened for reading; :class:`InvalidInput` when that fails."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise InvalidInput("is not an ordinary file", file=str(path))
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InvalidInput("no such file", file=str(path)) from None
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", file=str(path)) from error


def _chunks(path: Path) -> Iterator[bytes]:
    with open_binary(path) as raw:
        packed = raw.peek(2)[:2] == GZIP_MAGIC
        stream: io.BufferedIOBase = gzip.GzipFile(fileobj=raw) if packed else raw
        try:
            while chunk := stream.read(CHUNK):
                yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InvalidInput(f"the compressed file is damaged: {error}", file=str(path)) from error


def _refuse_large(path: Path, limit: Limit, rows: int, size: int) -> None:
    if size > limit.size:
        raise InvalidInput(f"more than {limit.size:,} bytes once decompressed: the limit", file=str(path))
    if rows > limit.rows + 1:
        raise InvalidInput(f"more than {limit.rows:,} rows: the limit", file=str(path))


def _refuse_foreign(head: bytes, path: Path) -> None:
    for magic, what in NOT_TEXT.items():
        if head.startswith(magic):
            raise InvalidInput(f"the file is {what}", file=str(path))
    for mark, name in UTF16_OR_32.items():
        if head.startswith(mark):
            raise _encoding_error(path, name)
    sample = head[:1000]
    for first, name in ((1, "UTF-16 (little-endian)"), (0, "UTF-16 (big-endian)")):
        if sample[first::2].count(0) > len(sample) // 4:
            raise _encoding_error(path, name)
    if 0 in sample:
        raise InvalidInput("the file is binary, not text", file=str(path))


def _decode(
    decoder: codecs.IncrementalDecoder, chunk: bytes, path: Path, rows: int, *, final: bool = False
) -> None:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError as error:
        row = rows + error.object[: error.start].count(b"\n") + 1
        raise _encoding_error(path, _eight_bit(error.object), row) from None


def _eight_bit(data: bytes) -> str:
    if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data):
        return "an unknown 8-bit encoding"
    return "Windows-1252 (cp1252)" if re.search(rb"[\x80-\x9f]", data) else "Latin-1 (ISO 8859-1)"


def _encoding_error(path: Path, name: str, row: int | None = None) -> InvalidInput:
    return InvalidInput(f"the file is not UTF-8 but seems to be {name}: save it as UTF-8", str(path), row)
