// Tables parted by blanks, as tools print them: a few rows of each tool's own output, and what is
// read. The expected samples were written by hand from the numbers.
#include "ingest_text.h"

#define ZERO "2024-03-10T00:00:00Z"
#define ONE "2024-03-10T00:00:01Z"
#define TWO "2024-03-10T00:00:02Z"
#define MINUTE "2024-03-10T00:01:00Z"
#define LINUX "Linux 6.1.0 (vm) \t03/10/24 \t_x86_64_\t(2 CPU)\n\n"
#define MONTH "is read with the month first"

static const struct text_case tables[] = {
    {.what = "vmstat -t: the time behind each row, under the name of its zone",
     .text = "procs ---memory-- -----timestamp-----\n"
             " r  b   free  us                 UTC\n"
             " 1  0 700000   5 2024-03-10 00:00:00\n"
             " 2  0 700001   6 2024-03-10 00:00:01\n"
             "procs ---memory-- -----timestamp-----\n"
             " r  b   free  us                 UTC\n"
             " 3  1 700002   7 2024-03-10 00:00:02\n",
     .expect = "r gauge: " ZERO "=1 " ONE "=2 " TWO "=3\n"
               "b gauge: " ZERO "=0 " ONE "=0 " TWO "=1\n"
               "free gauge: " ZERO "=700000 " ONE "=700001 " TWO "=700002\n"
               "us gauge: " ZERO "=5 " ONE "=6 " TWO "=7\n"},
    {.what = "vmstat -t with another zone",
     .text = "procs ---memory-- -----timestamp-----\n"
             " r   free                 CET\n"
             " 1 700000 2024-03-10 01:00:00\n"
             " 2 700001 2024-03-10 01:00:01\n",
     .expect = "r gauge: " ZERO "=1 " ONE "=2\nfree gauge: " ZERO "=700000 " ONE "=700001\n"},
    {.what = "vmstat without times",
     .text = "procs ---memory--\n r   free\n 1 700000\n 2 700001\n",
     .refused = true,
     .expect = "memory:3: a row of a table, but no time: vmstat -t, iostat -t and pidstat -h"},
    {.what = "iostat -xt: a time above each block, a table of the processor, one of devices",
     .text = LINUX "03/13/24 00:00:00\n"
                   "avg-cpu:  %user   %idle\n"
                   "          29.11   70.89\n\n"
                   "Device            r/s   %util\n"
                   "vda            100.34    1.78\n"
                   "vdb              0.00    0.00\n\n"
                   "03/13/24 00:00:01\n"
                   "avg-cpu:  %user   %idle\n"
                   "           1.50   98.50\n\n"
                   "Device            r/s   %util\n"
                   "vda           1388.00    5.60\n"
                   "vdb              1.00    0.10\n",
     .note = "the first report of vmstat and iostat holds averages since the machine came up",
     .expect =
         "%user gauge %: 2024-03-13T00:00:00Z=29.11 2024-03-13T00:00:01Z=1.5\n"
         "%idle gauge %: 2024-03-13T00:00:00Z=70.89 2024-03-13T00:00:01Z=98.5\n"
         "reads/s [vda] gauge reads/s: 2024-03-13T00:00:00Z=100.34 2024-03-13T00:00:01Z=1388\n"
         "%util [vda] gauge %: 2024-03-13T00:00:00Z=1.78 2024-03-13T00:00:01Z=5.6\n"
         "reads/s [vdb] gauge reads/s: 2024-03-13T00:00:00Z=0 2024-03-13T00:00:01Z=1\n"
         "%util [vdb] gauge %: 2024-03-13T00:00:00Z=0 2024-03-13T00:00:01Z=0.1\n"},
    {.what =
         "iostat -d: letters are spelt out, so that bytes and operations have names of their own",
     .text = LINUX "03/13/24 00:00:00\nDevice r/s rkB/s d/s dkB/s\nvda 1.00 2.00 3.00 4.00\n",
     .expect = "reads/s [vda] gauge reads/s: 2024-03-13T00:00:00Z=1\n"
               "kB read/s [vda] gauge KiB/s: 2024-03-13T00:00:00Z=2\n"
               "discards/s [vda] gauge discards/s: 2024-03-13T00:00:00Z=3\n"
               "kB discarded/s [vda] gauge KiB/s: 2024-03-13T00:00:00Z=4\n"},
    {.what = "only what --value and --by name, whichever table has it",
     .text = LINUX "03/13/24 00:00:00\n"
                   "avg-cpu:  %user   %idle\n"
                   "          29.11   70.89\n\n"
                   "Device            r/s   %util\n"
                   "vda            100.34    1.78\n",
     .options = {.value_columns = "%util", .key_columns = "Device"},
     .note = "the first report",
     .expect = "%util [vda] gauge %: 2024-03-13T00:00:00Z=1.78\n"},
    {.what = "a name that no table has",
     .text = "2024-03-10T00:00:00Z\nname cpu\nweb 1\n2024-03-10T00:01:00Z\nname cpu\nweb 2\n",
     .options = {.value_columns = "cup"},
     .refused = true,
     .expect = "no column \"cup\" for --value; its columns are name, cpu"},
    {.what = "pidstat: the start of the interval stands in the header; the processor is no measure",
     .text = LINUX "00:00:00      UID       PID    %usr   CPU  Command\n"
                   "00:00:01        0        22    0.50     1  ksoftirqd/1\n"
                   "00:00:01        0        44    1.00     1  kworker/1\n\n"
                   "00:00:01      UID       PID    %usr   CPU  Command\n"
                   "00:00:02        0        22    0.75     0  ksoftirqd/1\n\n"
                   "Average:      UID       PID    %usr   CPU  Command\n"
                   "Average:        0        22    0.62     -  ksoftirqd/1\n",
     .note = MONTH,
     .expect = "%usr [22/ksoftirqd/1] gauge %: " ZERO "=0.5 " ONE "=0.75\n"
               "%usr [44/kworker/1] gauge %: " ZERO "=1\n"},
    {.what = "pidstat -u -d: two tables an interval, over midnight",
     .text = "Linux 6.1.0 (vm) \t2024-03-09 \t_x86_64_\t(2 CPU)\n\n"
             "11:59:59 PM   PID    %usr  Command\n"
             "12:00:00 AM    22    0.50  web\n\n"
             "11:59:59 PM   PID   kB_rd/s  Command\n"
             "12:00:00 AM    22      3.00  web\n\n"
             "12:00:00 AM   PID    %usr  Command\n"
             "12:00:01 AM    22    0.60  web\n\n"
             "12:00:00 AM   PID   kB_rd/s  Command\n"
             "12:00:01 AM    22      4.00  web\n",
     .expect = "%usr [22/web] gauge %: 2024-03-09T23:59:59Z=0.5 " ZERO "=0.6\n"
               "kB_rd/s [22/web] gauge KiB/s: 2024-03-09T23:59:59Z=3 " ZERO "=4\n"},
    {.what = "pidstat -h -l: Unix times, commands with blanks",
     .text = "Linux 6.1.0 (vm) \t2024-03-10 \t_x86_64_\t(2 CPU)\n\n"
             "# Time        UID       PID    %usr  Command\n"
             " 1710028800     0        22    0.50  /usr/bin/web --port 80\n"
             " 1710028800     0        23    1.50  sh\n\n"
             "# Time        UID       PID    %usr  Command\n"
             " 1710028801     0        22    0.60  /usr/bin/web --port 80\n"
             " 1710028801     0        23    1.60  sh\n",
     .expect = "%usr [22//usr/bin/web --port 80] gauge %: " ZERO "=0.5 " ONE "=0.6\n"
               "%usr [23/sh] gauge %: " ZERO "=1.5 " ONE "=1.6\n"},
    {.what = "kubectl top pods under date: widths change, a pod comes, a value is unknown",
     .text = "Sun Mar 10 00:00:00 UTC 2024\n"
             "NAME    CPU(cores)   MEMORY(bytes)\n"
             "web-0   250m         120Mi\n"
             "Sun Mar 10 00:01:00 UTC 2024\n"
             "NAME       CPU(cores)   MEMORY(bytes)\n"
             "web-0      1            121Mi\n"
             "worker-0   <unknown>    1Gi\n",
     .expect = "CPU [web-0] gauge cores: " ZERO "=0.25 " MINUTE "=1\n"
               "MEMORY [web-0] gauge MiB: " ZERO "=120 " MINUTE "=121\n"
               "CPU [worker-0] gauge cores: " MINUTE "=?\n"
               "MEMORY [worker-0] gauge MiB: " MINUTE "=1024\n"},
    {.what = "kubectl top pods --containers with a time of the log in front of each line",
     .text = "2024-03-10T00:00:00Z POD     NAME   CPU(cores)   MEMORY(bytes)\n"
             "2024-03-10T00:00:00Z web-0   app    250m         120Mi\n"
             "2024-03-10T00:00:00Z web-0   proxy  50m          20Mi\n"
             "2024-03-10T00:01:00Z POD     NAME   CPU(cores)   MEMORY(bytes)\n"
             "2024-03-10T00:01:00Z web-0   app    260m         121Mi\n"
             "2024-03-10T00:01:00Z web-0   proxy  60m          21Mi\n",
     .expect = "CPU [app] gauge cores: " ZERO "=0.25 " MINUTE "=0.26\n"
               "MEMORY [app] gauge MiB: " ZERO "=120 " MINUTE "=121\n"
               "CPU [proxy] gauge cores: " ZERO "=0.05 " MINUTE "=0.06\n"
               "MEMORY [proxy] gauge MiB: " ZERO "=20 " MINUTE "=21\n"},
    {.what = "docker stats: names with blanks, two numbers in a cell, a clear of the screen",
     .text = "=== 2024-03-10 00:00:00 ===\n"
             "\033[2J\033[HCONTAINER ID   NAME    CPU %   MEM USAGE / LIMIT   NET I/O\n"
             "12345678e5f6   web-1   0.50%   2MiB / 4MiB         1kB / 2B\n"
             "a1b2c3d4e5f6   db-1    0.25%   1MiB / 4MiB         3kB / 0B\n"
             "=== 2024-03-10 00:01:00 ===\n"
             "\033[2J\033[HCONTAINER ID   NAME    CPU %   MEM USAGE / LIMIT   NET I/O\n"
             "12345678e5f6   web-1   0.60%   3MiB / 4MiB         2kB / 4B\n"
             "a1b2c3d4e5f6   db-1    0.35%   2MiB / 4MiB         4kB / 1B\n",
     .expect = "CPU % [web-1] gauge %: " ZERO "=0.5 " MINUTE "=0.6\n"
               "MEM USAGE [web-1] gauge MiB: " ZERO "=2 " MINUTE "=3\n"
               "NET in [web-1] counter kB: " ZERO "=1 " MINUTE "=2\n"
               "LIMIT [web-1] gauge MiB: " ZERO "=4 " MINUTE "=4\n"
               "NET out [web-1] counter B: " ZERO "=2 " MINUTE "=4\n"
               "CPU % [db-1] gauge %: " ZERO "=0.25 " MINUTE "=0.35\n"
               "MEM USAGE [db-1] gauge MiB: " ZERO "=1 " MINUTE "=2\n"
               "NET in [db-1] counter kB: " ZERO "=3 " MINUTE "=4\n"
               "LIMIT [db-1] gauge MiB: " ZERO "=4 " MINUTE "=4\n"
               "NET out [db-1] counter B: " ZERO "=0 " MINUTE "=1\n"},
    {.what = "free under a Unix time: rows with names that the header does not have, a short one",
     .text = "1710028800\n"
             "               total        used   available\n"
             "Mem:            1000         400         600\n"
             "Swap:            500           1\n"
             "1710028860\n"
             "               total        used   available\n"
             "Mem:            1000         401         599\n"
             "Swap:            500           2\n",
     .expect = "total [Mem] gauge: " ZERO "=1000 " MINUTE "=1000\n"
               "used [Mem] gauge: " ZERO "=400 " MINUTE "=401\n"
               "available [Mem] gauge: " ZERO "=600 " MINUTE "=599\n"
               "total [Swap] gauge: " ZERO "=500 " MINUTE "=500\n"
               "used [Swap] gauge: " ZERO "=1 " MINUTE "=2\n"
               "available [Swap] gauge: " ZERO "=? " MINUTE "=?\n"},
    {.what = "collectl -oD: what it says first, groups of columns, K for thousands",
     .text = "waiting for 1 second sample...\n"
             "#                   <--------CPU--------><----------Disks----------->\n"
             "#Date    Time       cpu sys KBWrit\n"
             "20240310 00:00:00    12   3     12\n"
             "20240310 00:00:01    13   3    12K\n",
     .expect = "cpu gauge: " ZERO "=12 " ONE "=13\nsys gauge: " ZERO "=3 " ONE "=3\n"
               "KBWrit gauge: " ZERO "=12 " ONE "=12000\n"},
    {.what = "collectl --verbose: records under their times, titles of tables",
     .text = "### RECORD    1 >>> vm <<< (1710028800) (Sun Mar 10 00:00:00 2024) ###\n\n"
             "# SINGLE CPU STATISTICS\n#   Cpu  User\n      0    22\n      1    23\n\n"
             "# DISK STATISTICS (/sec)\n#Name  KBytes\nvda      223\n"
             "### RECORD    2 >>> vm <<< (1710028801) (Sun Mar 10 00:00:01 2024) ###\n\n"
             "# SINGLE CPU STATISTICS\n#   Cpu  User\n      0    24\n      1    25\n\n"
             "# DISK STATISTICS (/sec)\n#Name  KBytes\nvda      224\n",
     .expect = "User [0] gauge: " ZERO "=22 " ONE "=24\nUser [1] gauge: " ZERO "=23 " ONE "=25\n"
               "KBytes [vda] gauge: " ZERO "=223 " ONE "=224\n"},
    {.what = "collectl -oT: a time of day and no date",
     .text = "#Time     cpu sys\n00:00:00  12   3\n00:00:01  13   3\n",
     .refused = true,
     .expect = "memory:2: a time of day and no date: collectl -oD prints both"},
    {.what = "what is neither row nor header",
     .text = "2024-03-10T00:00:00Z\nname cpu\nweb 1\nweb 1 2 3\ndb 2\n"
             "2024-03-10T00:01:00Z\nname cpu\nweb 1\ndb 2\nmq 3\n",
     .refused = true,
     .expect = "memory:4: \"web 1 2 3\" is neither a row of the table above it nor a header; "
               "--skip-bad"},
    {.what = "the last line cut off",
     .text = "procs ---memory-- -----timestamp-----\n"
             " r   free                 UTC\n"
             " 1 700000 2024-03-10 00:00:00\n"
             " 2 700001 2024-03-10 00:00:01\n"
             " 3 700002 2024-03",
     .note = "line 5, the last one, is cut off and was left out: \" 3 700002 2024-03\"",
     .expect = "r gauge: " ZERO "=1 " ONE "=2\nfree gauge: " ZERO "=700000 " ONE "=700001\n"},
    {.what = "sadf -p: a row a value, times moved to the start of the interval",
     .layout = "sadf-p",
     .text = "vm\t1\t2024-03-10 00:00:01 UTC\tall\t%user\t17.00\n"
             "vm\t1\t2024-03-10 00:00:01 UTC\t-\tldavg-1\t0.50\n"
             "vm\t-1\t2024-03-10 00:00:01 UTC\tLINUX-RESTART\t(2 CPU)\n"
             "vm\t1\t2024-03-10 00:00:02 UTC\tall\t%user\t18.00\n"
             "vm\t1\t2024-03-10 00:00:02 UTC\t-\tldavg-1\t0.75\n",
     .note = "1 restart and 0 comments left out",
     .expect = "%user [all] gauge %: " ZERO "=17 " ONE "=18\n"
               "ldavg-1 gauge: " ZERO "=0.5 " ONE "=0.75\n"},
    {.what = "sadf -p: a row that is not one",
     .layout = "sadf-p",
     .text = "vm\t1\t2024-03-10 00:00:01 UTC\tall\t%user\t17.00\n"
             "vm\t1\t2024-03-10 00:00:02 UTC\tall\t%user\t18.00\n"
             "vm\t1\tlater\tall\t%user\t18.00\n",
     .refused = true,
     .expect = "memory:3: timestamp: \"later\" is not a time"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        check_text(&tables[i], "aligned");
    return done();
}
