#!/bin/sh
# Verdict, dates, counts and money of a plan are read back from every format, and are the same: JSON is the witness
# of text, --brief, Markdown, the page, CSV and the workbook, on plans of each verdict.
. "$(dirname "$0")/tap.sh"
web="$root/samples/web-requests.csv"

# As text writes figures: thousands by commas, money with cents.
thousands() { printf '%s\n' "$1" | awk '{ n = sprintf("%.0f", $1); s = ""; while (length(n) > 3) { s = "," substr(n, length(n) - 2) s; n = substr(n, 1, length(n) - 3) } print n s }'; }
# "2026-03-06T08:40:00Z" as text says it: without a time at midnight.
said() { printf '%s\n' "$1" | sed 's/T00:00:00Z$//; s/T\([0-9]*:[0-9]*\):00Z$/ \1/'; }
# The same on the page: "Fri 6 Mar".
day() { printf '%s\n' "$1" | awk -F'[-T]' '{ split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " "); print $3 + 0 " " m[$2 + 0] }'; }
# Text without tags and entities.
page() { tr '\n' ' ' <"$1" | sed 's/<style.*<\/style>//; s/<[^>]*>/ /g; s/&quot;/"/g; s/&amp;/\&/g; s/  */ /g'; }

# same NAME OPTION...: plans in every format and compares.
same()
{
    name=$1
    shift
    for format in txt md html csv json xlsx; do
        "$headroom" plan "$web" "$@" -q -o plan.$format 2>error
        code=$?
        [ "$code" -le 1 ] || cat error
    done
    "$headroom" plan "$web" "$@" -q --brief >plan.brief 2>error
    eval "$(jq -r '.decision | @sh "verdict=\(.verdict) from=\(.from) to=\(.to) need_by=\(.need_by // "") order_by=\(.order_by // "")"' plan.json)"
    eval "$(jq -r '.money | @sh "total=\(.total // "") most=\(.month_most // "")"' plan.json)"
    tr '\n' ' ' <plan.txt | sed 's/  */ /g' >flat.txt
    tr '\n' ' ' <plan.md >flat.md
    page plan.html >flat.html
    unzip -p plan.xlsx 'xl/*.xml' | tr '\n' ' ' >flat.xlsx
    has "$(cat plan.brief)" " $verdict" "$name: --brief: the verdict"
    is "$(jq -r .verdict plan.json)" "$verdict" "$name: JSON: of the answer and of the decision"
    for format in txt md; do
        has "$(cat flat.$format)" "$(jq -r .decision.text plan.json)" "$name: $format: the sentence"
    done
    has "$(cat flat.xlsx)" "<v>$verdict</v>" "$name: workbook: the verdict"
    if [ -n "$need_by" ]; then
        has "$(cat plan.brief)" "$from → $(jq -r .decision.to plan.json) by $(said "$need_by")" "$name: --brief: counts and date"
        has "$(cat flat.md)" "$from → $to by $(said "$need_by")" "$name: Markdown: counts and date"
        has "$(cat flat.html)" "$from → $to by" "$name: page: counts"
        has "$(cat flat.html)" "$(day "$need_by")" "$name: page: the date"
        is "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 && $at["need_by"] != "" { print $at["need_by"]; exit }' plan.csv)" \
            "$need_by" "$name: CSV: the date"
    fi
    if [ -n "$order_by" ]; then
        has "$(cat plan.brief)" "$(said "$order_by" | cut -d' ' -f1)" "$name: --brief: order by"
        has "$(cat flat.txt)" "$(said "$order_by" | cut -d' ' -f1)" "$name: text: order by"
        has "$(cat flat.html)" "$(day "$order_by")" "$name: page: order by"
        is "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 && $at["order_by"] != "" { print $at["order_by"]; exit }' plan.csv)" \
            "$order_by" "$name: CSV: order by"
    fi
    if [ -n "$total" ]; then
        for format in brief txt md html; do
            [ $format = brief ] && file=plan.brief || file=flat.$format
            has "$(cat $file)" "$(thousands "$total")" "$name: $format: the amount"
        done
        has "$(cat flat.xlsx)" "<v>$(printf '%s' "$total" | sed 's/\.0*$//; s/\.\([0-9]*[1-9]\)0*$/.\1/' | cut -c 1-6)" "$name: workbook: the amount"
        has "$(cat flat.txt)" "$(printf '%.2f' "$most" | awk '{ split($1, p, "."); n = p[1]; s = ""; while (length(n) > 3) { s = "," substr(n, length(n) - 2) s; n = substr(n, 1, length(n) - 3) } print n s "." p[2] }')" \
            "$name: text: most a month"
    fi
    # A count a week, as needed and as held.
    jq -r '.weeks[] | "\(.time[0:10]) \(.need) \(.plan)"' plan.json >weeks
    sed -n '/^Weeks$/,/^A week/p' plan.txt | awk '/^  20/ { print $1, $3, $4 }' | tr -d , >weeks.txt
    is "$(cat weeks.txt)" "$(cat weeks)" "$name: text: every week"
    awk -F'|' '/^\| 20/ && NF > 9 { gsub(/[ ,]/, "", $0); n = split($0, p, "|"); print p[2], p[4], p[5] }' FS='|' plan.md >weeks.md
    is "$(cat weeks.md)" "$(cat weeks)" "$name: Markdown: every week"
    is "$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 1 { print substr($1, 1, 10), $at["instances"] }' plan.csv)" \
        "$(jq -r '.weeks[] | "\(.time[0:10]) \(.instances)"' plan.json)" "$name: CSV: every week"
    tr -d '\n' <plan.html | sed 's/.*id="sizing"//; s/<\/table>.*//; s/<tr/\
<tr/g' | sed -n 's/<td[^>]*>/|/g; s/<[^>]*>//g; /^[^|]*|[A-Z][a-z][a-z] [0-9]/p' | awk -F'|' '{ print $4, $5 }' | tr -d , >weeks.html
    is "$(cat weeks.html)" "$(cut -d' ' -f2,3 weeks)" "$name: page: every week"
}

same grow --per-instance 500/s --current 30 --horizon 6w --size-by step --lead-time 1w
same late --assume "$root/samples/web-assumptions.csv" --events "$root/samples/web-events.csv" --horizon 8w --budget 9000/mo
same "over the budget" --assume "$root/samples/web-assumptions.csv" --events "$root/samples/web-events.csv" --horizon 13w --request-value 0.002
same "above max" --assume "$root/samples/web-assumptions.csv" --max 36 --horizon 13w
same enough --per-instance 500/s --current 90 --price 0.1/h --horizon 4w
done_testing
