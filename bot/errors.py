"""Every fault that Svodka itself raises, and the exit code that it ends a command with.

SvodkaError                exit 1
├── UsageError             exit 2    the command line
├── BadInput               exit 65   a file or text given is not what it should be
├── BadConfig              exit 78   config.toml or environment; also a database newer than the code
├── StoreFault             exit 1    the database cannot be read or written now: disk full, read-only, away
└── SourceFault            (caught) a source could not be read
    ├── SourceLater                 try again: no network, no answer in time
    │   └── SourceRefused           the host answers and refuses: 429, 5xx
    ├── SourceBroken                the page is no channel page, or its layout changed
    └── SourceGone                  no such channel
"""


class SvodkaError(Exception):
    """A fault with one clear line for the person who can mend it: it names the input and the way out."""

    exit_code = 1


class UsageError(SvodkaError):
    """Wrong words on the command line."""

    exit_code = 2


class BadInput(SvodkaError):
    """Bad input data."""

    exit_code = 65


class BadConfig(SvodkaError):
    """Bad configuration."""

    exit_code = 78


class StoreFault(SvodkaError):
    """The database cannot be read or written now; it needs no repair when the cause is gone."""


class SourceFault(SvodkaError):
    """A source could not be read."""


class SourceLater(SourceFault):
    """A passing fault; `after` is how many seconds the server asked to wait, if it did."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class SourceRefused(SourceLater):
    """The host answers and refuses (429, 5xx). Twice running is a breakage, unlike a network that is away."""


class SourceBroken(SourceFault):
    """The page is no channel page, or its layout changed. Never to be taken for calm."""


class SourceGone(SourceFault):
    """There is no such channel any more."""
