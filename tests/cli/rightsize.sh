#!/bin/sh
# headroom rightsize: what is read, what is proposed, what it writes, and what it refuses.
. "$(dirname "$0")/tap.sh"
samples=$root/samples
by="--by namespace,pod,container"

# cell ROW COLUMN: a cell of the CSV in $out, by the container.
cell()
{
    printf '%s\n' "$out" | awk -F, -v row="$1" -v column="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i; next }
        $1 == row { print $at }'
}

# usage NAME EXPRESSION [DAYS [STEP]]: memory by an awk expression of h (hours) and d (days).
usage()
{
    awk -v days="${3:-14}" -v step="${4:-3600}" 'BEGIN {
        print "time,container,mem_max_mib,cpu_cores,restarts_total,oom_kills_total"
        r = k = 0
        for (t = 0; t < days * 86400; t += step) {
            h = t / 3600; d = h / 24; c = 0.2
            '"$2"'
            printf "%d,web,%.3f,%.4f,%d,%d\n", 1772409600 + t, m, c, r, k
        }
    }' >"$1"
}

# lacks TEXT PART NAME: passes when the text does not contain the part.
lacks()
{
    case $1 in
    *"$2"*) ok 1 "$3" ;;
    *) ok 0 "$3" ;;
    esac
}

# rights OPTION ...: the answer as CSV, without what is said beside it.
rights()
{
    run "$headroom" rightsize "$@" --format csv -q
}

# refuses MESSAGE OPTION ...
refuses()
{
    message=$1
    shift
    run "$headroom" rightsize "$@"
    is "$status" 2 "refused: $message"
    has "$err" "$message" "says so"
}

# --- the samples ---------------------------------------------------------------------------------

rights "$samples/containers.csv" $by --present "$samples/containers.yaml" --nodes "$samples/nodes.csv"
is "$status" 0 "the sample is sized"
is "$(cell ops/etl verdict) $(cell ops/etl memory_limit_mib)" "leak 1024" "a leak keeps what it has"
is "$(cell ops/etl leak_mib_per_hour | cut -c 1-3)" "6.0" "its rate"
is "$(cell shop/api verdict)" "oom-limited" "what was killed"
is "$(cell shop/search verdict)" "growth" "memory that grows with the CPU"
is "$(cell shop/web replicas)" 2 "pods of one workload are replicas"
is "$(cell shop/gateway hpa_target)" 78 "an autoscaler's target changes with the request"
is "$(cell shop/cart kind)" "Deployment" "its kind is that of the manifest"
run "$headroom" rightsize "$samples/containers.csv" $by --present "$samples/containers.yaml" --nodes "$samples/nodes.csv"
has "$out" "nodes          4 for today's requests, 3 for those proposed" "nodes before and after"
has "$out" "leaks 6 MiB/h: its limit is full 121 h after a start" "when a leak is due"
is "$(printf '%s\n' "$out" | awk 'length > 80 && !/--emit/' | wc -l)" 0 "at most 80 columns"
for format in json md; do
    run "$headroom" rightsize "$samples/containers.csv" $by --format $format -q
    is "$status" 0 "as $format"
done
run "$headroom" rightsize "$samples/containers.csv" $by -o book.xlsx -q
is "$status" 0 "as a workbook"

# --- what would apply it -------------------------------------------------------------------------

run "$headroom" rightsize "$samples/containers.csv" $by --present "$samples/containers.yaml" --emit kubernetes -q
has "$out" "kubectl patch statefulset search -n shop --type=strategic -p '" "a patch of the kind that it is"
has "$out" '"name":"api","resources":{"requests":{"memory":"656Mi","cpu":"950m"},"limits":{"memory":"656Mi","cpu":"1500m"}}' \
    "quantities as Kubernetes takes them"
has "$out" '[{"op":"test","path":"/spec/metrics/0/resource/target/averageUtilization","value":40},{"op":"replace","path":"/spec/metrics/0/resource/target/averageUtilization","value":78}]' \
    "the autoscaler beside its request"
lacks "$out" "patch deployment etl" "nothing for what stays"
printf '%s\n' "$out" | sed 's/^kubectl/:/' | sh
ok $? "a shell takes it"

# --- verdicts of series --------------------------------------------------------------------------

