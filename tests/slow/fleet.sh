#!/bin/sh
# A fleet in parts, with the schedulers that people have: GNU parallel here and over ssh (a server of its own on
# loopback), an array of Slurm; a worker that is killed and a disk that is full leave a state from which a second
# run completes, and the rows are those of a single run.
. "$(dirname "$0")/../cli/tap.sh"

HEADROOM=$headroom
HEADROOM_PLAN="--horizon 1w --quiet"
export HEADROOM HEADROOM_PLAN
parts=5
mkdir exports
awk 'BEGIN {
    for (region = 1; region <= 3; region++) {
        file = "exports/region" region ".csv"
        print "time,service,requests_per_s" >file
        for (h = 0; h < 240; h++)
            for (k = 1; k <= 7; k++)
                printf "2026-03-%02dT%02d:00:00Z,svc-%d-%d,%.1f\n", 2 + int(h / 24), h % 24, region, k, 500 + 100 * k + 200 * sin(h / 24 * 6.2831853) + (h * 7 + k) % 9 >file
    }
}'
printf 'name,value,unit,source,owner,date\nper_instance,100/s,,load test,web,2026-03-01\nprice,0.1/h,,list,web,2026-03-01\nmax,18,,quota,web,2026-03-01\n' >assume.csv
"$headroom" plan exports/*.csv --assume assume.csv --horizon 1w --quiet --csv >whole.csv
is "$?" 1 "the fleet in one run"

# same FOLDER NAME: the rows of the parts are those of the whole.
same() {
    is "$(tail -n +2 "$1/plan.csv" | LC_ALL=C sort)" "$(tail -n +2 whole.csv | LC_ALL=C sort)" "$2"
    is "$(head -n 1 "$1/plan.csv")" "$(head -n 1 whole.csv)" "and their header is"
}
# merged FOLDER NAME: puts a folder together, and compares.
merged() {
    run sh "$root/samples/fleet-merge.sh" "$1" "$parts"
    is "$status" 1 "$2: services do not fit"
    has "$out" "services    21" "all of them"
    same "$1" "$2: the rows of a single run"
}

if command -v parallel >/dev/null; then
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv out "$parts" --jobs 2
    is "$status" 1 "GNU parallel: services do not fit: $err"
    has "$out" "do not fit  " "and are named"
    same out "GNU parallel: the rows of a single run"

    # What is done is not done again; what is missing is.
    rm out/part-2.csv
    touch -d 2020-01-01 out/part-1.csv
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv out "$parts"
    is "$(find out/part-1.csv -newermt 2021-01-01)" "" "a part that is there is not run again"
    same out "a second run completes what is missing"

    # A worker that is killed: its part is missing and named, the others are done.
    cat >killed <<'KILLED'
#!/bin/sh
case "$*" in *--shard\ 3/*) kill -9 $$ ;; esac
exec "$REAL_HEADROOM" "$@"
KILLED
    chmod +x killed
    REAL_HEADROOM=$headroom
    export REAL_HEADROOM
    HEADROOM=$work/killed run sh "$root/samples/fleet-parallel.sh" exports assume.csv killed-out "$parts" --jobs 2
    HEADROOM=$headroom
    is "$status" 2 "a worker that is killed"
    has "$err" "part 3 of $parts is missing" "leaves a part that is named"
    is "$(ls killed-out | grep -c '^part-.*csv$')" 4 "and no others, nor halves of one"
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv killed-out "$parts"
    same killed-out "after which a second run completes"
else
    skip "GNU parallel" "it is not installed"
fi

# A full disk: a file system of some kilobytes.
if command -v parallel >/dev/null && [ "$(id -u)" = 0 ] && mkdir full && mount -t tmpfs -o size=8k none full 2>/dev/null; then
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv full "$parts" --jobs 1
    is "$status" 2 "a full disk"
    has "$err" " is missing: " "names the parts that are missing"
    mount -o remount,size=1m full
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv full "$parts" --jobs 1
    same full "with room, a second run completes"
    umount full
else
    skip "a full disk" "no file system can be mounted here"
fi

# Another machine: a server of ssh with keys, configuration and port of its own.
if command -v parallel >/dev/null && [ -x /usr/sbin/sshd ] && [ "$(id -u)" = 0 ]; then
    mkdir -p ssh /run/sshd
    chmod 700 ssh
    ssh-keygen -q -t ed25519 -N '' -f ssh/host
    ssh-keygen -q -t ed25519 -N '' -f ssh/user
    cp ssh/user.pub ssh/authorized
    port=$((20000 + $$ % 20000))
    cat >ssh/server <<SERVER
Port $port
ListenAddress 127.0.0.1
HostKey $work/ssh/host
PidFile $work/ssh/pid
AuthorizedKeysFile $work/ssh/authorized
PasswordAuthentication no
PermitRootLogin prohibit-password
StrictModes no
UsePAM no
SERVER
    cat >ssh/client <<CLIENT
Host worker
  HostName 127.0.0.1
  Port $port
  User $(id -un)
  IdentityFile $work/ssh/user
  IdentitiesOnly yes
  UserKnownHostsFile $work/ssh/known
  StrictHostKeyChecking accept-new
  LogLevel ERROR
CLIENT
    /usr/sbin/sshd -f "$work/ssh/server"
    tries=0
    until [ -s ssh/pid ] || [ $tries -ge 50 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    run sh "$root/samples/fleet-parallel.sh" exports assume.csv remote "$parts" --ssh "ssh -F $work/ssh/client" --sshlogin 2/worker
    is "$status" 1 "over ssh: $err"
    same remote "over ssh: the rows of a single run"
    kill "$(cat ssh/pid)"
else
    skip "another machine" "no server of ssh"
fi

# Slurm: a controller and a node on loopback, with configuration and ports of their own.
slurm_up() {
    command -v sbatch >/dev/null && command -v slurmctld >/dev/null && command -v munged >/dev/null && [ "$(id -u)" = 0 ] || return 1
    mkdir -p slurm/state slurm/spool slurm/munge
    chmod 755 "$work" slurm
    chmod 700 slurm/munge
    dd if=/dev/urandom bs=1 count=1024 of=slurm/munge/key 2>/dev/null
    chmod 400 slurm/munge/key
    munged --force --key-file="$work/slurm/munge/key" --socket="$work/slurm/munge/socket" --pid-file="$work/slurm/munge/pid" \
        --log-file="$work/slurm/munge/log" --seed-file="$work/slurm/munge/seed" >/dev/null 2>&1 || return 1
    node=$(hostname -s)
    port=$((40000 + $$ % 20000))
    cat >slurm/slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/slurm/munge/socket
CredType=cred/munge
StateSaveLocation=$work/slurm/state
SlurmdSpoolDir=$work/slurm/spool
SlurmctldPidFile=$work/slurm/controller.pid
SlurmdPidFile=$work/slurm/node.pid
SlurmctldLogFile=$work/slurm/controller.log
SlurmdLogFile=$work/slurm/node.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
MpiDefault=none
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$node Default=YES State=UP
CONF
    SLURM_CONF=$work/slurm/slurm.conf
    export SLURM_CONF
    slurmctld >/dev/null 2>&1 && slurmd >/dev/null 2>&1 || return 1
    tries=0
    until sinfo -h -o %t 2>/dev/null | grep -q '^idle'; do
        [ $tries -lt 100 ] || return 1
        sleep 0.2
        tries=$((tries + 1))
    done
}
slurm_down() {
    for pid in slurm/node.pid slurm/controller.pid slurm/munge/pid; do
        [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null
    done
    sleep 1
}
if slurm_up; then
    sbatch --quiet --wait --array=1-$parts --chdir="$work" \
        --export=ALL,EXPORTS="$work/exports",ASSUMPTIONS="$work/assume.csv",FOLDER="$work/array",SAMPLES="$root/samples" \
        "$root/samples/fleet.sbatch" >log 2>&1
    ok $? "an array of Slurm: $(tail -n 1 log)"
    merged array "Slurm"
    rm array/part-4.csv
    run sh "$root/samples/fleet-merge.sh" array "$parts"
    is "$status" 2 "a task that is missing"
    has "$err" "part 4 of $parts is missing" "is named"
    sbatch --quiet --wait --array=1-$parts --chdir="$work" \
        --export=ALL,EXPORTS="$work/exports",ASSUMPTIONS="$work/assume.csv",FOLDER="$work/array",SAMPLES="$root/samples" \
        "$root/samples/fleet.sbatch" >log 2>&1
    merged array "Slurm, the same line again"
else
    skip "Slurm" "it does not start here"
fi
slurm_down
done_testing
