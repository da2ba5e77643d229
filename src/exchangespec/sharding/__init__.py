"""Large submissions in parts: each is checked by itself, on however many processes or machines.

A submission that is too large for one process, or for its memory, is planned as shards: ranges of
bytes of plain NDJSON files, and packed files as they are. A function of one shard checks its
records and writes what it found, and what the rules on records together need, as one file. Who runs
the function for which shard does not matter: a runner is all that an engine has to bring.
"""
