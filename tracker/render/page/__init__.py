"""Pages of HTML, each one file that needs nothing else, from the templates beside this module."""
