#!/bin/sh
# make install puts the program, its pages and completions where DESTDIR and PREFIX say; uninstall takes
# them away again.
. "$(dirname "$0")/tap.sh"

# The program under test is what the Makefile made; it must not be built again under other flags here.
[ "$headroom" = "$root/${BUILD:-build}/headroom" ] || [ "$headroom" = "$root/headroom" ] || {
    skip "installation" "the program is not of this tree"
    done_testing
    exit
}
install() { make -s -C "$root" -o headroom "$1" DESTDIR="$work/stage" PREFIX=/usr; }

[ -x "$root/headroom" ] || { skip "installation" "no ./headroom"; done_testing; exit; }
install install >/dev/null
ok $? "make install"
prefix=$work/stage/usr
is "$("$prefix/bin/headroom" --version | head -1)" "$("$headroom" --version | head -1)" "the program runs from there"
for page in "$root"/man/*; do
    [ -f "$prefix/share/man/man${page##*.}/${page##*/}" ]
    ok $? "${page##*/}"
done
for file in bash-completion/completions/headroom zsh/site-functions/_headroom \
    fish/vendor_completions.d/headroom.fish; do
    [ -f "$prefix/share/$file" ]
    ok $? "$file"
done
if command -v mandoc >/dev/null; then
    is "$(mandoc -M "$prefix/share/man" -T lint -W style "$prefix"/share/man/man?/* 2>&1 |
        grep -v -e 'trailing delimiter: Nd' -e 'mandoc.db')" "" "pages are valid, and those they refer to are there"
fi
install uninstall >/dev/null
ok $? "make uninstall"
is "$(find stage -type f)" "" "nothing is left"
done_testing
