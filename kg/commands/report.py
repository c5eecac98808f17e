"""The summary of a build: a table of what each source gave, the sums, what failed, where to look."""
