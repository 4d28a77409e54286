#!/bin/sh
# What is handed out, built from a fresh clone and used where nothing else is: the static binary in an empty
# root, the Debian package in a clean system, the manual as HTML; and the same commit gives the same bytes.
. "$(dirname "$0")/../cli/tap.sh"

git -C "$root" rev-parse HEAD >/dev/null 2>&1 || { skip "packages" "no repository to clone"; done_testing; exit; }
MAINTAINER="Ada Example <ada@gmail.com>"
export MAINTAINER

# Two clones of one commit, in folders of different lengths, with the libraries of one of them.
for clone in one the-other; do
    git clone -q "$root" "$work/$clone" || { ok 0 "clone"; done_testing; exit; }
done
if [ -f "$root/build/static-libraries/libxlsxwriter.a" ]; then
    for clone in one the-other; do
        mkdir -p "$work/$clone/build"
        cp -R "$root/build/static-libraries" "$work/$clone/build/"
    done
fi
make -s -j2 -C "$work/one" deb >log 2>&1
ok $? "make deb: $(tail -n 1 log)"
for clone in one the-other; do
    make -s -j2 -C "$work/$clone" dist >log 2>&1
    ok $? "make dist: $(tail -n 1 log)"
done
is "$(cat the-other/dist/SHA256SUMS)" "$(cat one/dist/SHA256SUMS)" "the same commit gives the same bytes in another folder"
is "$(wc -l <one/dist/SHA256SUMS | tr -d ' ')" 3 "sources, binary, and the binary with its pages"
package=$(ls "$work"/one/dist/*.deb)
cp "$package" first.deb
touch one/src/main.c
make -s -j2 -C "$work/one" deb >log 2>&1
is "$(cksum <"$package")" "$(cksum <first.deb)" "and so does the package"
(cd one/dist && sha256sum -c SHA256SUMS >/dev/null)
ok $? "SHA256SUMS are those of the files"

static=$(ls "$work"/one/dist/headroom-*-linux-"$(uname -m)")
has "$(file -b "$static")" "static" "the static binary is one"
mkdir -p empty/tmp
cp "$static" empty/headroom
cp "$root/samples/web-requests.csv" "$root/samples/web-assumptions.csv" empty/
if [ "$(id -u)" = 0 ]; then
    run chroot empty /headroom plan web-requests.csv --assume web-assumptions.csv -o plan.xlsx
    is "$status" 0 "a workbook from an empty root: $err"
    mv empty/plan.xlsx static.xlsx
    (cd empty && "$headroom" plan web-requests.csv --assume web-assumptions.csv -o plan.xlsx 2>/dev/null)
    is "$(cksum <static.xlsx)" "$(cksum <empty/plan.xlsx)" "the same bytes as the one that links libraries"
else
    skip "an empty root" "only root may change it"
fi

for page in "$work"/one/man/*; do
    [ -s "one/dist/html/$(basename "$page").html" ]
    ok $? "$(basename "$page") as HTML"
    has "$(cat one/dist/html/index.html)" "href=\"$(basename "$page").html\"" "and the start page leads there"
done
broken=$(sed -n 's/.*href="\([^"#:]*\)["#].*/\1/p' one/dist/html/*.html | sort -u | while read -r link; do
    [ -e "one/dist/html/$link" ] || echo "$link"
done | grep -v -e '^\(bash\|date\|jq\|make\|awk\|sh\|crontab\|kubectl\|aws\|promtool\)\.')
is "$broken" "" "no link of the pages leads nowhere"

if command -v lintian >/dev/null; then
    is "$(lintian --allow-root "$package" 2>&1)" "" "lintian finds nothing"
else
    skip "lintian" "it is not installed"
fi
if command -v mmdebstrap >/dev/null && [ "$(id -u)" = 0 ] &&
    mmdebstrap --variant=apt --mode=root "$(. /etc/os-release && echo "$VERSION_CODENAME")" clean >log 2>&1; then
    cp "$package" clean/tmp/headroom.deb
    cp "$root/samples/web-requests.csv" clean/tmp/
    chroot clean sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/headroom.deb' >log 2>&1
    ok $? "it installs in a clean system: $(tail -n 1 log)"
    run chroot clean headroom size --demand 10k/s --per-instance 500/s
    has "$out" "31 instances" "and answers there"
    chroot clean dpkg --purge headroom >log 2>&1
    ok $? "it is removed"
    is "$(find clean/usr -path '*headroom*' 2>/dev/null)" "" "and leaves nothing"
else
    skip "a clean system" "mmdebstrap makes none here"
fi
done_testing
