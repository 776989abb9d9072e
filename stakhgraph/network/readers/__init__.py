"""Networks in files: Pajek, GraphML, GEXF, GML, lists of arcs, OpenCitations, OpenAlex.

In goes a path, out comes a ``ParsedNetwork``; each fault is one error with file and line. Start
with ``network_file``, which recognises the format of a file.
"""
