"""Windows' own protection of secrets (DPAPI): only the account that protected one gets it back.

By account and not by machine: under the machine's key whoever can copy the file to a program of
their own on that PC has the secret, and the file's list of access alone would stand before it.
"""

import ctypes
import sys
from typing import Any, Final, Protocol

_PREFIX: Final = "dpapi:"
_NO_QUESTIONS: Final = 0x1
"""CRYPTPROTECT_UI_FORBIDDEN: a service has no screen to ask on."""
_DESCRIPTION: Final = "Guichet"


class Blob(ctypes.Structure):
    """`DATA_BLOB`: a length, and where the bytes are."""

    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))

    @classmethod
    def of(cls, content: bytes) -> "Blob":
        """Return a blob over a copy of some bytes, which lives as long as the blob."""
        buffer = ctypes.create_string_buffer(content, len(content))
        return cls(len(content), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))

    def content(self) -> bytes:
        """Return the bytes."""
        return ctypes.string_at(self.data, self.size)


class Api(Protocol):
    """What is called of `crypt32.dll` and `kernel32.dll`; pointers are those of `ctypes`."""

    def protect(self, given: Blob, description: str, entropy: Blob, flags: int, out: Blob) -> bool:
        """`CryptProtectData`."""

    def unprotect(self, given: Blob, entropy: Blob, flags: int, out: Blob) -> bool:
        """`CryptUnprotectData`."""

    def free(self, out: Blob) -> None:
        """`LocalFree` of what a call wrote."""

    def last_error(self) -> int:
        """`GetLastError`."""


class Dpapi:
    """Protects a key for the account that runs; bound to its id, so that files cannot be exchanged.

    It reads keys that stand in their file unprotected, too, as earlier versions left them.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    def protect(self, key: bytes, key_id: str) -> str:
        """Return a line that holds the key.

        Raises:
            OSError: Windows refuses.
        """
        out = Blob()
        given, entropy = Blob.of(key), Blob.of(key_id.encode("ascii"))
        if not self._api.protect(given, _DESCRIPTION, entropy, _NO_QUESTIONS, out):
            raise self._refused()
        return _PREFIX + self._taken(out).hex()

    def unprotect(self, line: str, key_id: str) -> bytes:
        """Return the key that a line holds.

        Raises:
            ValueError: It holds none.
            OSError: Windows refuses, as where another account, another PC or another key made it.
        """
        if not line.startswith(_PREFIX):
            return bytes.fromhex(line)
        out = Blob()
        given = Blob.of(bytes.fromhex(line.removeprefix(_PREFIX)))
        if not self._api.unprotect(given, Blob.of(key_id.encode("ascii")), _NO_QUESTIONS, out):
            raise self._refused()
        return self._taken(out)

    def _taken(self, out: Blob) -> bytes:
        try:
            return out.content()
        finally:
            self._api.free(out)

    def _refused(self) -> OSError:
        return OSError(self._api.last_error(), "Windows does not protect or give back the key")


class _WindowsApi:
    """`Api` as Windows has it."""

    def __init__(self, crypt32: Any, kernel32: Any) -> None:  # noqa: ANN401 - ctypes has no types
        self._crypt32 = crypt32
        self._kernel32 = kernel32
        pointer = ctypes.POINTER(Blob)
        nothing, flags = ctypes.c_void_p, ctypes.c_uint32
        ends = (pointer, nothing, nothing, flags, pointer)
        crypt32.CryptProtectData.argtypes = (pointer, ctypes.c_wchar_p, *ends)
        crypt32.CryptUnprotectData.argtypes = (pointer, nothing, *ends)
        kernel32.LocalFree.argtypes = (nothing,)
        kernel32.LocalFree.restype = nothing

    def protect(self, given: Blob, description: str, entropy: Blob, flags: int, out: Blob) -> bool:
        return bool(
            self._crypt32.CryptProtectData(given, description, entropy, None, None, flags, out)
        )

    def unprotect(self, given: Blob, entropy: Blob, flags: int, out: Blob) -> bool:
        return bool(self._crypt32.CryptUnprotectData(given, None, entropy, None, None, flags, out))

    def free(self, out: Blob) -> None:
        self._kernel32.LocalFree(ctypes.cast(out.data, ctypes.c_void_p))

    def last_error(self) -> int:
        if sys.platform == "win32":
            return ctypes.get_last_error()
        return 0


def system_api() -> Api:
    """Return Windows' own calls.

    Raises:
        OSError: This is no Windows.
    """
    if sys.platform != "win32":
        raise OSError("DPAPI is Windows' own")
    return _WindowsApi(
        ctypes.WinDLL("crypt32", use_last_error=True),
        ctypes.WinDLL("kernel32", use_last_error=True),
    )
