"""Faults of libraries that this project cannot mend; a test fails once its fault is gone."""
