// Tools of a machine whose lines have forms of their own: nmon, atop -P, top -b, dstat's text and
// pmrep's.
// The expected samples were reckoned by hand from the numbers.
#include "ingest_text.h"

#define SIX "2024-03-10T06:00:00Z"
#define TEN "2024-03-10T06:00:10Z"

#define NMON_HEAD                                                                                  \
    "AAA,progname,nmon\nAAA,date,10-MAR-2024\nBBBP,000,lsconf\n"                                   \
    "CPU_ALL,CPU Total vm,User%,Sys%,Busy,CPUs\nCPU001,CPU 1 vm,User%,Sys%\n"                      \
    "NET,Network I/O vm,eth0-read-KB/s,eth0-write-KB/s\nTOP,%CPU Utilisation\n"                    \
    "TOP,+PID,Time,%CPU\n"
#define NMON_ZZZZ "ZZZZ,T0001,06:00:00,10-MAR-2024\nZZZZ,T0002,06:00:10,10-MAR-2024\n"
#define NMON_DATA                                                                                  \
    "CPU_ALL,T0001,85.1,14.9,,2\nCPU001,T0001,80.0,10.0\nNET,T0001,0.5,1.5\n"                      \
    "TOP,0000001,T0001,5.0\nCPU_ALL,T0002,60.0,20.0,,2\nCPU001,T0002,50.0,5.0\n"                   \
    "NET,T0002,2.5,3.5\n"
#define NMON_EXPECT                                                                                \
    "CPU_ALL User% gauge %: " SIX "=85.1 " TEN "=60\n"                                             \
    "CPU_ALL Sys% gauge %: " SIX "=14.9 " TEN "=20\n"                                              \
    "CPU_ALL processors gauge: " SIX "=2 " TEN "=2\n"                                              \
    "CPU User% [CPU001] gauge %: " SIX "=80 " TEN "=50\n"                                          \
    "CPU Sys% [CPU001] gauge %: " SIX "=10 " TEN "=5\n"                                            \
    "NET eth0-read gauge KiB/s: " SIX "=0.5 " TEN "=2.5\n"                                         \
    "NET eth0-write gauge KiB/s: " SIX "=1.5 " TEN "=3.5\n"

static const struct text_case nmon[] = {
    {.what = "nmon: tags with names of their own, processors, processes left out",
     .text = NMON_HEAD NMON_ZZZZ NMON_DATA,
     .note = "1 lines of processes (TOP) left out",
     .expect = NMON_EXPECT},
    {.what = "nmon sorted, so that the times come last",
     .text = NMON_HEAD NMON_DATA NMON_ZZZZ,
     .expect = NMON_EXPECT},
    {.what = "nmon: a last line that is cut off",
     .text = NMON_HEAD NMON_ZZZZ NMON_DATA "NET,T00",
     .note = "line 18, the last one, is cut off and was left out: \"NET,T00\"",
     .expect = NMON_EXPECT},
    {.what = "nmon: a line of other numbers than its names",
     .text = NMON_HEAD NMON_ZZZZ "NET,T0001,0.5\n" NMON_DATA,
     .refused = true,
     .expect = "memory:11: \"NET,T0001,0.5\" is not a line of this tool; --skip-bad"},
    {.what = "nmon without times",
     .text = NMON_HEAD NMON_DATA,
     .refused = true,
     .expect = "memory: no line ZZZZ says when its snapshots were"},
};

