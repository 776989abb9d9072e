"""A fuzzer for everything that reads what somebody else may have written.

``python -m tests.fuzz [READER…] --minutes N --seed S`` changes small valid examples at random and lets
each reader read them. A reader may return, or raise a `StakhError` whose message is one clean line;
whatever else happens is a finding. It is saved as a file, and printed with the command that repeats it.

``corpus`` has the examples and the words of each format, ``mutation`` changes them, ``targets`` are the
readers, ``verdict`` says what a fault is, and ``runner`` keeps a ``worker`` process at work, which may
die. A case follows from the seed and its number alone.

The changes are made here and not by a library: hypothesis grows examples from a grammar, which would
have to be written for some twenty formats, and atheris does not see into engines that are compiled.
"""
