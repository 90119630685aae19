"""Configuration: ``config`` reads it, ``desk``, ``readers`` and ``testing`` are the Django settings made of it."""
