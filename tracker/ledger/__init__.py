"""The use cases, complete without a terminal; every function takes an open store or case."""
