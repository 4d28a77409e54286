#!/bin/sh
# Man pages and completions are what the tables say, valid, and cover every command.
. "$(dirname "$0")/tap.sh"
docs=${headroom%/*}/headroom-docs
[ -x "$docs" ] || docs=$root/build/headroom-docs

cp -R "$root/man" man
mkdir completions
"$docs" man man
ok $? "man pages are made anew"
"$docs" completions completions
ok $? "completions are made anew"
for folder in man completions; do
    difference=$(diff -r "$root/$folder" "$folder" 2>&1)
    is "$difference" "" "$folder/ is as committed (else: make docs)"
done

for command in $("$headroom" help --commands); do
    [ -f "$root/man/headroom-$command.1" ]
    ok $? "$command has a man page"
    grep -q "^\.It Xr headroom-$command 1" "$root/man/headroom.1"
    ok $? "$command is in headroom(1)"
done

if command -v mandoc >/dev/null; then
    # Other pages are not installed where the tests run.
    complaints=$(mandoc -T lint -W style "$root"/man/* |
        grep -v -e 'referenced manual not found' -e 'trailing delimiter: Nd')
    is "$complaints" "" "mandoc has nothing to complain of"
    for page in "$root"/man/*; do
        for reference in $(sed -n 's/^\.\(It \)\{0,1\}Xr \(headroom[a-z-]*\) \([0-9]\).*/\2.\3/p' "$page"); do
            [ -f "$root/man/$reference" ] || missing="$missing ${page##*/}:$reference"
        done
    done
    is "${missing-}" "" "pages refer to pages that exist"
else
    skip "mandoc" "not installed"
fi

for file in headroom.bash _headroom headroom.fish; do
    case $file in
    headroom.bash) shell=bash ;;
    _headroom) shell=zsh ;;
    *) shell=fish ;;
    esac
    command -v $shell >/dev/null || { skip "$file" "$shell is not installed"; continue; }
    $shell -n "$root/completions/$file"
    ok $? "$file is valid $shell"
done

run "$docs" man missing-folder
is "$status" 2 "a missing folder is an error"
has "$err" "missing-folder/headroom.1" "that names the file"
done_testing
