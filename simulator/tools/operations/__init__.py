"""An operation of an API document: its parameters, bodies and schemas folded into one call, and unfolded again."""
