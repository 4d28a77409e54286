#!/bin/sh
# Builds what a static binary needs and the distribution has no archive of, into DIR: libxlsxwriter.a, from
# the distribution's own source package (apt-get source), or from a folder with it.
#
#   sh samples/packages/static-libraries.sh DIR [XLSXWRITER_SOURCE]
#
# An archive that is there already is left as it is.
set -eu

[ $# -ge 1 ] || { sed -n '2,/^# An/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
source=${2-}
[ -f "$folder/libxlsxwriter.a" ] && exit 0

# The source of the version that is installed; the machine's own lists of packages stay as they are.
fetch_source() {
    command -v apt-get >/dev/null || {
        echo "static-libraries.sh: no apt-get here: unpack the source of libxlsxwriter and name its folder" >&2
        exit 2
    }
    . /etc/os-release
    case $ID in
    debian) mirror="http://deb.debian.org/debian $VERSION_CODENAME main" ;;
    ubuntu) mirror="http://archive.ubuntu.com/ubuntu $VERSION_CODENAME universe" ;;
    *) echo "static-libraries.sh: $ID: unpack the source of libxlsxwriter and name its folder" >&2; exit 2 ;;
    esac
    mkdir -p "$folder/apt/partial"
    echo "deb-src $mirror" >"$folder/apt.list"
    set -- -qq -o Dir::Etc::sourcelist="$folder/apt.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists="$folder/apt" -o APT::Sandbox::User=root
    echo "static-libraries.sh: apt-get source libxlsxwriter" >&2
    (cd "$folder" && apt-get "$@" update && apt-get "$@" source --download-only libxlsxwriter)
    mkdir -p "$folder/source"
    tar xzf "$folder"/libxlsxwriter_*.orig.tar.gz -C "$folder/source" --strip-components=1
    rm -rf "$folder/apt" "$folder/apt.list"
    source=$folder/source
}

[ -n "$source" ] || fetch_source
[ -f "$source/src/workbook.c" ] || {
    echo "static-libraries.sh: $source: no source of libxlsxwriter (src/workbook.c is missing)" >&2
    exit 2
}
work=$folder/objects
rm -rf "$work"
mkdir -p "$work"
for file in "$source"/src/*.c "$source"/third_party/minizip/zip.c "$source"/third_party/minizip/ioapi.c \
    "$source"/third_party/md5/md5.c "$source"/third_party/tmpfileplus/tmpfileplus.c; do
    ${CC:-cc} -O2 -w -fPIE -ffile-prefix-map="$source=libxlsxwriter" -DNOCRYPT -DNOUNCRYPT -DUSE_FILE32API \
        -I"$source/include" -I"$source/third_party/minizip" -c -o "$work/$(basename "$file" .c).o" "$file"
done
ar rcs "$folder/libxlsxwriter.a" "$work"/*.o
rm -rf "$work" "$folder/source" "$folder"/libxlsxwriter_*
