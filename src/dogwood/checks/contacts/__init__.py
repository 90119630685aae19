"""Asking listed organizations by letter: “is this still correct?”

- ``models``: ``Contact`` (whom we write to) and ``Letter`` (what was sent, and what was answered). ``schedule``: who is
  due a letter, a reminder or a call. ``letters``: making and sending them. ``actions``: answers. ``views``: the public page and the desk's.

A link in a letter holds for one listing, one answer and a limited time; only its hash is kept.
"""
