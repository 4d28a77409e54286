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

for command in $(working_commands); do
    grep -q "^| \`$command\` | " "$readme"
    ok $? "$command stands in the table of commands"
done

for room in "$root"/src/*/; do
    room=$(basename "$room")
    ls "$root/src/$room"/*.c >/dev/null 2>&1 || continue
    grep -q "^      $room/ " "$readme"
    ok $? "src/$room stands in the source layout"
done

done_testing
