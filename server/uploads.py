"""A form with one file and a few fields, kept in memory: no name in it ever lies on a disk."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from core.errors import Refusal
from server.bodies import LARGE

_MOST_FIELDS: Final = 8
_LARGEST_FIELD: Final = 64 * 1024


class FormMalformed(Refusal):
    """A body is no form, or a form that we do not read."""

    status = 400

    def __init__(self) -> None:
        super().__init__("malformed")


@dataclass(frozen=True, slots=True)
class Upload:
    """A form: its file, and its fields by name."""

    data: bytes = field(repr=False)
    fields: dict[str, str] = field(repr=False)


class _InMemory(MultiPartParser):
    """Keeps a file of any size that the server takes where it came: in memory."""

    spool_max_size = LARGE + 1

    def close(self) -> None:
        """Let go of every file, also of one whose end never came."""
        for file in self._files_to_close_on_error:
            file.close()


async def read_upload(request: Request) -> Upload:
    """Read a form with one part `file`.

    Raises:
        FormMalformed: It is none, is not in UTF-8, or holds something twice or too much.
    """
    _, options = parse_options_header(request.headers.get("content-type", ""))
    # Any codec of Python's could be named, and some of them refuse whatever they are given.
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise FormMalformed
    stream: AsyncGenerator[bytes, None] = request.stream()
    parser = _InMemory(
        request.headers,
        stream,
        max_files=1,
        max_fields=_MOST_FIELDS,
        max_part_size=_LARGEST_FIELD,
    )
    try:
        return await _kept(await parser.parse())
    except MultiPartException as error:
        raise FormMalformed from error
    finally:
        parser.close()


async def _kept(form: FormData) -> Upload:
    data: bytes | None = None
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        if name in fields or (name == "file") is not isinstance(value, UploadFile):
            raise FormMalformed
        if isinstance(value, UploadFile):
            data = await value.read()
        else:
            fields[name] = value
    if data is None:
        raise FormMalformed
    return Upload(data, fields)
