"""What tests stand on: servers on loopback, makers of values, invented vendors. No test is here."""
