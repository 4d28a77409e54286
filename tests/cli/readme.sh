#!/bin/sh
# README.md: every answer that it shows is the answer, its commands are all there are, and what its
# source layout names exists.
. "$(dirname "$0")/tap.sh"
readme=$root/README.md
mkdir bin && ln -s "$headroom" bin/headroom
PATH=$work/bin:$PATH
export PATH

# A shown answer is "    $ command" and the indented lines up to the next text.
count=$(grep -c '^    \$ headroom ' "$readme")
[ "$count" -gt 0 ]
ok $? "the README shows an answer"
number=0
while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    awk -v want="$number" '
        /^    \$ headroom / { seen++; next }
        seen == want && /^[^ ]/ { exit }
        seen == want { sub(/^    /, ""); print }' "$readme" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >want
    line=$(sed -n 's/^    \$ \(headroom .*\)/\1/p' "$readme" | sed -n "${number}p")
    (cd "$root" && sh -c "$line" 2>/dev/null) | sed -e 's/ *$//' >got
    is "$(cat got)" "$(cat want)" "$line"
done

# samples/one-of-each.sh runs as it stands, with status 0 unless its comment names another.
awk '/^# / { status = /exit status 1/ ? 1 : 0 }
    /^[^#]/ {
        print
        if ($0 !~ /[\\|]$/) print "status " status
    }' "$root/samples/one-of-each.sh" >examples
mkdir tree && ln -s "$root/samples" tree/samples
line=
while IFS= read -r part; do
    case $part in
    "status "*)
        (cd tree && sh -c "$line" >/dev/null 2>&1)
        is "status $?" "$part" "${line%%
*}"
        line=
        ;;
    *) line="$line$part
" ;;
    esac
done <examples

examples=$(tr '\n' ' ' <examples)
for command in $(working_commands); do
    case $examples in
    *"headroom $command "*) ok 0 "$command has an example" ;;
    *) ok 1 "$command has an example" ;;
    esac
    grep -q "^| \`$command\` | " "$readme"
    ok $? "$command stands in the table of commands"
done

for room in "$root"/src/*/; do
    room=$(basename "$room")
    ls "$root/src/$room"/*.c >/dev/null 2>&1 || continue
    grep -q "^| .*\`$room/\`" "$root/src/README.md"
    ok $? "src/$room stands in the map of the source"
done

# The map names files that exist.
sed -n 's/^| [^|]* | \(.*\) |$/\1/p' "$root/src/README.md" | grep -o '`[a-z]*/[a-z_/]*\.c`' | tr -d '`' | sort -u >named
while read -r file; do
    [ -e "$root/src/$file" ]
    ok $? "src/README.md: $file is there"
done <named

done_testing
