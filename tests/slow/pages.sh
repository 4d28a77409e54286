#!/bin/sh
# The pages of a plan and of a fleet in a browser: no text of a drawing overlaps another, nothing is wider than the page,
# contrast is what reading needs, paper has its pages. Skipped without Chromium.
. "$(dirname "$0")/../cli/tap.sh"
cd "$root" || exit 1
browser=
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && browser=$name && break
done
if [ -z "$browser" ]; then
    skip "no Chromium: pages are not looked at"
    done_testing
    exit
fi
show()
{
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files "$@" 2>/dev/null
}

"$headroom" plan samples/web-requests.csv --assume samples/web-assumptions.csv --events samples/web-events.csv \
    --horizon 13w -q -o "$work/plan.html" 2>/dev/null
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --horizon 8w -q -o "$work/fleet.html" 2>/dev/null

# look PAGE WIDTH: a frame of that width around the page, and a script outside of it that measures.
look()
{
    cat >"$work/look.html" <<END
<!doctype html><body style="margin:0"><iframe id="f" src="$1.html" style="width:$2px;height:900px;border:0"></iframe><pre id="o"></pre><script>
document.getElementById('f').onload = function () {
  var d = this.contentDocument, w = this.contentWindow, said = [], texts = 0;
  d.querySelectorAll('svg').forEach(function (s) {
    var t = [].map.call(s.querySelectorAll('text'), function (e) { return [e.getBoundingClientRect(), e.textContent]; })
      .filter(function (b) { return b[0].width > 0; });
    texts += t.length;
    for (var i = 0; i < t.length; i++) for (var j = 0; j < i; j++) {
      var a = t[i][0], b = t[j][0];
      var x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 2 && y > 4) said.push('overlap: ' + t[i][1] + ' | ' + t[j][1]);
    }
    t.forEach(function (b) { if (b[0].right > $2 + 1 || b[0].left < -1) said.push('cut: ' + b[1]); });
  });
  if (d.documentElement.scrollWidth > $2 + 1) said.push('wider than the page: ' + d.documentElement.scrollWidth);
  function light(c) { var n = c.match(/[0-9.]+/g).slice(0, 3).map(function (v) { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return 0.2126 * n[0] + 0.7152 * n[1] + 0.0722 * n[2]; }
  function under(e) { for (; e; e = e.parentElement) { var c = w.getComputedStyle(e).backgroundColor; if (!/, 0\\)|transparent/.test(c)) return c; } return 'rgb(255,255,255)'; }
  d.querySelectorAll('p,li,td span,th,.t,.v,.n,.k,.big,.sub,figcaption').forEach(function (e) {
    if (!e.textContent.trim() || !e.getBoundingClientRect().width) return;
    var a = light(w.getComputedStyle(e).color), b = light(under(e)), r = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (r < 4.5) said.push('contrast ' + r.toFixed(2) + ': ' + e.textContent.slice(0, 40));
  });
  if (texts < 40) said.push('only ' + texts + ' texts are shown');
  document.getElementById('o').textContent = 'FOUND ' + said.length + '\\n' + said.slice(0, 12).join('\\n');
};</script></body>
END
    show --virtual-time-budget=8000 --window-size=1200,1000 $3 --dump-dom "file://$work/look.html" |
        sed -n 's/.*<pre id="o">//; /^FOUND/,/<.pre>/p' | sed 's/<.pre>.*//' | grep -v '^$'
}

for name in plan fleet; do
    size=$(wc -c <"$work/$name.html")
    ok "$((size > 400000))" "$name: below 400 KB ($size)"
    is "$(look $name 1040)" "FOUND 0" "$name: a wide page"
    is "$(look $name 390)" "FOUND 0" "$name: a phone"
    is "$(look $name 1040 --blink-settings=preferredColorScheme=0)" "FOUND 0" "$name: dark"
    show --print-to-pdf="$work/$name.pdf" --no-pdf-header-footer "file://$work/$name.html" >/dev/null
    is "$(head -c 4 "$work/$name.pdf")" "%PDF" "$name: prints"
done
done_testing
