#!/bin/sh
# The last plan beside this one: what changed, how its weeks did against what came, refusals.
. "$(dirname "$0")/tap.sh"
cd "$root" || exit 1
web="samples/web-requests.csv --assume samples/web-assumptions.csv --horizon 4w -q"
"$headroom" plan $web --until 2026-02-16 --format json >"$work/old.json" 2>"$work/error"
"$headroom" plan $web --per-instance 400/s --previous "$work/old.json" --format json >"$work/new.json" 2>"$work/error"

# The measured peaks by another command, held against the old plan's weeks here.
"$headroom" clean samples/web-requests.csv -q >"$work/clean.csv"
jq -r '.weeks[] | [.time, .until, .demand] | @tsv' "$work/old.json" | while read -r from to planned; do
    awk -F, -v from="$from" -v to="$to" -v planned="$planned" 'NR > 1 { last = $1 } $1 >= from && $1 < to && $2 > m { m = $2 }
        END { if (substr(last, 1, 10) > substr(from, 1, 10) && to <= "2026-03-02T00:00:00Z") print (m <= planned), m }' "$work/clean.csv"
done >"$work/peaks"
is "$(jq -r '.last_plan | "\(.covered) of \(.of)"' "$work/new.json")" "$(awk '{ k += $1 } END { print k + 0 " of " NR }' "$work/peaks")" "the weeks that are over, and those whose peak was provided for"
is "$(jq -r '.last_plan.weeks[] | .measured * 100 | round' "$work/new.json")" "$(awk '{ printf "%.0f\n", $2 * 100 }' "$work/peaks")" "with their measured peaks"
is "$(jq -r '.last_plan.of' "$work/new.json")" 2 "two are over"
is "$(jq -c '.meta | [.revision, .replaces]' "$work/old.json" "$work/new.json" | tr '\n' ' ')" \
    "[1,null] [2,\"$(jq -r .meta.as_of "$work/old.json")\"] " "the second of them, which replaces that of its time"
"$headroom" plan $web --previous "$work/new.json" --format json 2>"$work/error" >"$work/third.json"
is "$(jq .meta.revision "$work/third.json")" 3 "and the third"
sed 's/"revision": 2/"revision": 1e300/' "$work/new.json" >"$work/many.json"
is "$("$headroom" plan $web --previous "$work/many.json" --format json 2>"$work/error" | jq .meta.revision)" 2 "a number that is none counts as the first"
is "$(jq -r '.changes[] | select(.what == "per_instance") | "\(.before) \(.now)"' "$work/new.json")" "500 requests/s 400/s" "an assumption by its name"
is "$(jq -r '.changes[] | select(.what == "most needed") | "\(.before) \(.now)"' "$work/new.json")" "$(jq -r .decision.needed "$work/old.json") $(jq -r .decision.needed "$work/new.json")" "what is needed, as both plans say"
is "$(jq -r '[.changes[] | select(.what == "headroom")] | length' "$work/new.json")" 0 "what stays is not told"
text=$("$headroom" plan $web --per-instance 400/s --previous "$work/old.json" 2>"$work/error")
has "$text" "Since the last plan" "a section of the text"
has "$text" "of the 2 weeks that are over" "with how it did"
"$headroom" plan $web --per-instance 400/s --previous "$work/old.json" -o "$work/new.html" 2>"$work/error"
has "$(cat "$work/new.html")" "of the 2 weeks that are over" "and of the page"

# The same plan again: nothing changed, no week is over.
"$headroom" plan $web --format json >"$work/same.json" 2>"$work/error"
text=$("$headroom" plan $web --previous "$work/same.json" 2>"$work/error")
has "$text" "No week of the last plan is over yet." "a plan of now has no week that is over"
has "$text" "Decision, dates, cost and assumptions are the same." "and nothing changed"
is "$("$headroom" plan $web --format json 2>"$work/error" | jq -c '[.changes, .last_plan]')" "[null,null]" "without a last plan there is neither"

# Refusals.
refused()
{
    "$headroom" plan $web --previous "$work/$1" >"$work/out" 2>"$work/error"
    ok "$(($? < 2))" "$1 is refused"
    has "$(cat "$work/error")" "$2" "and why"
    has "$(cat "$work/error")" "$1" "by its file"
}
echo '{"a": 1}' >"$work/other.json"
refused other.json "this is no plan of this program: headroom plan ... --format json -o FILE writes one"
echo '{"a": ' >"$work/broken.json"
refused broken.json "broken.json:"
sed 's/"subject": "requests_per_s"/"subject": "logins"/' "$work/old.json" >"$work/logins.json"
refused logins.json "this is the plan of logins, and requests_per_s is planned"
sed 's/"20[0-9][0-9]-/"1999-/g' "$work/old.json" | sed 's/"1999-/"2001-/g' >"$work/ancient.json"
refused ancient.json "no week of it is within the history or this plan"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --horizon 2w -q --format json >"$work/fleet.json" 2>"$work/error"
"$headroom" plan $web --previous "$work/fleet.json" >"$work/out" 2>"$work/error"
is "$?" 2 "a plan of several services that has none of this one is refused"
has "$(cat "$work/error")" "it has plans of several services and none of requests_per_s" "and why"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv -q --previous "$work/old.json" >"$work/out" 2>"$work/error"
is "$?" 2 "a fleet has no last plan of one"
has "$(cat "$work/error")" "this is the plan of requests_per_s, and requests_per_s of auth is planned" "and why"
fleet="samples/fleet.csv --assume samples/fleet-assumptions.csv --horizon 2w -q"
"$headroom" plan $fleet --previous "$work/fleet.json" --format json >"$work/again.json" 2>"$work/error"
is "$(jq -c '[.services[].changes]' "$work/again.json")" "[[],[],[],[],[],[]]" "a fleet after itself: nothing changed"
"$headroom" plan $fleet --previous "$work/fleet.json" --headroom 60% --format json >"$work/more.json" 2>"$work/error"
is "$(jq -c '[.services[] | .changes[] | select(.what == "headroom") | .before]' "$work/more.json")" \
    '["50%","50%","50%","50%","50%","20%"]' "each service is held against its own plan, its own assumptions too"
is "$("$headroom" plan $fleet --only auth --previous "$work/fleet.json" --format json | jq -c .changes)" "[]" \
    "one of them against its plan in that of all"
jq -c 'del(.services[0])' "$work/fleet.json" >"$work/fewer.json"
"$headroom" plan samples/fleet.csv --assume samples/fleet-assumptions.csv --horizon 2w --previous "$work/fewer.json" \
    --format json >"$work/new.json" 2>"$work/error"
is "$(jq -c '[.services[].changes == null]' "$work/new.json")" "[true,false,false,false,false,false]" "a new service has no last plan"
has "$(cat "$work/error")" "requests_per_s of auth has no plan in --previous: it is new" "which is told"
done_testing
