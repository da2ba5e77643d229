"""Files to records: reads, judges, and keeps every id and its place in bounded memory."""
