"""Questions as files: one `.rq` file a question, with its description at the head of the file.

In go `.rq` files and the values of parameters; out come tables and other answers.
Start with ``query`` (the file format), then ``catalogue`` and ``answering``.
"""
