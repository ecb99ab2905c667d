"""The real parts that the acceptance tests start and talk to."""
