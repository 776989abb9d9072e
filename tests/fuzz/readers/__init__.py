"""How each reader is made to read some bytes, as the commands and the server do it."""