usage steady.csv 'm = 400 + (h % 24 == 12 ? 100 : 0)'
rights steady.csv
is "$(cell web verdict) $(cell web base_mib) $(cell web p)" "steady 500 0.5" "days that are alike"
usage limit.csv 'm = 400 + (h % 24 == 12 ? 112 : 0)'
sed -e '1s/$/,mem_limit_mib/' -e '2,$s/$/,512/' limit.csv >at.csv
rights at.csv
is "$(cell web verdict) $(cell web memory_limit_now_mib)" "at-limit 512" "a limit in a column, that is filled"
usage fall.csv 'm = d < 9 ? 800 : 400; m += h % 3; r = d < 9 ? 0 : 1'
rights fall.csv
is "$(cell web verdict) $(cell web days)" "step 5" "a release halves it"
usage young.csv 'm = 400 + h % 5' 2
rights young.csv
is "$(cell web confidence)" "low" "two days are little"
sed -e '1s/$/,mem_limit_mib/' -e '2,$s/$/,4096/' young.csv >large.csv
rights large.csv
is "$(cell web memory_limit_mib)" 4096 "and nothing is cut by them"
rights large.csv --review-every 7d --check
is "$status" 0 "no risk: --check is satisfied"
usage grows.csv 'm = 400 + h' 14
sed -e '1s/$/,mem_limit_mib/' -e '2,$s/$/,700/' grows.csv >short.csv
rights short.csv --check
is "$status" 1 "--check fails where memory does not suffice"

# --- what is left as it is -----------------------------------------------------------------------

# manifest NAME CPU MEMORY CONTAINER-SETTINGS SCALER-METRIC: a deployment web and its autoscaler.
manifest()
{
    cat >"$1" <<EOF
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, resources: {requests: {cpu: $2, memory: $3}, limits: {memory: $3}}$4}]}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 4, metrics: [$5]}
EOF
}

scaled="type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}"
manifest high.yaml 1 4Gi "" "{$scaled}"
rights steady.csv --present high.yaml
is "$(cell web cpu_why)" "its autoscaler would need a target above 95% to scale at the same usage" "a target that cannot be"
manifest memory.yaml 1 4Gi "" "{type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}}"
rights steady.csv --present memory.yaml
is "$(cell web memory_why)" "its autoscaler goes by memory: a lower request would scale it out" "memory that scales"
is "$(cell web cpu_request)" 0.2 "its CPU may change"
manifest value.yaml 1 4Gi "" "{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 300m}}}"
rights steady.csv --present value.yaml
is "$(cell web cpu_request)" 0.2 "an autoscaler by an amount of CPU does not care for requests"
manifest java.yaml 200m 4Gi ", image: eclipse-temurin, args: [-jar, x.jar]" "{$scaled}"
rights steady.csv --present java.yaml
is "$(cell web memory_limit_mib)" 4096 "a JVM without a heap size is not cut"
manifest heap.yaml 200m 4Gi ", image: eclipse-temurin, args: [-Xmx400m]" "{$scaled}"
rights steady.csv --present heap.yaml
is "$(cell web memory_limit_mib)" 640 "with one it is"
printf 'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {scaleTargetRef: {kind: Deployment, name: web}, targetCPUUtilizationPercentage: 20}\n' >old.yaml
printf 'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, resources: {requests: {cpu: 3, memory: 656Mi}, limits: {memory: 656Mi}}}]}}}\n' >web.yaml
run "$headroom" rightsize "$samples/containers.csv" --present "$samples/containers.yaml" --emit kubernetes -q -o patches.sh
is "$status" 0 "what to run as a file"
has "$(cat patches.sh)" "kubectl patch deployment web" "with the commands"
run "$headroom" rightsize "$samples/containers.csv" --present "$samples/containers.yaml" --emit kubernetes -q -o patches.csv
has "$err" 'writes a script, and "patches.csv" ends in .csv: name it .sh' "which is no table"
run "$headroom" rightsize steady.csv --present web.yaml --present old.yaml --emit kubernetes -q
has "$out" '"path":"/spec/targetCPUUtilizationPercentage","value":60}' "an older autoscaler has one target"
lacks "$out" memory "memory that is near enough is left"
rights steady.csv --present high.yaml --min-saving 1000/mo
is "$(cell web memory_why)" "saves less than --min-saving" "a cut that is not worth it"
printf 'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {initContainers: [{name: i, resources: {requests: {memory: 20Gi, cpu: 1}}}], containers: [{name: web, resources: {requests: {cpu: 0, memory: 1Gi}}}]}}}\n' >init.yaml
printf 'name,allocatable_cpu,allocatable_memory,price\nsmall,4,16GiB,0.1/h\nlarge,4,32GiB,0.2/h\n' >two.csv
run "$headroom" rightsize steady.csv --present init.yaml --nodes two.csv
has "$out" "1 large" "a pod is as large as what runs first in it"

