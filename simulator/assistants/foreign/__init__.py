"""What agents from outside need: loading, tools bound to a world, answers made fit to be recorded."""
