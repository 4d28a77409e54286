#!/bin/sh
# What tools write, read again: known series go into the data bases that are installed, and what they export
# has to give the same times and values through `headroom clean`; what tools of a machine print is held
# against a reading of the same text by awk. Everything runs on loopback, on ports of its own, and what was
# started is stopped by its process. A tool that is not there is skipped with a line; they are installed by
#
#   sh samples/install-dependencies.sh exporters
set -u
headroom=${HEADROOM:-$(pwd)/headroom}
folder=$(mktemp -d)
started=
stop() {
    # shellcheck disable=SC2086 # a list of processes
    [ -z "$started" ] || kill $started 2>/dev/null
    wait 2>/dev/null
    started=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder" || exit 2
failed=0
export LC_ALL=C TZ=UTC

there() { # COMMAND...
    for tool in "$@"; do
        command -v "$tool" >/dev/null 2>&1 || { echo "skip $tool: not installed"; return 1; }
    done
}

# A port that nobody listens on.
port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() { # LOG COMMAND...
    log=$1
    shift
    "$@" >"$log" 2>&1 &
    started="$started $!"
}

until_answers() { # URL
    tries=0
    while ! curl -s -o answer -f "$1"; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || { echo "not ok $1 does not answer"; failed=1; return 1; }
        sleep 0.5
    done
}

# The rows of headroom clean without the column filled; numbers to nine digits.
cleaned() { # FILE [OPTION...]
    "$headroom" clean "$@" -q --format csv | awk -F, -v OFS=, 'NR == 1 { print NF - 1; next } { NF--
        for (i = 2; i <= NF; i++) if ($i ~ /^[-+0-9.e]+$/) $i = sprintf("%.9g", $i)
        print }' | sort
}

same() { # NAME WANTED GOT
    if cmp -s "$2" "$3"; then
        echo "ok $1"
    else
        echo "not ok $1"
        diff "$2" "$3" | head -n 6
        failed=1
    fi
}

# --- known series --------------------------------------------------------------------------------

# Two hosts, a level a minute for an hour and a half from 2024-03-10 00:00 on.
awk 'BEGIN { for (i = 0; i < 90; i++) for (h = 0; h < 2; h++)
    printf "%d %s %.3f\n", 1710028800 + 60 * i, h ? "b" : "a", 100 + h * 50 + i * i / 7 }' >series
wanted() { # FILE: with the hosts as series
    awk 'BEGIN { print 3 } { printf "%s,%s,%.9g\n", strftime("%Y-%m-%dT%H:%M:%SZ", $1, 1), $2, $3 }' series |
        sort >"$1"
}
# mawk has no strftime.
if awk 'BEGIN { exit strftime("%Y", 0, 1) != "1970" }' 2>/dev/null; then
    wanted by_host
else
    python3 -c 'import sys, time
print(3)
for line in open("series"):
    t, host, value = line.split()
    print("%s,%s,%.9g" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(t))), host, float(value)))' |
        sort >by_host
fi

if there prometheus promtool curl; then
    { echo '# TYPE load gauge'; awk '{ printf "load{host=\"%s\"} %s %d\n", $2, $3, $1 }' series; echo '# EOF'; } >load.om
    cleaned load.om >got
    same "OpenMetrics as it goes in" by_host got
    promtool tsdb create-blocks-from openmetrics load.om data >/dev/null 2>&1
    echo 'global: {}' >prometheus.yml
    at=127.0.0.1:$(port)
    start prometheus.log prometheus --config.file=prometheus.yml --storage.tsdb.path=data \
        --storage.tsdb.retention.time=100y --web.listen-address="$at"
    if until_answers "http://$at/-/ready"; then
        curl -s -G "http://$at/api/v1/query_range" --data-urlencode 'query=load' \
            -d start=1710028800 -d end=1710034140 -d step=60 >range.json
        cleaned range.json >got
        same "Prometheus, /api/v1/query_range" by_host got
        promtool query range --start=1710028800 --end=1710034140 --step=60s "http://$at" load >range.txt
        cleaned range.txt >got
        same "promtool query range" by_host got
    fi
    stop
    # It wants the log of changes that a run leaves behind.
    promtool tsdb dump data >dump.txt 2>dump.log
    cleaned dump.txt >got
    same "promtool tsdb dump" by_host got