static const struct text_case atop[] = {
    {.what = "atop -P: ticks, pages, sectors, the sample since boot left out",
     .text = "RESET\nCPU vm 1710050400 2024/03/10 06:00:00 2431 100 2 43757 264391 1 1 1 0 0 0\n"
             "SEP\nCPU vm 1710050410 2024/03/10 06:00:10 10 100 2 370 830 0 800 0 0 0 0\n"
             "MEM vm 1710050410 2024/03/10 06:00:10 10 4096 1000 500 100 10 5 0\n"
             "DSK vm 1710050410 2024/03/10 06:00:10 10 vda 200 10 40 20 80\n"
             "NET vm 1710050410 2024/03/10 06:00:10 10 upper 1 2 3 4\n"
             "NET vm 1710050410 2024/03/10 06:00:10 10 eth0 50 5000 60 6000 0 0\n"
             "PAG vm 1710050410 2024/03/10 06:00:10 10 4096 1 2 3\nSEP\n",
     .note = "1 sample behind RESET, since the machine came up, left out",
     .expect = "cpu system gauge cores: " SIX "=0.37\ncpu user gauge cores: " SIX "=0.83\n"
               "cpu nice gauge cores: " SIX "=0\ncpu idle gauge cores: " SIX "=0.8\n"
               "cpu wait gauge cores: " SIX "=0\ncpu irq gauge cores: " SIX "=0\n"
               "cpu softirq gauge cores: " SIX "=0\ncpu steal gauge cores: " SIX "=0\n"
               "memory gauge B: " SIX "=4096000\nmemory free gauge B: " SIX "=2048000\n"
               "memory cache gauge B: " SIX "=409600\n"
               "memory buffers gauge B: " SIX "=40960\n"
               "memory slab gauge B: " SIX "=20480\n"
               "disk busy [vda] gauge %: " SIX "=2\ndisk reads [vda] gauge /s: " SIX "=1\n"
               "disk read bytes [vda] gauge B/s: " SIX "=2048\n"
               "disk writes [vda] gauge /s: " SIX "=2\n"
               "disk written bytes [vda] gauge B/s: " SIX "=4096\n"
               "net packets in [eth0] gauge /s: " SIX "=5\n"
               "net in bytes [eth0] gauge B/s: " SIX "=500\n"
               "net packets out [eth0] gauge /s: " SIX "=6\n"
               "net out bytes [eth0] gauge B/s: " SIX "=600\n"},
    {.what = "atop -P of one sample",
     .text = "RESET\nCPL vm 1710050400 2024/03/10 06:00:00 2431 2 1.5 1 0.5 100 200\nSEP\n",
     .refused = true,
     .expect = "memory: only what came since the machine was up: atop -P needs two samples"},
    {.what = "atop -P: a line that is none",
     .text = "SEP\nCPL vm 1710050410 2024/03/10 06:00:10 10 2 1.5 1 0.5 100 200\n"
             "CPL vm 1710050420 2024/03/10 06:00:20\nSEP\n",
     .refused = true,
     .expect = "memory:3: \"CPL vm 1710050420 2024/03/10 06:00:20\" is not a line of this tool"},
};

#define TOP(clock, user)                                                                           \
    "top - " clock " up 40 min,  0 user,  load average: 9.44, 9.66, 9.75\n"                        \
    "Tasks: 106 total,   7 running\n%Cpu(s): " user " us, 33.3 sy,  0.0 id\n"                      \
    "MiB Mem :   1024.0 total,    512.5 free,   100.0 used\n"                                      \
    "MiB Swap:      0.0 total,      0.0 used.    200.0 avail Mem \n\n"
#define TOP_TABLE                                                                                  \
    "    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"             \
    "     22 root      35  15   1.5g     60    512m R  43.8   0.3   0:06.69 web server\n"

