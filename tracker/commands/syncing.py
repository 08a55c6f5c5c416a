"""The command sync, which stands at the top level beside the family of `hub`."""

from tracker.commands.hub import sync
from tracker.commands.params import family

app = family()
app.command("sync")(sync)