fi

if there victoria-metrics curl; then
    at=127.0.0.1:$(port)
    start victoria.log victoria-metrics -storageDataPath=victoria -httpListenAddr="$at" -retentionPeriod=100y
    if until_answers "http://$at/health"; then
        awk '{ printf "load{host=\"%s\"} %s %d000\n", $2, $3, $1 }' series >load.txt
        curl -s --data-binary @load.txt "http://$at/api/v1/import/prometheus"
        curl -s "http://$at/internal/force_flush" >/dev/null
        curl -s "http://$at/api/v1/export" -d 'match[]=load' >export.jsonl
        cleaned export.jsonl >got
        same "VictoriaMetrics, /api/v1/export" by_host got
        curl -s "http://$at/api/v1/export/csv" -d 'match[]=load' -d 'format=host,__value__,__timestamp__:unix_s' >export.csv
        cleaned export.csv >got
        same "VictoriaMetrics, /api/v1/export/csv" by_host got
    fi
    stop
fi

if there influxd influx; then
    http=$(port)
    awk '{ printf "load,host=%s value=%s %d\n", $2, $3, $1 }' series >load.line
    cleaned load.line >got
    same "line protocol as it goes in" by_host got
    backup=$(port)
    export INFLUXDB_HTTP_BIND_ADDRESS="127.0.0.1:$http" INFLUXDB_BIND_ADDRESS="127.0.0.1:$backup" \
        INFLUXDB_META_DIR="$folder/influx/meta" INFLUXDB_DATA_DIR="$folder/influx/data" \
        INFLUXDB_DATA_WAL_DIR="$folder/influx/wal" INFLUXDB_REPORTING_DISABLED=true
    start influx.log influxd
    if until_answers "http://127.0.0.1:$http/ping"; then
        curl -s -XPOST "http://127.0.0.1:$http/query" --data-urlencode 'q=CREATE DATABASE d' >/dev/null
        curl -s "http://127.0.0.1:$http/write?db=d&precision=s" --data-binary @load.line
        for format in csv json column; do
            influx -port "$http" -database d -format $format -execute 'SELECT * FROM load' >influx.$format
            cleaned influx.$format >got
            same "influx -format $format" by_host got
        done
        curl -s -G "http://127.0.0.1:$http/query" -d db=d -d epoch=s --data-urlencode 'q=SELECT value FROM load GROUP BY host' >query.json
        cleaned query.json >got
        same "InfluxDB 1, /query" by_host got
    fi
    stop
fi

# A row of a round robin data base stands for the minute before its time.
if there rrdtool; then
    rrdtool create load.rrd --start 1710028740 --step 60 DS:load:GAUGE:120:U:U RRA:AVERAGE:0.5:1:200
    awk '$2 == "a" { print $1 ":" $3 }' series | xargs rrdtool update load.rrd
    rrdtool fetch load.rrd AVERAGE -s 1710028740 -e 1710034080 >fetch.txt
    rrdtool xport --json -s 1710028740 -e 1710034080 DEF:x=load.rrd:load:AVERAGE XPORT:x:load >xport.json
    awk -F: '/^[0-9]/ { if ($2 !~ /nan/) n++; sum += ($2 ~ /nan/ ? 0 : $2) } END { printf "%d %.6g\n", n, sum }' fetch.txt >want
    "$headroom" clean fetch.txt -q --format csv --gaps keep | awk -F, 'NR > 1 && $2 != "" { n++; sum += $2 } END { printf "%d %.6g\n", n, sum }' >got
    same "rrdtool fetch" want got
    python3 -c 'import json
