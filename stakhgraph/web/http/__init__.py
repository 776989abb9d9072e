"""What HTTP asks of any server, whatever it serves: RFC 9110 and RFC 9112.

In go the headers and the target of a request; out come the media type to send, whether a condition
holds, and which host is meant. Start with ``content_negotiation``.
"""
