// Work that has to be done by a time: how many workers, when they are done.
#ifndef HEADROOM_SIZING_BATCH_WORK_H
#define HEADROOM_SIZING_BATCH_WORK_H

/// Tasks of which a free worker takes the next; all of them are there at the start.
struct batch_work {
    double tasks;  ///< whole, 1 or more
    double task_s; ///< mean time of one, above 0
    double scv;    ///< variance / mean^2 of lognormal times; 0: all take as long
    double boot_s; ///< until a worker takes its first
};

/// When `workers` (1 or more) are done: for equal times boot + ceil(tasks / workers) x time; for
/// random ones the time within which all is done with `probability`.
///
/// Of random ones: P(all done by t) = F(t)^n exp(-(J - n) / tau (I(t) - I(t - tau))), where F is
/// the distribution of a time (mean 1), I(x) the integral of 1 - F from 0 and tau the time in which
/// the last task begins, J/n - (1 + scv)/2 + z sqrt(scv J)/n, averaged over 20 strata of the normal
/// z. Within 3.2 % of simulations.
double batch_makespan_s(const struct batch_work *work, double workers, double probability);

/// The fewest workers that are done by `deadline_s` (with `probability`, where times are random);
/// NaN when not even a worker a task is.
double batch_workers(const struct batch_work *work, double deadline_s, double probability);

#endif
