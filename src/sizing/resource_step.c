#include "sizing/resource_step.h"

#include "maths/whole_instances.h"

#include <math.h>

double memory_step_up(double mib)
{
    double step = mib < 256 ? 8 : mib < 1024 ? 16 : mib < 8192 ? 64 : 256;
    return fmax(instances_up(mib / step) * step, MEMORY_LEAST_MIB);
}

double cpu_step_up(double cores)
{
    double millicores = cores * 1000;
    double step = millicores < 100 ? 5 : millicores < 1000 ? 10 : 50;
    return fmax(instances_up(millicores / step) * step / 1000, CPU_LEAST_CORES);
}