values = [row[0] for row in json.load(open("xport.json"))["data"] if row[0] is not None]
print("%d %.6g" % (len(values), sum(values)))' >want
    "$headroom" clean xport.json -q --format csv --gaps keep | awk -F, 'NR > 1 && $2 != "" { n++; sum += $2 } END { printf "%d %.6g\n", n, sum }' >got
    same "rrdtool xport --json" want got
fi

if there whisper-create whisper-update whisper-fetch; then
    now=$(date +%s)
    first=$((now - now % 60 - 3600))
    whisper-create load.wsp 60:2h >/dev/null
    # shellcheck disable=SC2046 # a list of TIME:VALUE
    whisper-update load.wsp $(awk -v first="$first" '$2 == "a" && n < 50 { print first + 60 * n++ ":" $3 }' series)
    whisper-fetch --from=$((first - 60)) --until=$((first + 2940)) load.wsp >whisper.txt
    awk '$2 != "None" { n++; sum += $2 } END { printf "%d %.6g\n", n, sum }' whisper.txt >want
    "$headroom" clean whisper.txt -q --format csv --gaps keep | awk -F, 'NR > 1 && $2 != "" { n++; sum += $2 } END { printf "%d %.6g\n", n, sum }' >got
    same "whisper-fetch" want got
fi

# --- tools of a machine --------------------------------------------------------------------------

# How many values a column has and what they come to, by awk and by headroom.
totals() { awk '{ n++; sum += $1 } END { printf "%d %.6g\n", n, sum }'; }
column() { # FILE COLUMN
    "$headroom" clean "$1" -q --format csv --gaps keep --value "$2" |
        awk -F, 'NR == 1 { at = NF - 1; next } $at != "" { print $at }' | totals
}

if there sar sadf; then
    sar -o sa.bin 1 3 >/dev/null 2>&1
    sar -u -f sa.bin >sar.txt
    awk '/^[0-9]/ && $2 == "all" || $3 == "all" { if ($1 != "Average:") print $(NF - 5) }' sar.txt | totals >want
    column sar.txt %user >got
    same "sar -u" want got
    sadf -d sa.bin -- -u >sadf_d.csv
    column sadf_d.csv %user >got
    same "sadf -d" want got
    sadf -p sa.bin -- -u >sadf_p.txt
    column sadf_p.txt %user >got
    same "sadf -p" want got
    sadf -j sa.bin -- -u >sadf.json
    column sadf.json user >got
    same "sadf -j" want got
    sadf -d sa.bin -- -n DEV >net.csv
    awk -F';' '!/^#/ && /;lo;/ { print 1 }' net.csv | totals >want
    "$headroom" clean net.csv -q --format csv --gaps keep | awk -F, '$2 == "lo" { print 1 }' | totals >got
    same "sadf -d -- -n DEV" want got
fi

if there vmstat; then
    vmstat -t 1 4 >vmstat.txt
    awk '$1 ~ /^[0-9]/ { print $4 }' vmstat.txt | totals >want
    column vmstat.txt free >got
    same "vmstat -t" want got
fi

if there iostat; then
    iostat -xty 1 3 >iostat.txt
    awk '/^avg-cpu/ { getline; print $3 }' iostat.txt | totals >want
    column iostat.txt %system >got
    same "iostat -xty, the processor" want got
    awk '/^Device/ { device = 1; next } NF == 0 { device = 0 } device { print $NF }' iostat.txt | totals >want
    column iostat.txt %util >got
    same "iostat -xty, the devices" want got
fi

if there mpstat; then
    mpstat -P ALL 1 3 >mpstat.txt
    awk '/^[0-9]/ && $NF ~ /^[0-9]/ { print $(NF - 9) }' mpstat.txt | totals >want
    column mpstat.txt %usr >got
    same "mpstat -P ALL" want got
fi

