#!/bin/sh
# Small answers as data: every command of tests/transcripts/*.txt gives exactly the lines below it.
#
#   sh tests/cli/transcripts.sh [--update] [FILE...]     --update writes what comes now into the files
#
# A transcript is read like a terminal:
#
#   # what the next command shows            its name in the output of the tests
#   < table.csv                              a file for the commands below, up to the line "<"
#   time,p95
#   2024-03-01T00:00:00Z,120
#   <
#   $ headroom size table.csv --per-instance 50/s 2>/dev/null
#   ...                                      what it prints; what goes to stderr begins with "! "
#   [status 1]                               where it is not 0
#
# A printed line that begins with one of \ # $ < has a \ before it. Commands run in a folder of
# their own, with samples/ in it. Empty lines between commands do not count.
update=no
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
. "$(dirname "$0")/tap.sh"
[ $# -gt 0 ] || set -- "$root"/tests/transcripts/*.txt

mkdir bin
ln -s "$headroom" bin/headroom
PATH=$work/bin:$PATH
export PATH

# Writes N.name, N.run and N.want for command N, and the files, whose order counts, as shell in N.run.
split_transcript()
{
    awk -v into="$2" '
        function quoted(text) { gsub(/\047/, "\047\\\047\047", text); return "\047" text "\047" }
        function finish() { if (count) { sub(/\n+$/, "\n", want); printf "%s", want > (into "/" count ".want") } }
        in_file { if ($0 == "<") { in_file = 0; setup = setup "HERE\n" } else setup = setup $0 "\n"; next }
        /^< / { in_file = 1; setup = setup "cat >" quoted(substr($0, 3)) " <<\047HERE\047\n"; next }
        /^# / { name = substr($0, 3); next }
        /^\$ / {
            finish()
            count++
            want = ""
            print (name == "" ? substr($0, 3) : name) > (into "/" count ".name")
            printf "%s%s\n", setup, substr($0, 3) > (into "/" count ".run")
            setup = name = ""
            next
        }
        count { want = want $0 "\n" }
        END { finish(); print count + 0 }' "$1"
}

# What the command prints, its errors and its status, as a transcript has them.
transcribe()
{
    sh "$1" </dev/null >"$work/.out" 2>"$work/.err"
    status=$?
    sed 's/^[\#$<]/\\&/' "$work/.out"
    sed 's/^/! /' "$work/.err"
    [ "$status" -eq 0 ] || echo "[status $status]"
}

# The transcript with the results of $2/N.got in place of those that it has.
rewrite()
{
    awk -v from="$2" '
        function finish() { if (count) while ((getline line < (from "/" count ".got")) > 0) print line }
        in_file { print; if ($0 == "<") in_file = 0; next }
        /^< / || /^# / || /^\$ / { if (open) { finish(); print ""; open = 0 } }
        /^< / { in_file = 1; print; next }
        /^# / { print; next }
        /^\$ / { count++; open = 1; print; next }
        !open && !count { print }
        END { if (open) finish() }' "$1"
}

for transcript in "$@"; do
    case $transcript in /*) ;; *) transcript=$OLDPWD/$transcript ;; esac
    title=${transcript##*/}
    parts=$work/${title%.txt}
    mkdir -p "$parts/here"
    ln -s "$root/samples" "$parts/here/samples"
    count=$(split_transcript "$transcript" "$parts")
    number=0
    while [ "$number" -lt "$count" ]; do
        number=$((number + 1))
        (cd "$parts/here" && transcribe "../$number.run") >"$parts/$number.got"
        [ "$update" = no ] || continue
        is "$(cat "$parts/$number.got")" "$(cat "$parts/$number.want")" "$title: $(cat "$parts/$number.name")"
    done
    if [ "$update" = yes ]; then
        rewrite "$transcript" "$parts" >"$work/new" && cat "$work/new" >"$transcript"
    elif [ "$count" -eq 0 ]; then
        ok 1 "$title has commands"
    fi
done
[ "$update" = yes ] || done_testing
