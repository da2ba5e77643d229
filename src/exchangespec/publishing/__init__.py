"""Makes public releases: people out or under another name, every format, described and summed."""

from exchangespec.publishing.release import Release, release

__all__ = ["Release", "release"]
