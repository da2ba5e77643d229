"""Submissions as typed tables: one for each record type, for DuckDB, Parquet and every SQL engine.

`forms` says which tables and columns there are, all of them made from the model; `rows` turns a
record into a row; `loading` reads submissions of any format into a folder of Parquet files a batch
at a time; `connecting` opens such a folder as a DuckDB connection.
"""