if there pidstat; then
    pidstat -p 1 1 3 >pidstat.txt
    awk '/^[0-9]/ && $NF != "Command" { print $(NF - 2) }' pidstat.txt | totals >want
    column pidstat.txt %CPU >got
    same "pidstat" want got
fi

if there collectl; then
    collectl -oD -i 1 -c 3 >collectl.txt 2>/dev/null
    awk '$1 ~ /^[0-9]/ { print $3 }' collectl.txt | totals >want
    column collectl.txt cpu >got
    same "collectl -oD" want got
    collectl -P -i 1 -c 3 -sc >collectl_p.txt 2>/dev/null
    awk '$1 ~ /^[0-9]/ { print $3 }' collectl_p.txt | totals >want
    column collectl_p.txt '[CPU]User%' >got
    same "collectl -P" want got
fi

if there free; then
    { date; free; sleep 1; date; free; sleep 1; date; free; } >free.txt
    awk '$1 == "Mem:" { print $3 }' free.txt | totals >want
    "$headroom" clean free.txt -q --format csv --value used | awk -F, '$2 == "Mem" { print $3 }' | totals >got
    same "free under date" want got
fi

if there atop; then
    atop -P CPU,MEM,DSK 1 4 >atop.txt 2>/dev/null
    # Cores of each sample but the one since boot; pages of 4,096 bytes.
    awk '/^SEP/ { on = 1 } on && $1 == "CPU" { printf "%.6f\n", $10 / $7 / $6 }' atop.txt | totals >want
    column atop.txt cpu_user_cores >got
    same "atop -P, the processor" want got
    awk '/^SEP/ { on = 1 } on && $1 == "MEM" { printf "%.0f\n", $9 * $7 }' atop.txt | totals >want
    column atop.txt memory_free_bytes >got
    same "atop -P, memory" want got
fi

if there nmon; then
    nmon -F nmon.csv -s 1 -c 3 >/dev/null 2>&1
    tries=0
    while [ "$(grep -c '^ZZZZ' nmon.csv)" -lt 3 ] && [ $tries -lt 20 ]; do tries=$((tries + 1)); sleep 0.5; done
    sleep 1
    awk -F, '/^CPU_ALL,T/ { print $3 }' nmon.csv | totals >want
    column nmon.csv cpu_all_user_percent >got
    same "nmon" want got
    sort nmon.csv >sorted.csv
    column sorted.csv cpu_all_user_percent >got
    same "nmon, sorted" want got
fi

if there top; then
    for i in 1 2 3; do date; top -b -n 1; sleep 1; done >top.txt
    awk '/^%Cpu/ { sub(/^.*:/, ""); print $1 }' top.txt | totals >want
    column top.txt cpu_user_percent >got
    same "top -b under date" want got
    awk '/^ *[0-9]+ .*%?/ && $1 == 1 { print $6 * 1024 }' top.txt | totals >want
    "$headroom" clean top.txt -q --format csv --gaps keep --value process_resident_bytes |
        awk -F, '$2 ~ /^1\// && $3 != "" { print $3 }' | totals >got
    same "top -b, a process" want got
fi

