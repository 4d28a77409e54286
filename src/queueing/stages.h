// A job behind others that leave one by one at a common rate, and its own exponential service.
#ifndef HEADROOM_QUEUEING_STAGES_H
#define HEADROOM_QUEUEING_STAGES_H

/// P(W + S > t): W is the sum of `stages` >= 0 exponentials of rate `servers` >= 1 (each the time
/// to the next departure while all servers are busy), S an exponential with mean 1.
double stages_response_tail(double stages, double servers, double t);

#endif
