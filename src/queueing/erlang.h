// Erlang's loss and delay formulas for real numbers of servers.
#ifndef HEADROOM_QUEUEING_ERLANG_H
#define HEADROOM_QUEUEING_ERLANG_H

/// Probability that an arrival is lost at `servers` >= 0 without a queue (Erlang B). `load` >= 0 is
/// the offered load, arrival rate x mean service time; it may exceed `servers`. A real number of
/// servers means the continuation a^c e^-a / Gamma(c + 1, a) (Jagers and van Doorn, "On the
/// continued Erlang loss function", 1986). Values too small for a double are 0; NaN outside the
/// domain.
double erlang_b(double servers, double load);

/// Probability that an arrival waits (Erlang C), same domain but servers > 0. An overloaded
/// station, load >= servers, has no steady state: every arrival waits, and the answer is 1.
double erlang_c(double servers, double load);

#endif
