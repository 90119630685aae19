"""The printed book, asked for on the desk: what to make, its progress and log, what it costs, a proof, and the file."""
