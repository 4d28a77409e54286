// A platform that serves only so many requests at once, and more only step by step.
#ifndef HEADROOM_SIZING_PLATFORM_RAMP_H
#define HEADROOM_SIZING_PLATFORM_RAMP_H

struct platform_ramp {
    double quota;      ///< at most so many at once; infinite: no limit
    double start;      ///< at once from the first moment on
    double per_second; ///< more of them; infinite: all at once
};

/// How many the platform serves at once `time_s` after the first.
double platform_at_once(const struct platform_ramp *ramp, double time_s);

/// Seconds until so many requests that come at one moment have all begun: each place takes a new
/// one every `duration_s`, so that by t the sum over k of platform_at_once(t - k duration) have.
/// Infinite for a platform that never serves them.
double platform_begun_s(const struct platform_ramp *ramp, double requests, double duration_s);

#endif
