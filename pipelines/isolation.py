"""What the process of one report may not do: reach a network, or start a program that is not its own.

Nothing that reads a report has a reason for either, so whatever a file brings the reader to try is refused twice: by
the kernel (Linux on x86-64 and ARM, and for the programs it starts as well), and by Python everywhere else.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Sequence
from pathlib import PurePath

PROGRAMS = frozenset({"tesseract"})
"""What may be started: the one that reads pictures."""

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER, _MACHINE = 0, 4
"""Where a system call's number and its machine stand in what a filter is given."""
_CALLS = {
    # the kernel's name of the machine, and the calls that make a socket, connect one, or do either by io_uring
    "x86_64": (0xC000003E, (41, 42, 425)),
    "aarch64": (0xC00000B7, (198, 203, 425)),
}
_OTHER_TABLE = 0x40000000
"""From here on x86-64 counts its calls a second time."""
_STARTS = frozenset({"os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn"})


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def isolate() -> bool:
    """Refuse sockets and foreign programs to this process and what it starts; whether the kernel does so too."""
    sys.addaudithook(_refuse)
    return _refused_by_kernel()


def _refuse(event: str, arguments: Sequence[object]) -> None:
    """Raise PermissionError for what a reader has no business with."""
    if event.startswith("socket."):
        raise PermissionError(errno.EPERM, "no network while a report is read")
    if event in _STARTS or (event == "subprocess.Popen" and PurePath(str(arguments[0])).name not in PROGRAMS):
        raise PermissionError(errno.EPERM, "no program is started while a report is read")


def _refused_by_kernel() -> bool:
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    machine, calls = _CALLS[platform.machine()]
    # each jump tells how many instructions to leave out when the comparison holds, and when it does not
    last = len(calls) + 1
    code = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, last + 2, machine),  # calls counted as another machine counts them are refused
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, last, 0, _OTHER_TABLE),
        *((_EQUAL, last - 1 - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    instructions = b"".join(struct.pack("=HBBI", *instruction) for instruction in code)
    program = _Program(len(code), instructions)
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    refused = prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or prctl(_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0)
    return not refused
