#!/bin/sh
# Makes a Debian package of this checkout in FOLDER: the binary, the manual pages, the completions and the
# samples. Needs dpkg-dev. The same commit gives the same bytes: what has a date gets that of the commit.
#
#   sh samples/packages/deb.sh VERSION FOLDER
#
# MAINTAINER="Name <address>" says who made it; the author of the commit otherwise.
set -eu

[ $# = 2 ] || { sed -n '2,/^# MAINT/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v dpkg-shlibdeps >/dev/null || { echo "deb.sh: dpkg-shlibdeps is missing: apt-get install dpkg-dev" >&2; exit 2; }
version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH-$(git -C "$top" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
root=$work/root
doc=$root/usr/share/doc/headroom
maintainer=${MAINTAINER-$(git -C "$top" log -1 --format='%an <%ae>')}

make -s -C "$top" install DESTDIR="$root" PREFIX=/usr
strip --remove-section=.comment --remove-section=.note "$root/usr/bin/headroom"
# Debian keeps the completions of zsh in a folder of its own for packages.
mkdir -p "$root/usr/share/zsh/vendor-completions" "$doc/examples"
mv "$root/usr/share/zsh/site-functions/_headroom" "$root/usr/share/zsh/vendor-completions/"
rmdir "$root/usr/share/zsh/site-functions"
find "$root/usr/share/man" -name '*.[157]' -exec gzip -9n {} +

cp "$top"/samples/*.csv "$top"/samples/*.json "$top"/samples/*.yaml "$doc/examples/"
gzip -9nc "$top/CHANGELOG.md" >"$doc/NEWS.md.gz"
printf 'headroom (%s) unstable; urgency=medium\n\n  * What a user notices is in NEWS.md.gz.\n\n -- %s  %s\n' \
    "$version" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.gz"
cat >"$doc/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: headroom

Files: *
Copyright: $(date -u -d "@$SOURCE_DATE_EPOCH" +%Y) headroom developers
License: GPL-3.0-or-later
 This program is free software: you can redistribute it and/or modify it under the terms of the GNU General
 Public License as published by the Free Software Foundation, either version 3 of the License, or (at your
 option) any later version. On Debian systems the text is in /usr/share/common-licenses/GPL-3.
COPYRIGHT

# What the binary links says which packages it depends on.
mkdir "$work/debian"
printf 'Source: headroom\n\nPackage: headroom\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O "root/usr/bin/headroom" 2>/dev/null | sed 's/^shlibs:Depends=//')
architecture=$(dpkg --print-architecture)
mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: headroom
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: $depends
Recommends: tzdata
Section: admin
Priority: optional
Description: capacity planning from metric exports
 Reads exports of metrics, forecasts demand, solves the scaling equation for
 instance counts, cost and lead times, and replays and lints scaling policies
 before they are deployed. Text, CSV, JSON or a workbook come out.
CONTROL
(cd "$root" && find usr -type f -print | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$folder/headroom_${version}_$architecture.deb" >/dev/null
echo "$folder/headroom_${version}_$architecture.deb"
