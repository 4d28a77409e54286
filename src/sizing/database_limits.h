// What databases allow where their settings are left alone, and what changing a machine costs.
#ifndef HEADROOM_SIZING_DATABASE_LIMITS_H
#define HEADROOM_SIZING_DATABASE_LIMITS_H

enum database_engine {
    ENGINE_MYSQL,
    ENGINE_POSTGRES,
};

/// max_connections of a managed database by its memory, in whole connections: RDS's parameter
/// groups, DBInstanceClassMemory / 12582880 of MySQL and LEAST(DBInstanceClassMemory / 9531392,
/// 5000) of PostgreSQL (Amazon RDS user guide, "Maximum number of database connections").
double default_connections(enum database_engine engine, double memory_bytes);

struct resize_loss {
    double requests;     ///< lost a year
    double availability; ///< share of a year of 365 days that is left
};

/// A machine that is resized `times` a year is away for `downtime_s` each time, at a rate that is
/// `share` of the usual.
struct resize_loss resize_loss(double times, double downtime_s, double rate, double share);

#endif