# pmrep asks a collector, which is started for it; both are for the system's own python3.
pcp() { PATH=/usr/bin:$PATH "$@"; }
if there pmrep && [ -x /usr/lib/pcp/bin/pmcd ] && [ -e /var/lib/pcp/pmdas/linux/pmda_linux.so ]; then
    [ -e /var/lib/pcp/pmns/root ] || (cd /var/lib/pcp/pmns && ./Rebuild -u >/dev/null 2>&1)
    printf 'linux\t60\tdso\tlinux_init\t/var/lib/pcp/pmdas/linux/pmda_linux.so\n' >pmcd.conf
    pcp_at=127.0.0.1:$(port)
    start pmcd.log /usr/lib/pcp/bin/pmcd -f -i 127.0.0.1 -p "${pcp_at#*:}" -c "$folder/pmcd.conf" -s "$folder/pmcd.socket"
    tries=0
    while ! pcp pmrep -h "$pcp_at" -s 1 kernel.all.load >/dev/null 2>&1 && [ $tries -lt 20 ]; do tries=$((tries + 1)); sleep 0.5; done
    pcp pmrep -h "$pcp_at" -t 1 -s 3 -o csv kernel.all.load mem.util.free >pmrep.csv 2>/dev/null
    awk -F, 'NR > 1 { print $2 }' pmrep.csv | totals >want
    "$headroom" clean pmrep.csv -q --format csv --gaps keep | awk -F, 'NR > 1 { print $2 }' | totals >got
    same "pmrep -o csv" want got
    pcp pmrep -h "$pcp_at" -t 1 -s 4 -p -f '%Y-%m-%d %H:%M:%S' kernel.all.load kernel.percpu.cpu.user mem.util.free >pmrep.txt 2>/dev/null
    awk '/^[0-9]/ { print $NF * 1024 }' pmrep.txt | totals >want
    column pmrep.txt 'm.u.free' >got
    same "pmrep as printed, memory" want got
    awk '/^[0-9]/ && $6 != "N/A" { print $6 }' pmrep.txt | totals >want
    column pmrep.txt 'k.p.c.user cpu0' >got
    same "pmrep as printed, a processor" want got
    pcp pmrep -h "$pcp_at" -t 1 -s 2 -p kernel.all.load >clock.txt 2>/dev/null
    echo 2 >want
    "$headroom" clean clock.txt >/dev/null 2>refused
    echo $? >got
    grep -q "pmrep -p -f '%Y-%m-%d %H:%M:%S' prints both" refused || echo "no remedy" >got
    same "pmrep -p, times without a date" want got
    stop
else
    echo "skip pmrep: no collector of its own"
fi

# PCP's dstat needs no collector; the one of old does not run under every Python.
if command -v dstat >/dev/null 2>&1 && pcp dstat -tc --output dstat_t.csv 1 3 >/dev/null 2>&1 && grep -q '^[0-9]' dstat_t.csv; then
    awk -F, '/^[0-9]/ && $2 != "" { print $2 }' dstat_t.csv | totals >want
    "$headroom" clean dstat_t.csv -q --format csv --gaps keep --prefer last | awk -F, 'NR > 1 && $2 != "" { print $2 }' | totals >got
    same "dstat -tc --output" want got
    pcp dstat -Tcm 1 3 >dstat_T.txt 2>/dev/null
    awk -F'[| ]+' '/^[0-9]/ && NF > 7 { print $2 }' dstat_T.txt | totals >want
    column_of_dstat='total usage usr'
    grep -q 'total-cpu-usage' dstat_T.txt && column_of_dstat='total cpu usage usr'
    "$headroom" clean dstat_T.txt -q --format csv --gaps keep --prefer last --value "$column_of_dstat" | awk -F, 'NR > 1 && $2 != "" { print $2 }' | totals >got
    same "dstat -T as printed" want got
else
    echo "skip dstat: it does not run here"
fi

# --- load generators -----------------------------------------------------------------------------

at=127.0.0.1:$(port)
echo hello >index.html
start http.log python3 -m http.server "${at#*:}" --bind 127.0.0.1
until_answers "http://$at/index.html" || exit 1
rate() { "$headroom" calibrate "$@" -q --format csv 2>rate.log | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "tested_to") at = i; next } $1 == "per_instance" { print $at }'; }
highest() { awk '$1 > most { most = $1 } END { print most }'; }
same_rate() { # NAME: want and got, whose last digits are rounded
    if grep -q 'throughput does not grow' rate.log; then
        echo "skip $1: this machine is too busy for more load to be served"
    elif awk 'NR == FNR { want = $1; next } { exit !($1 > 0.998 * want && $1 < 1.002 * want) } END { if (NR < 2) exit 1 }' want got; then
        echo "ok $1"
    else
        echo "not ok $1: $(cat want got rate.log | tr '\n' ' ')"
        failed=1
    fi
}
runs() { # NAME COMMAND with CONNECTIONS
    for CONNECTIONS in 1 2 4; do eval "$2" >"$1.$CONNECTIONS" 2>/dev/null; done
}
if there wrk; then
    runs wrk "wrk -t1 -c\$CONNECTIONS -d1s --latency http://$at/index.html"
    awk '/^Requests\/sec/ { print $2 }' wrk.? | highest >want
    rate wrk.? >got
    same_rate wrk
