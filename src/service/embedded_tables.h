// The tables of prices that the program carries: data/*.csv as lines, ended by NULL.
#ifndef HEADROOM_SERVICE_EMBEDDED_TABLES_H
#define HEADROOM_SERVICE_EMBEDDED_TABLES_H

extern const char *const *const embedded_instance_types;
extern const char *const *const embedded_service_prices;

#endif
