"""Looking at web pages and names of strangers, without trust: see ``visit`` for the whole, ``addresses`` for the rule."""