static const struct text_case top[] = {
    {.what = "top -b under date: shares, sizes in KiB and by letters, a process by its command",
     .text = "Sun Mar 10 06:00:00 UTC 2024\n" TOP("06:00:00", "40.5") TOP_TABLE,
     .expect = "load 1 gauge: " SIX "=9.44\nload 5 gauge: " SIX "=9.66\nload 15 gauge: " SIX
               "=9.75\ntasks total gauge: " SIX "=106\ntasks running gauge: " SIX "=7\n"
               "cpu user gauge %: " SIX "=40.5\ncpu system gauge %: " SIX "=33.3\n"
               "cpu idle gauge %: " SIX "=0\nmemory total gauge B: " SIX "=1073741824\n"
               "memory free gauge B: " SIX "=537395200\n"
               "memory used gauge B: " SIX "=104857600\nswap total gauge B: " SIX "=0\n"
               "swap used gauge B: " SIX "=0\nswap avail gauge B: " SIX "=209715200\n"
               "process virtual [22/web server] gauge B: " SIX "=1610612736\n"
               "process resident [22/web server] gauge B: " SIX "=61440\n"
               "process shared [22/web server] gauge B: " SIX "=536870912\n"
               "process cpu [22/web server] gauge %: " SIX "=43.8\n"
               "process memory [22/web server] gauge %: " SIX "=0.3\n"},
    {.what = "top -b: later reports go on from the first one's date, past midnight",
     .text = "Sun Mar 10 23:59:55 UTC 2024\n"
             "top - 23:59:55 up 1 min,  1 user,  load average: 1.00, 2.00, 3.00\n"
             "%Cpu(s): 50.0 id\n"
             "top - 00:00:05 up 1 min,  1 user,  load average: 1.50, 2.00, 3.00\n"
             "%Cpu(s):  0.0 us,100.0 ni, 40.0 id\n",
     .expect = "load 1 gauge: 2024-03-10T23:59:55Z=1 2024-03-11T00:00:05Z=1.5\n"
               "load 5 gauge: 2024-03-10T23:59:55Z=2 2024-03-11T00:00:05Z=2\n"
               "load 15 gauge: 2024-03-10T23:59:55Z=3 2024-03-11T00:00:05Z=3\n"
               "cpu idle gauge %: 2024-03-10T23:59:55Z=50 2024-03-11T00:00:05Z=40\n"
               "cpu user gauge %: 2024-03-11T00:00:05Z=0\n"
               "cpu nice gauge %: 2024-03-11T00:00:05Z=100\n"},
    {.what = "top -b without a date",
     .text = TOP("06:00:00", "40.5"),
     .refused = true,
     .expect = "memory:1: top says the time of day and no date: `while date; do top -b -n 1; sleep "
               "60; done` puts one above each report"},
};

#define DSTAT_HEAD                                                                                 \
    "--epoch--- --total-cpu-usage-- -dsk/total- ---system--\n"                                     \
    "  epoch   |usr idl| read  writ| int   csw \n"

static const struct text_case dstat[] = {
    {.what = "dstat -T: bars, letters of 1024 and of 1000, headers that come again",
     .text = DSTAT_HEAD "1710050400| 10  85|  12k   34k| 500  1.2k\n" DSTAT_HEAD
                        "1710050410| 11  84|1024B  1.5M| 501   901 \n",
     .expect = "total cpu usage usr gauge %: " SIX "=10 " TEN "=11\n"
               "total cpu usage idl gauge %: " SIX "=85 " TEN "=84\n"
               "dsk/total read gauge B/s: " SIX "=12288 " TEN "=1024\n"
               "dsk/total writ gauge B/s: " SIX "=34816 " TEN "=1572864\n"
               "system int gauge: " SIX "=500 " TEN "=501\n"
               "system csw gauge: " SIX "=1200 " TEN "=901\n"},
    {.what = "dstat -t, whose times have no year",
     .text = "----system---- --total-cpu-usage--\n     time     |usr idl\n"
             "10-03 06:00:00| 10  85\n",
     .refused = true,
     .expect = "memory: its times have no year, or it has none: dstat -T prints an epoch in front "
               "of each row, and dstat --output FILE writes CSV with the year"},
    {.what = "dstat: a last row that is cut off",
     .text = DSTAT_HEAD "1710050400| 10  85|  12k   34k| 500  1.2k\n1710050410| 11",
     .note = "line 4, the last one, is cut off and was left out",
     .expect = "total cpu usage usr gauge %: " SIX "=10\ntotal cpu usage idl gauge %: " SIX "=85\n"
               "dsk/total read gauge B/s: " SIX "=12288\ndsk/total writ gauge B/s: " SIX
               "=34816\nsystem int gauge: " SIX "=500\nsystem csw gauge: " SIX "=1200\n"},
    {.what = "dstat of PCP: a first row whose rates are blank",
     .text = DSTAT_HEAD "1710050400|       |           | 500  1.2k\n"
                        "1710050410| 11  84|1024B  1.5M| 501   901 \n",
     .expect = "system int gauge: " SIX "=500 " TEN "=501\n"
               "system csw gauge: " SIX "=1200 " TEN "=901\n"
               "total cpu usage usr gauge %: " TEN "=11\ntotal cpu usage idl gauge %: " TEN
               "=84\ndsk/total read gauge B/s: " TEN "=1024\n"
               "dsk/total writ gauge B/s: " TEN "=1572864\n"},
    {.what = "dstat: a group with a cell too few",
     .text = DSTAT_HEAD "1710050400| 10    |  12k   34k| 500  1.2k\n"
                        "1710050410| 11  84|1024B  1.5M| 501   901 \n",
     .refused = true,
     .expect = "memory:3: \"1710050400| 10    |  12k   34k| 500  1.2k\" is not a line of this "
               "tool; --skip-bad"},
};

