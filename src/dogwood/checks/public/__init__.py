"""The few pages that the desk's process shows to people without an account, all under ``/tell-us/``.

- ``words``: what they say, in each language (``words.toml``). ``forms``: signed tokens in place of cookies, and limits.
- ``pages``: the frame that they share. No cookie is set, nothing is fetched from elsewhere, no address is kept.
"""