# --- what cannot be told -------------------------------------------------------------------------

usage often.csv 'm = 300 + 8 * (h % 36); r = int(h / 36)'
run "$headroom" rightsize often.csv
has "$out" "it starts again within 2.5 days: a leak would not be seen" "starts that hide a leak"
sed -e '1s/$/,cpu_request_cores/' -e '2,$s/$/,0.1/' steady.csv >above.csv
rights above.csv
is "$(cell web cpu_above_now)" 1 "the share of the time above today's CPU request"

# --- what hides peaks ----------------------------------------------------------------------------

sed '1s/mem_max_mib/mem_mib/' steady.csv >mean.csv
run "$headroom" rightsize mean.csv
has "$err" "a memory value every 1h that is not the greatest of its step hides peaks" "hourly means are warned of"
run "$headroom" rightsize mean.csv --maxima
lacks "$err" "hides peaks" "--maxima says what they are"
usage coarse.csv 'm = 400 + h % 5' 30 10800
sed '1s/mem_max_mib/mem_mib/' coarse.csv >hours.csv
rights hours.csv
is "$(cell web memory_why)" "samples more than an hour apart hide peaks" "by 3 hours memory is not sized"
rights hours.csv --maxima
is "$(cell web memory_why)" "" "unless they are maxima"

# --- Prometheus ----------------------------------------------------------------------------------

awk 'BEGIN {
    printf "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
    split("web web POD", name, " ")
    split("web-7d9f8b6c5d-4zkqp web-7d9f8b6c5d-9xlmt web-7d9f8b6c5d-4zkqp", pod, " ")
    for (s = 1; s <= 4; s++) {
        container = s == 4 ? "" : name[s]
        printf "%s{\"metric\":{\"namespace\":\"shop\",\"pod\":\"%s\",\"container\":\"%s\",\"id\":\"/x/%d\"},\"values\":[", \
            (s > 1 ? "," : ""), (s == 4 ? pod[1] : pod[s]), container, s
        for (i = 0; i < 288 * 8; i++)
            printf "%s[%d,\"%d\"]", (i > 0 ? "," : ""), 1772409600 + 300 * i, 300000000 + 1000000 * (i % 288)
        printf "]}"
    }
    print "]}}"
}' >mem.json
rights mem.json
is "$(cell shop/web replicas) $(cell shop/web days)" "2 8" "a matrix without names, by that of the file"
is "$(printf '%s\n' "$out" | wc -l)" 2 "sandboxes and whole pods are left out"
run "$headroom" rightsize mem.json --maxima
has "$err" "2 series are of pods as a whole or of their sandbox" "and that is said"
cp mem.json data.json
refuses "where a query has lost the name, call the file mem.json or cpu.json" data.json

sed 's/"metric":{/"metric":{"__name__":"container_memory_working_set_bytes",/g' mem.json >named.json
run "$headroom" describe named.json
has "$err$out" "max_over_time(container_memory_working_set_bytes[5m])" "describe asks for maxima of memory"

