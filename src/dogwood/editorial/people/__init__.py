"""The people of the desk: what each role may do, and signing in with a second step.

- ``roles``: the five roles and their rights. ``second_step``: the middleware and the pages of two-step sign-in.
"""
