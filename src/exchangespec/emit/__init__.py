"""One file a derived artefact: the model goes in, paths and bytes come out, nothing is written."""
