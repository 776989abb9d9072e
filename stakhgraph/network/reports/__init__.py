"""Results on a network as reports: plain values with a digest, and lines of text for a reader.

In go a network as it was read and what is asked of it; out come the report's values and lines.
Start with ``main_path`` or ``measure``; ``network_input`` is a network with the passages behind it.
"""
