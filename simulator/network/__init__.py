"""The Bayesian network of a scenario's variables: cases drawn from the joint distribution that `require` leaves."""
