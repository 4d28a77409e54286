#!/bin/sh
# What the objects of the program call and keep: nothing banned, no network, no other program, no
# state below the commands.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1
build=${BUILD:-build}

if ! command -v nm >/dev/null 2>&1; then
    skip "symbols of the objects" "nm is not installed"
    done_testing
    exit
fi

# "SOURCE CALLED" a line, of all objects whose source is still there; called by the name in the source: a
# hardened build calls __sprintf_chk.
find "$build/src" -name '*.o' | sort | while read -r object; do
    source=${object#"$build"/}
    [ ! -e "${source%.o}.c" ] || echo "$object"
done >"$work/objects"
xargs nm -A -u <"$work/objects" | sed -n "s|^$build/\(.*\)\.o: *U _*|\1.c |p" |
    sed 's/@.*//; s/_chk$//; s/ isoc[0-9]*_/ /' >"$work/calls"

# Objects of src/ that call one of the functions, but for the files and folders that are named after it.
callers_of()
{
    functions=$1
    shift
    grep -E " ($functions)\$" "$work/calls" | while read -r source called; do
        case " $* " in *" $source "* | *" ${source%/*}/ "*) continue ;; esac
        echo "$source calls $called"
    done
}

string_functions='strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|atof|atoi|atol|atoll|tmpnam|tempnam|mktemp'
is "$(callers_of "$string_functions")" "" "no function that writes or converts without looking"

clock_functions='time|gettimeofday|clock_gettime|clock|gmtime|gmtime_r|localtime|localtime_r|mktime|timegm|strptime|strftime|tzset|rand|random|srand'
is "$(callers_of "$clock_functions" src/cli/progress.c src/cli/invocation.c)" "" "no clock, no zone of the process, no chance"

process_functions='system|popen|fork|vfork|posix_spawn|posix_spawnp|exec[a-z]*|dlopen|setenv|putenv|unsetenv'
is "$(callers_of "$process_functions")" "" "no other program is run and no environment changed"

network_functions='socket|socketpair|connect|bind|listen|accept|accept4|send|sendto|recv|recvfrom|getaddrinfo|gethostbyname'
is "$(callers_of "$network_functions")" "" "no socket is opened"

output_functions='printf|vprintf|fprintf|vfprintf|puts|putchar|fputs|perror|exit|quick_exit|abort'
is "$(callers_of "$output_functions" src/main.c src/docs_main.c src/cmd/ src/cli/ src/base/memory.c)" "" \
    "below the commands nothing prints or exits"

is "$(callers_of getenv src/cli/ src/cmd/ src/base/file_target.c src/time/zone.c)" "" \
    "the environment is read in few places"

is "$(callers_of setlocale src/main.c src/cli/)" "" "the locale is not touched"

# Variables that can change: nm names their section .data or .bss.
variables()
{
    xargs nm -A -f sysv <"$work/objects" | awk -F'|' -v build="$build/" '
        {
            gsub(/ /, "")
            source = substr($1, length(build) + 1)
            name = source
            sub(/\.o:.*/, ".c", source)
            sub(/^.*\.o:/, "", name)
        }
        # Temporary files that a signal handler has to find, and what runs when memory ends.
        source ~ /^src\/(base\/file_temporary|base\/memory|main|docs_main)\.c$/ || source ~ /^src\/(cli|cmd)\// { next }
        $7 ~ /^\.(data|bss|tdata|tbss)(\.[A-Za-z_0-9]+)?$/ && $7 !~ /^\.data\.rel\.ro/ && $4 ~ /OBJECT|TLS/ {
            print source " keeps " name
        }'
}
case ${CFLAGS-} in
*-fsanitize*) skip "variables below the commands" "sanitizers add their own" ;;
*) is "$(variables)" "" "below the commands nothing is kept in variables of the program" ;;
esac

done_testing