#define STACKED_HEAD                                                                               \
    "                     k.a.load  k.a.load  m.u.free  k.p.c.user\n"                              \
    "                     1 minute  5 minute                  cpu0\n"                              \
    "                                            Kbyte        ms/s\n"

static const struct text_case stacked[] = {
    {.what = "names on several lines: metric, instance, unit; what is missing; headers again",
     .text =
         STACKED_HEAD "2024-03-10 06:00:00     6.170     6.680         2         N/A\n" STACKED_HEAD
                      "2024-03-10 06:00:10     6.320     6.710         3     659.730\n",
     .expect = "k.a.load 1 minute gauge: " SIX "=6.17 " TEN "=6.32\n"
               "k.a.load 5 minute gauge: " SIX "=6.68 " TEN "=6.71\n"
               "m.u.free gauge KiB: " SIX "=2 " TEN "=3\n"
               "k.p.c.user cpu0 gauge ms/s: " TEN "=659.73\n"},
    {.what = "names that were shortened until they are alike",
     .text = "                       d.d.r    d.d.r\n                     count/s  count/s\n"
             "2024-03-10 06:00:00    1.000    2.000\n2024-03-10 06:00:10    3.000    4.000\n",
     .expect =
         "d.d.r gauge /s: " SIX "=1 " TEN "=3\nd.d.r column 2 gauge /s: " SIX "=2 " TEN "=4\n"},
    {.what = "times of day alone",
     .text = "          k.a.load  m.u.free\n          1 minute          \n"
             "                       Kbyte\n06:00:00     6.170         2\n",
     .refused = true,
     .expect = "memory:4: a row with a time of day and no date: pmrep -p -f '%Y-%m-%d %H:%M:%S' "
               "prints both, and pmrep -o csv writes CSV with times"},
    {.what = "no times",
     .text = "  k.a.load  m.u.free\n  1 minute          \n               Kbyte\n"
             "     6.170         2\n",
     .refused = true,
     .expect = "memory:4: a row without a time: pmrep -p -f"},
    {.what = "a row with a cell too many",
     .text = STACKED_HEAD "2024-03-10 06:00:00     6.170     6.680         2         N/A\n"
                          "2024-03-10 06:00:05     6.170     6.680         2         N/A   7\n"
                          "2024-03-10 06:00:10     6.320     6.710         3     659.730\n",
     .refused = true,
     .expect = "memory:5: \"2024-03-10 06:00:05"},
    {.what = "a last row that is cut off",
     .text = STACKED_HEAD "2024-03-10 06:00:00     6.170     6.680         2     659.730\n"
                          "2024-03-10 06:00:1",
     .note = "line 5, the last one, is cut off and was left out: \"2024-03-10 06:00:1\"",
     .expect =
         "k.a.load 1 minute gauge: " SIX "=6.17\nk.a.load 5 minute gauge: " SIX
         "=6.68\nm.u.free gauge KiB: " SIX "=2\nk.p.c.user cpu0 gauge ms/s: " SIX "=659.73\n"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof nmon / sizeof *nmon; i++)
        check_text(&nmon[i], "nmon");
    for (size_t i = 0; i < sizeof atop / sizeof *atop; i++)
        check_text(&atop[i], "atop");
    for (size_t i = 0; i < sizeof top / sizeof *top; i++)
        check_text(&top[i], "top");
    for (size_t i = 0; i < sizeof dstat / sizeof *dstat; i++)
        check_text(&dstat[i], "dstat-text");
    for (size_t i = 0; i < sizeof stacked / sizeof *stacked; i++)
        check_text(&stacked[i], "stacked");
    return done();
}