fi
if there ab; then
    runs ab "ab -q -n 200 -c \$CONNECTIONS http://$at/index.html"
    awk '/^Requests per second/ { print $4 }' ab.? | highest >want
    rate ab.? >got
    same_rate ab
    # Percentiles beside what was printed, which are those of the lowest load where the others are no less.
    for CONNECTIONS in 1 2 4; do ab -q -n 200 -c $CONNECTIONS -e "abe$CONNECTIONS.csv" "http://$at/index.html" >"abe$CONNECTIONS.txt" 2>/dev/null; done
    for CONNECTIONS in 1 2 4; do sed "s/^99,.*/99,${CONNECTIONS}0/" "abe$CONNECTIONS.csv" >part; mv part "abe$CONNECTIONS.csv"; done
    echo 10 >want
    "$headroom" calibrate abe?.csv abe?.txt --latency p99=1us >/dev/null 2>rate.log
    sed -n 's/.*the lowest load, 1, already takes \([0-9.]*\) ms.*/\1/p' rate.log >got
    same_rate "ab -e"
fi
if there hey; then
    runs hey "hey -n 200 -c \$CONNECTIONS http://$at/index.html"
    awk '/Requests\/sec/ { print $2 }' hey.? | highest >want
    rate hey.? >got
    same_rate hey
    runs heycsv "hey -n 200 -c \$CONNECTIONS -o csv http://$at/index.html"
    for run in heycsv.?; do awk -F, 'NR > 1 { n++; if (first == "" || $8 < first) first = $8; if ($8 + $1 > last) last = $8 + $1 } END { print n / (last - first) }' "$run"; done | highest >want
    rate heycsv.? >got
    same_rate "hey -o csv"
fi
if there siege; then
    HOME=$folder runs siege "HOME=$folder siege -c \$CONNECTIONS -t 2S http://$at/index.html </dev/null"
    awk '/"transaction_rate"/ { print $2 + 0 }' siege.? | highest >want
    rate siege.? >got
    same_rate siege
fi
if command -v autocannon >/dev/null 2>&1; then
    runs autocannon "autocannon -j -c \$CONNECTIONS -d 2 http://$at/index.html"
    for run in autocannon.?; do python3 -c 'import json, sys
a = json.load(open(sys.argv[1])); print(a["requests"]["total"] / a["duration"])' "$run"; done | highest >want
    rate autocannon.? >got
    same_rate "autocannon -j"
else
    echo "skip autocannon: not installed"
fi
if command -v artillery >/dev/null 2>&1; then
    for rate in 5 10 20; do
        printf 'config:\n  target: http://%s\n  phases:\n    - duration: 3\n      arrivalRate: %d\nscenarios:\n  - flow:\n      - get:\n          url: /index.html\n' "$at" "$rate" >artillery.yml
        artillery run -o "artillery.$rate" artillery.yml >/dev/null 2>&1
    done
    for run in artillery.5 artillery.10 artillery.20; do python3 -c 'import json, sys
a = json.load(open(sys.argv[1]))["aggregate"]
print(a["counters"]["http.responses"] / (a["lastCounterAt"] - a["firstCounterAt"]) * 1000)' "$run"; done | highest >want
    rate artillery.5 artillery.10 artillery.20 >got
    same_rate artillery
else
    echo "skip artillery: not installed"
fi
stop

exit $failed
