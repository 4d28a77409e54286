// Requests and limits as people write them: rounded up to steps that grow with the value.
#ifndef HEADROOM_SIZING_RESOURCE_STEP_H
#define HEADROOM_SIZING_RESOURCE_STEP_H

#define MEMORY_LEAST_MIB 32.0
#define CPU_LEAST_CORES 0.01

/// Rounds MiB up: to 8 below 256 MiB, 16 below 1 GiB, 64 below 8 GiB, else 256; at least 32.
double memory_step_up(double mib);

/// Rounds cores up: to 5m below 100m, 10m below 1, else 50m; at least 10m.
double cpu_step_up(double cores);

#endif
