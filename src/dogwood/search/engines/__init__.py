"""Search engines behind one port (``port``), all held to one contract suite (``tests/search/engines/contract.py``)."""
