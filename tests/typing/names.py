"""The package's names as a user's own type-checked code would use them."""

from typing import assert_type

import exchangespec as xs

assert_type(xs.__version__, str)
