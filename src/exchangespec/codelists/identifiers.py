"""Checks identifiers from outside, such as wikidata:Q12892, by pattern and check digit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from types import MappingProxyType

from exchangespec.codelists.folding import fold
from exchangespec.codelists.matching import WordIndex, nearest, word_index
from exchangespec.codelists.registries import nuts_country
from exchangespec.codelists.tables import several, table

__all__ = [
    "CHECKS",
    "IdentifierFault",
    "IdentifierProblem",
    "IdentifierScheme",
    "identifier_problem",
    "identifier_schemes",
    "iri",
    "is_reserved",
]

# Prefixes that would make an id look like an address.
_ADDRESS_PREFIXES = frozenset(
    {"data", "file", "ftp", "http", "https", "javascript", "mailto", "urn"}
)

# Characters that identifiers may hold but an IRI may not, or only with a meaning of its own.
_ESCAPES = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' "#%<>?[\\]^`{|}'})

_ROR_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_POST_OFFICE_SIREN = "356000000"


class IdentifierFault(Enum):
    """What can be wrong with an identifier."""

    UNKNOWN_SCHEME = "unknown_scheme"
    WRONG_PATTERN = "wrong_pattern"
    WRONG_CHECK_DIGIT = "wrong_check_digit"


@dataclass(frozen=True, slots=True)
class IdentifierProblem:
    """The fault of one identifier; for an unknown scheme also the names that look like it."""

    fault: IdentifierFault
    scheme: str
    value: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IdentifierScheme:
    """A register outside: ``types`` are the records it is for, none meaning all of them."""

    scheme: str
    label: str
    types: tuple[str, ...]
    pattern: str
    iri: str
    check: str


@cache
def identifier_schemes() -> Mapping[str, IdentifierScheme]:
    """Load every scheme by its name; a pattern is meant to match the value as a whole."""
    return MappingProxyType(
        {
            row["scheme"]: IdentifierScheme(
                scheme=row["scheme"],
                label=row["label"],
                types=several(row["types"]),
                pattern=row["pattern"],
                iri=row["iri"],
                check=row["check"],
            )
            for row in table("identifier_schemes")
        },
    )


def is_reserved(prefix: str) -> bool:
    """Whether no publisher may use the prefix, since it names a scheme or an address."""
    return prefix in identifier_schemes() or prefix in _ADDRESS_PREFIXES


@lru_cache(maxsize=4096)
def identifier_problem(curie: str) -> IdentifierProblem | None:
    """Find the first fault of ``scheme:value``.

    Another publisher's record (``vvsg:capaci``) has an unknown scheme here: whoever asks knows
    the prefixes that a package declares.
    """
    name, _, value = curie.partition(":")
    scheme = identifier_schemes().get(name)
    if scheme is None:
        candidates = nearest_schemes(name)
        return IdentifierProblem(IdentifierFault.UNKNOWN_SCHEME, name, value, candidates)
    if not re.fullmatch(scheme.pattern, value):
        return IdentifierProblem(IdentifierFault.WRONG_PATTERN, name, value)
    if scheme.check == "nuts":
        wrong_country = nuts_country(value) is None
        fault = IdentifierProblem(IdentifierFault.WRONG_PATTERN, name, value)
        return fault if wrong_country else None
    if scheme.check and not CHECKS[scheme.check](value):
        return IdentifierProblem(IdentifierFault.WRONG_CHECK_DIGIT, name, value)
    return None


@cache
def _scheme_index() -> WordIndex:
    return word_index(
        identifier_schemes(),
        [[(name, name) for name in identifier_schemes()]],
    )


def nearest_schemes(name: str) -> tuple[str, ...]:
    """Suggest schemes for a name that is none: written otherwise (BE-BCE_KBO) or misspelt."""
    folded = fold(name)
    return _scheme_index().meanings.get(folded) or nearest(_scheme_index(), folded)


def iri(curie: str) -> str | None:
    """Give the address that stands for an identifier; None where its scheme has none."""
    name, _, value = curie.partition(":")
    scheme = identifier_schemes().get(name)
    if scheme is None or not scheme.iri:
        return None
    return scheme.iri.replace("{}", value.translate(_ESCAPES))


# --- Check digits ------------------------------------------------------------------------------


def mod_97_10(value: str) -> bool:
    """ISO 7064 mod 97-10 over digits and letters (A is 10), as in the LEI."""
    return int("".join(str(int(character, 36)) for character in value)) % 97 == 1


def mod_11_2(value: str) -> bool:
    """ISO 7064 mod 11-2, where X is 10, as in ORCID and ISNI."""
    digits = value.replace("-", "")
    last = digits[-1]
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return (12 - total % 11) % 11 == (10 if last == "X" else int(last))


def ror(value: str) -> bool:
    """Two last digits by mod 97-10 over the number that the letters before write to base 32."""
    number = 0
    for character in value[:-2]:
        number = number * 32 + _ROR_ALPHABET.index(character)
    return 98 - (number * 100) % 97 == int(value[-2:])


def kbo(value: str) -> bool:
    """Two last digits are 97 less the remainder of the eight first by 97."""
    return 97 - int(value[:8]) % 97 == int(value[8:])


def luhn(value: str) -> bool:
    """Every second digit from the right doubled, their digits summed: a multiple of ten."""
    digits = [int(digit) for digit in reversed(value) if digit != "-"]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def siren(value: str) -> bool:
    """Luhn for SIREN and SIRET; branches of the French post office only sum up to fives."""
    if value.startswith(_POST_OFFICE_SIREN) and value != _POST_OFFICE_SIREN:
        return luhn(value) or sum(map(int, value)) % 5 == 0
    return luhn(value) and luhn(value[:9])


def isbn(value: str) -> bool:
    """Weights 10 to 1 by 11 for ten digits, 1 and 3 in turn by 10 for thirteen."""
    digits = [10 if sign == "X" else int(sign) for sign in value if sign != "-"]
    if len(digits) == len("0306406152"):
        return (
            sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11
            == 0
        )
    return "X" not in value and (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0


def y_tunnus(value: str) -> bool:
    """Weights 7 9 10 5 8 4 2 by 11; a remainder of one is never given out."""
    return _mod_11(value[:7], (7, 9, 10, 5, 8, 4, 2)) == int(value[-1])


def norwegian(value: str) -> bool:
    """Weights 3 2 7 6 5 4 3 2 by 11."""
    return _mod_11(value[:8], (3, 2, 7, 6, 5, 4, 3, 2)) == int(value[-1])


def _mod_11(digits: str, weights: tuple[int, ...]) -> int:
    """Give the digit that fills the weighted sum up to a multiple of eleven; 10 is none."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return -total % 11


def ico(value: str) -> bool:
    """Weights 8 to 2 by 11; what would be 10 or 11 is written by its last digit."""
    total = sum(
        int(digit) * weight for digit, weight in zip(value[:7], range(8, 1, -1), strict=True)
    )
    return (11 - total % 11) % 10 == int(value[-1])


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "ico": ico,
        "isbn": isbn,
        "kbo": kbo,
        "luhn": luhn,
        "mod_11_2": mod_11_2,
        "mod_97_10": mod_97_10,
        "norwegian": norwegian,
        "ror": ror,
        "siren": siren,
        "y_tunnus": y_tunnus,
    },
)