# What a cluster exports of one container: {NAME LABELS VALUE-OF-I}, joined by its labels.
awk 'function metric(name, labels, kind,    i, v) {
        printf "%s{\"metric\":{\"__name__\":\"%s\",\"namespace\":\"shop\",\"pod\":\"api-5c9d8f7b64-x2vkq\",\"container\":\"api\"%s},\"values\":[", \
            (count++ ? "," : ""), name, labels
        for (i = 0; i < 2304; i++) {
            v = kind == "memory" ? 400000000 + i % 288 * 100000 : kind == "restarts" ? (i > 1000) + (i > 2000) : \
                kind == "killed" ? (i > 1000) : kind ~ /^each/ ? i * substr(kind, 5) : kind
            printf "%s[%d,\"%s\"]", (i ? "," : ""), 1772409600 + 300 * i, v
        }
        printf "]}"
    }
    BEGIN {
        printf "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        metric("container_memory_working_set_bytes", ",\"id\":\"/a\"", "memory")
        metric("container_cpu_usage_seconds_total", ",\"id\":\"/a\",\"cpu\":\"total\"", "each 120")
        metric("kube_pod_container_status_restarts_total", ",\"uid\":\"u\"", "restarts")
        metric("kube_pod_container_status_last_terminated_reason", ",\"reason\":\"OOMKilled\"", "killed")
        metric("kube_pod_container_resource_limits", ",\"resource\":\"memory\",\"unit\":\"byte\"", "536870912")
        metric("kube_pod_container_resource_requests", ",\"resource\":\"memory\",\"unit\":\"byte\"", "268435456")
        metric("kube_pod_container_resource_limits", ",\"resource\":\"cpu\",\"unit\":\"core\"", "0.5")
        metric("container_cpu_cfs_periods_total", "", "each 3000")
        metric("container_cpu_cfs_throttled_periods_total", "", "each 300")
        print "]}}"
    }' >cluster.json
rights cluster.json
is "$(cell shop/api verdict) $(cell shop/api kills)" "oom-limited 2" "restarts while the last end was for memory are kills"
is "$(cell shop/api memory_limit_now_mib) $(cell shop/api memory_request_now_mib) $(cell shop/api cpu_limit_now)" "512 256 0.5" \
    "requests and limits as kube-state-metrics has them"
is "$(cell shop/api throttled)" "0.1" "throttling by the counters of periods"
run "$headroom" rightsize cluster.json --emit kubernetes -q --cpu-limit 2x --mem-limit 1.2x
has "$out" '"requests":{"memory":"544Mi"' "the request is the limit by --mem-limit"
has "$out" '"limits":{"memory":"640Mi","cpu":"' "a CPU limit by --cpu-limit"

# --- other exports -------------------------------------------------------------------------------

awk 'BEGIN {
    for (i = 0; i < 1152; i++) {
        printf "2026-03-%02dT%02d:%02d:00Z\n", 2 + int(i / 288), int(i % 288 / 12), i % 12 * 5
        print "POD                   NAME  CPU(cores)  MEMORY(bytes)"
        printf "web-7d9f8b6c5d-4zkqp  web   %dm  %dMi\n", 10 + i % 7, 345 + i % 9
        printf "web-7d9f8b6c5d-4zkqp  side  2m  %dMi\n", 40 + i % 5
        printf "log-xk7tq  log  2m  %dMi\n", 40 + i % 5
    }
}' >top.txt
rights top.txt
is "$(cell web kind) $(cell web base_mib) $(cell web cpu_request)" "Deployment 353 0.02" "kubectl top"
is "$(cell log kind) $(cell web/side workload)" "DaemonSet web" "two containers of one pod, and a daemon by its name"
run "$headroom" rightsize top.txt --emit kubernetes -q
has "$out" '{"name":"web","resources"' "containers of a pod are in one patch"
is "$(printf '%s\n' "$out" | wc -l)" 2 "a patch a workload"
awk 'BEGIN {
    for (i = 0; i < 1152; i++) {
        printf "=== 2026-03-%02d %02d:%02d:00 ===\n", 2 + int(i / 288), int(i % 288 / 12), i % 12 * 5
        print "CONTAINER ID   NAME    CPU %   MEM USAGE / LIMIT   NET I/O"
        printf "12345678e5f6   web-1   %.2f%%   %dMiB / 512MiB   1kB / 2B\n", 150 + i % 9, 200 + i % 17
        print "a1b2c3d4e5f6   db-1    5.25%   1.5GiB / 2GiB     3kB / 0B"
    }
}' >docker.txt
rights docker.txt
is "$(cell web-1 cpu_request) $(cell web-1 memory_limit_now_mib)" "1.6 512" "docker stats: per cent of a core, and its limit"
awk 'BEGIN {
    print "time,namespace,pod,container,mem_max_mib,cpu_cores"
    for (d = 0; d < 14; d++)
        for (k = 0; k < 4; k++)
            printf "%d,ops,night-2885%04d-bcdfg,job,%d,1\n", 1772409600 + d * 86400 + k * 300, d, 400 + d * 3 + k
}' >cron.csv
rights cron.csv
is "$(cell ops/night/job kind) $(cell ops/night/job days) $(cell ops/night/job base_mib)" "CronJob 14 442" "each run of a job is a block"
awk 'BEGIN {
    print "time,namespace,pod,container,mem_max_mib,cpu_cores"
    split("4zkqp 9xlmt t7wzn hk2vd", pod, " ")
    for (h = 0; h < 336; h++)
        printf "%d,ops,etl-7d9f8b6c5d-%s,etl,%d,0.1\n", 1772409600 + h * 3600, pod[1 + int(h / 84)], 300 + 6 * (h % 84)
}' >pods.csv
rights pods.csv
is "$(cell ops/etl replicas) $(cell ops/etl verdict)" "1 leak" "a pod takes the place of the one before it: its start is a restart"
head -9 cron.csv >runs.csv
refuses "fewer than 3 runs" runs.csv
awk 'BEGIN { print "time,container,mem_max_mib,cpu_cores"
    for (i = 0; i < 2304; i++) printf "%d,a,%s,%s\n", 1772409600 + 300 * i, (i % 7 ? 100 + i % 9 : "NaN"), (i % 5 ? 0.1 : "") }' >nan.csv
