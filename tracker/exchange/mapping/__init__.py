"""How the columns and values of somebody's files become ours."""
