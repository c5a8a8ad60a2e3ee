"""How a command ends: faults become one clear line on standard error and the right exit code."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import SvodkaError

_NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Faults of a write. Those of the database have become a StoreFault, those of named files carry the name."""


@contextmanager
def faults_told() -> Iterator[None]:
    """Ends the process with the fault's exit code; a fault of the program itself keeps its traceback."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # what cannot be written has to fail here, while it can still be told
    except SvodkaError as fault:
        _say(fault)
        sys.exit(fault.exit_code)
    except BrokenPipeError:  # whoever reads has read enough
        _drop_the_rest()
        sys.exit(1)
    except OSError as fault:
        if fault.filename is not None or fault.errno not in _NOT_WRITTEN:
            raise
        _drop_the_rest()
        _say(SvodkaError(f"standard output: {fault.strerror}"))
        sys.exit(1)


def _drop_the_rest() -> None:
    """What is still in the buffer goes nowhere, in silence, when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(fault: SvodkaError) -> None:
    from bot.log import redact

    for line in str(fault).splitlines():
        sys.stderr.write(f"svodka: {redact(line)}\n")
