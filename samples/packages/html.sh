#!/bin/sh
# Writes the manual pages as HTML into FOLDER, with a start page that lists them. Needs mandoc.
#
#   sh samples/packages/html.sh FOLDER
set -eu

[ $# = 1 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command -v mandoc >/dev/null || { echo "html.sh: mandoc is missing: apt-get install mandoc" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)

cat >"$folder/headroom.css" <<'CSS'
:root { color-scheme: light dark; --ink: #16191d; --soft: #545c66; --rule: #d5d9df; --panel: #f5f6f8; --link: #0b62a3; --page: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceff2; --soft: #a9b2bc; --rule: #3a414a; --panel: #1d2126; --link: #6db6ec; --page: #14171b }
}
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif }
a { color: var(--link) }
h1, h2 { font-size: 1.25rem; margin: 2rem 0 .5rem } h1.title { font-size: 1.6rem; margin-top: 0 }
pre, code, .Li, .Fl, .Nm, .Ar, .Cm, .Pa { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; font-size: .92em }
pre { background: var(--panel); padding: .75rem 1rem; overflow-x: auto }
table { border-collapse: collapse } td, th { padding: .2rem .9rem .2rem 0; vertical-align: top; text-align: left }
table.head, table.foot { width: 100%; color: var(--soft) } td.head-vol { text-align: center } td.head-rtitle, td.foot-os { text-align: right }
dl.Bl-tag > dt { margin-top: .5rem } dd { margin-left: 2rem }
nav { color: var(--soft); border-bottom: 1px solid var(--rule); padding-bottom: .5rem; margin-bottom: 1rem }
CSS

# The line of a page that says what it is.
about() {
    sed -n 's/^\.Nd //p' "$1" | head -n 1 | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
}

entries=
for page in "$top"/man/*.[157]; do
    name=$(basename "$page")
    mandoc -T html -O style=headroom.css,man=%N.%S.html "$page" |
        sed 's|<body>|<body>\n<nav><a href="index.html">all pages</a></nav>|' >"$folder/$name.html"
    entries="$entries<tr><td><a href=\"$name.html\">${name%.*}(${name##*.})</a></td><td>$(about "$page")</td></tr>
"
done
cat >"$folder/index.html" <<INDEX
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>headroom: manual</title>
<link rel="stylesheet" href="headroom.css">
</head>
<body>
<h1 class="title">headroom</h1>
<p>Capacity planning from metric exports: one command line of small filters. Start with
<a href="headroom.1.html">headroom(1)</a>.</p>
<table>
$entries</table>
</body>
</html>
INDEX
echo "$folder/index.html"
