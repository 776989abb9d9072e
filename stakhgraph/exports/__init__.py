"""The graph in other hands: RDF formats, networks, a spreadsheet, bibliographies, schema.org.

In go the parsed files of a project; out comes one text a format, the same bytes on every run. Start
with ``formats``, the table of all of them.
"""
