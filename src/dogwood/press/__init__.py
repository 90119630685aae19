"""What the desk gives out of an edition: the printed book, with its progress, cost and proof, and chosen listings in HSDS."""
