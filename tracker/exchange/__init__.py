"""Files that go in and out: text to moves and back, with every problem listed."""
