"""The union of two copies of a ledger: what one tells, and what becomes of it in the other.

A copy is a set of facts: the changes of its registry, the labels of its demands, its moves. All
else is derived from them, so that the union of two copies is the union of their facts, whichever
side it starts from.
"""
