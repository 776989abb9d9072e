"""What each kind of page shows: one module a kind, with a template of the same name.

In goes a `Site` and what the address asks for; out comes a `Page` for ``templates/pages``. Pages
are complete without JavaScript. Start with ``home``, then ``things/thing``.
"""