rights nan.csv
is "$(cell a base_mib) $(cell a cpu_request)" "108 0.1" "what is missing is left out"

# --- refusals ------------------------------------------------------------------------------------

usage hour.csv 'm = 400' 0.5
refuses "web: less than a day of history: at least a day of usage is needed" hour.csv
sed '1s/mem_max_mib/mem_percent/' steady.csv >percent.csv
refuses "percent.csv: mem_percent: is a share, and of how much is not known" percent.csv
sed '1s/mem_max_mib/mem_max_bytes/' steady.csv >bytes.csv
refuses "which no container runs in: name the column for its unit" bytes.csv
sed '1s/cpu_cores/cpu/; 2,$s/0\.2000/25000/' steady.csv >millis.csv
refuses "usage of 2.5e+04 cores is no container's: millicores are named so" millis.csv
printf 'time,demand\n1772409600,1\n1772413200,2\n' >none.csv
refuses "no usage of containers: memory is known by a name such as" none.csv
printf 'kind: Deployment\nmetadata: {name: other}\nspec: {template: {spec: {containers: [{name: o}]}}}\n' >other.yaml
refuses "none of its containers is in the usage: it has other/o, the usage web" steady.csv --present other.yaml
printf 'kind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, resources: {limits: {memory: 5Gib}}}]}}}\n' >quantity.yaml
refuses 'quantity.yaml:3: memory: "5Gib" is no quantity of 0 or more' steady.csv --present quantity.yaml
printf 'kind: Service\n' >service.yaml
refuses "no workload in it: kubectl get deploy" steady.csv --present service.yaml
echo "name,allocatable_cpu,allocatable_memory,price" >nodes.csv
refuses "no type in it" steady.csv --nodes nodes.csv
printf 'name,allocatable_cpu,allocatable_memory,price\na,4,16,0.1\n' >nodes.csv
refuses 'nodes.csv:2: allocatable_memory: "16" has no unit; write it such as 14.4GiB' steady.csv --nodes nodes.csv
printf 'name,allocatable_cpu,allocatable_memory,price\na,4,16GiB,\n' >nodes.csv
refuses 'nodes.csv:2: price: is missing; write it such as 0.192/h' steady.csv --nodes nodes.csv
printf 'name,allocatable_cpu,allocatable_memory,price,daemonset_cpu\na,4,16GiB,1,4\n' >nodes.csv
refuses "the daemons of a leave nothing for pods" steady.csv --nodes nodes.csv
printf 'name,allocatable_cpu,allocatable_memory,price\na,4,15388384Ki,1\na,4,16GiB,1\n' >nodes.csv
refuses "nodes.csv:3: name: a is already in line 2" steady.csv --nodes nodes.csv
printf 'name,allocatable_cpu,allocatable_memory,price\na,100m,64MiB,1\n' >nodes.csv
run "$headroom" rightsize steady.csv --nodes nodes.csv
has "$out" "no type of node holds a pod of web" "a pod that is too large for every node"
refuses "--spare zone: zones of nodes are not modelled here" steady.csv --spare zone
refuses "requests are reviewed every 1 to 366 days" steady.csv --review-every 1h
refuses "--emit writes commands and --format an answer" steady.csv --emit kubernetes --format json

done_testing
