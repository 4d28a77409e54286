#include "sizing/storage_growth.h"

#include <math.h>

double periods_to_limit(double used, double limit, double amount, double share)
{
    if (used >= limit)
        return 0;
    if (!isnan(amount))
        return amount > 0 ? (limit - used) / amount : INFINITY;
    return share > 0 && used > 0 ? log(limit / used) / log1p(share) : INFINITY;
}

double stored_bytes(double writes, double bytes, double retention_s, double copies,
                    double compression)
{
    return writes * bytes * retention_s * copies / compression;
}
