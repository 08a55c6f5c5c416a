"""Minutes: the plain-text language for notes of a talk. docs/minutes.md has its grammar."""
