// How stored data and disk operations grow, and when they reach their limit.
#ifndef HEADROOM_SIZING_STORAGE_GROWTH_H
#define HEADROOM_SIZING_STORAGE_GROWTH_H

/// Periods until `used` reaches `limit`, growing by `amount` a period, or, where that is NaN, by
/// the share `share` of itself. 0: it is there already; infinite: never.
double periods_to_limit(double used, double limit, double amount, double share);

/// Bytes that are kept of `writes` a second of `bytes` each, for `retention_s`, in `copies`,
/// compressed to 1 / `compression`.
double stored_bytes(double writes, double bytes, double retention_s, double copies,
                    double compression);

#endif
