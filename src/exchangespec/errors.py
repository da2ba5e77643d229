"""The errors we raise: each keeps its facts and forms its sentence last."""

from __future__ import annotations


class ExchangespecError(Exception):
    """Base of every error of this package."""


class UnknownFormatError(ExchangespecError):
    """A format was asked for that does not exist or cannot do what is wanted of it.

    Or none could be told from a file name.
    """

    def __init__(self, name: str, known: tuple[str, ...], *, task: str = "") -> None:
        """Keep the name asked for, the names that would do, and what for if not just any would."""
        super().__init__(name, known, task)
        self.name = name
        self.known = known
        self.task = task

    def __str__(self) -> str:
        """Return the sentence."""
        names = ", ".join(self.known)
        if self.task:
            return f"{self.name!r} cannot {self.task}; what can: {names}"
        return f"{self.name!r} is no format; known are {names}"


class UnknownLanguageError(ExchangespecError):
    """Words were asked for in a language in which there are none."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Keep the language asked for, and those there are."""
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        """Return the sentence."""
        return f"reports are not written in {self.name!r}; known are {', '.join(self.known)}"


class ReadOnlyFormatError(ExchangespecError):
    """A file was to be written in a format that is only read."""

    def __init__(self, name: str, title: str) -> None:
        """Keep what was asked for."""
        super().__init__(name, title)
        self.name = name
        self.title = title

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.title} is only read; nothing is written in it"


class UnreadableError(ExchangespecError):
    """An input could not be read; `findings` say why."""

    def __init__(self, findings: tuple[object, ...]) -> None:
        """Keep the findings that say why."""
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        """Return the findings, one a line."""
        return "\n".join(str(finding) for finding in self.findings)


class LossError(ExchangespecError):
    """A conversion would lose something; `losses` name each."""

    def __init__(
        self, losses: tuple[str, ...], *, task: str = "conversion", way_out: str = ""
    ) -> None:
        """Keep what would be lost, by what, and what to do if that is wanted."""
        super().__init__(losses, task, way_out)
        self.losses = losses
        self.task = task
        self.way_out = way_out

    def __str__(self) -> str:
        """Return what would be lost, one a line."""
        lines = [f"this {self.task} would lose:", *(f"- {loss}" for loss in self.losses)]
        return "\n".join([*lines, self.way_out] if self.way_out else lines)


class WeightsError(ExchangespecError):
    """A file of weights for matching cannot be used."""

    def __init__(self, reason: str, known: tuple[str, ...]) -> None:
        """Keep what is wrong with it, and the names that would do."""
        super().__init__(reason, known)
        self.reason = reason
        self.known = known

    def __str__(self) -> str:
        """Return the sentence."""
        names = f"; known are {', '.join(self.known)}" if self.known else ""
        return f"the weights cannot be used: {self.reason}{names}"


class NotForPublicationError(ExchangespecError):
    """Data were to be published that must not be."""

    def __init__(self, reason: str, places: tuple[str, ...]) -> None:
        """Keep why, and where."""
        super().__init__(reason, places)
        self.reason = reason
        self.places = places

    def __str__(self) -> str:
        """Return why, and each place on a line."""
        where = "".join(f"\n- {place}" for place in self.places)
        return f"nothing was released: {self.reason}{where}"


class RegisterError(ExchangespecError):
    """A file of identifiers or of decisions cannot be used."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        """Keep the file, the line and what is wrong there."""
        super().__init__(name, line, reason)
        self.name = name
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.name}:{self.line}: {self.reason}"


class IdCollisionError(ExchangespecError):
    """Inputs that were to be taken together hold different records under one id."""

    def __init__(self, record_id: str, first: str, second: str = "") -> None:
        """Keep the id and the two inputs; there is no second where one input holds both records."""
        super().__init__(record_id, first, second)
        self.record_id = record_id
        self.first = first
        self.second = second

    def __str__(self) -> str:
        """Return the sentence, with what to do."""
        if not self.second:
            return (
                f"{self.first} holds two different records of {self.record_id}; "
                "`exchangespec validate` shows where"
            )
        return (
            f"{self.first} and {self.second} say different things of {self.record_id}; "
            "`exchangespec merge` shows what, and makes one of them"
        )


class MissingPartError(ExchangespecError):
    """An optional part is needed that is not installed."""

    def __init__(self, task: str, extra: str) -> None:
        """Keep what it is needed for and the extra that brings it."""
        super().__init__(task, extra)
        self.task = task
        self.extra = extra

    def __str__(self) -> str:
        """Return the sentence, with the command that installs the part."""
        return f"{self.task} needs an optional part: pip install 'exchangespec[{self.extra}]'"


class EngineError(ExchangespecError):
    """An engine cannot be used, broke off, or needs more than it may use."""

    def __init__(self, reason: str) -> None:
        """Keep what is wrong."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        """Return the sentence."""
        return self.reason


class InputOverwrittenError(ExchangespecError):
    """A result would be written over what it is made from."""

    def __init__(self, target: str, source: str) -> None:
        """Keep both names."""
        super().__init__(target, source)
        self.target = target
        self.source = source

    def __str__(self) -> str:
        """Return the sentence."""
        return (
            f"{self.target} would be written over the input {self.source}; "
            "give the result another name"
        )


class UnknownProfileError(ExchangespecError):
    """A profile was asked for that is neither shipped nor a file."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Keep what was asked for and the profiles that are shipped."""
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        """Return the sentence."""
        return (
            f"{self.name!r} is no profile: shipped are {', '.join(self.known)}; a profile of your "
            "own is named by the path of its file"
        )


class UnusableProfileError(ExchangespecError):
    """A profile cannot be used; each of `problems` has a line, a place in words and a reason."""

    def __init__(self, file: str, problems: tuple[tuple[int, str, str], ...]) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(file, problems)
        self.file = file
        self.problems = problems

    def __str__(self) -> str:
        """Return one line for each problem, as compilers write it."""
        return "\n".join(
            f"{self.file}:{line}: {where}: {reason}" for line, where, reason in self.problems
        )
