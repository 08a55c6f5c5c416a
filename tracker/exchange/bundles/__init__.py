"""Bundles: a ledger, or what is new in it, as JSON lines with a checksum.

The lines themselves know no files: `lines` turns facts into them and back, so that they can travel
in any other way as well. The form is described in docs/sharing.md.
"""
