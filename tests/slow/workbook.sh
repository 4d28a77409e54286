#!/bin/sh
# The workbook in LibreOffice. Recalculated on load, every cell keeps the value that was written; with
# an assumption changed in the sheet, every live cell becomes what the option makes of it; and the
# counts are those of the plan table.
. "$(dirname "$0")/../cli/tap.sh"

for tool in soffice unzip zip; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        skip "the workbook in LibreOffice" "no $tool"
        done_testing
        exit
    fi
done

always=0 # values of LibreOffice's setting OOXMLRecalcMode
never=1

# export_sheets MODE BOOK ...: a CSV of every sheet, FOLDER/BOOK-SHEET.csv in full precision, into the
# folder named by the mode.
export_sheets()
{
    mode=$1
    shift
    profile=$work/profile-$mode
    mkdir -p "$profile/user" "$work/sheets-$mode"
    cat >"$profile/user/registrymodifications.xcu" <<END
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>$mode</value></prop></item>
</oor:items>
END
    timeout 300 soffice "-env:UserInstallation=file://$profile" --headless --convert-to \
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$work/sheets-$mode" "$@" >"$work/soffice.log" 2>&1
}

# same_cells A B [ROWS]: whether two CSV files agree, numbers to 9 digits; says the first difference.
same_cells()
{
    awk -v rows="${3:-1000000}" '
        NR == FNR { line[FNR] = $0; last = FNR; next }
        FNR > rows { exit }
        {
            m = split(line[FNR], a, ","); n = split($0, b, ",")
            if (m != n) { print "line " FNR ": " line[FNR] " | " $0; bad = 1; exit }
            for (i = 1; i <= n; i++) {
                if (a[i] == b[i]) continue
                x = a[i]; y = b[i]; gsub(/["%]/, "", x); gsub(/["%]/, "", y)
                d = x - y; if (d < 0) d = -d
                s = y + 0; if (s < 0) s = -s
                if (x !~ /^-?[0-9.]+(E-?[0-9]+)?$/ || d > 1e-9 * (s > 1 ? s : 1)) {
                    print "line " FNR " cell " i ": " a[i] " and " b[i]; bad = 1; exit
                }
            }
        }
        END { if (!bad && FNR < rows && FNR != last) { print "lengths " last " and " FNR; bad = 1 }
              exit bad }' "$1" "$2"
}

# place NAME: "SHEET-FILE CELL" of the cell that bears the name, or of one named "Events!F5", in $work/parts.
place()
{
    case $1 in
    *!*) sheet=${1%!*} cell=${1#*!} ;;
    *)
        at=$(sed -n "s|.*<definedName name=\"$1\">\([^<]*\)</definedName>.*|\1|p" "$work/parts/xl/workbook.xml")
        sheet=$(echo "${at%!*}" | tr -d "'") cell=$(echo "${at#*!}" | tr -d '$')
        ;;
    esac
    number=$(sed 's|<sheet |\n<sheet |g' "$work/parts/xl/workbook.xml" | grep '^<sheet ' |
        grep -n "name=\"$sheet\"" | cut -d: -f1)
    [ -n "$number" ] && [ -n "$cell" ] && echo "$work/parts/xl/worksheets/sheet$number.xml $cell"
}

# change BOOK NAME VALUE NEW: copies a workbook with another value in a cell.
change()
{
    rm -rf "$work/parts" && mkdir "$work/parts" && (cd "$work/parts" && unzip -q "$1") || return 1
    found=$(place "$2") || return 1
    file=${found% *} cell=${found#* }
    case $3 in
    *[!0-9.]*) content="t=\"inlineStr\"><is><t>$3</t></is></c>" ;;
    *) content="><v>$3</v></c>" ;;
    esac
    sed -e "s|<c r=\"$cell\" s=\"\([0-9]*\)\"/>|<c r=\"$cell\" s=\"\1\" $content|" \
        -e "s|<c r=\"$cell\" s=\"\([0-9]*\)\"[^>/]*><v>[^<]*</v></c>|<c r=\"$cell\" s=\"\1\" $content|" \
        "$file" >"$file.new" && ! cmp -s "$file" "$file.new" && mv "$file.new" "$file" || return 1
    rm -f "$4"
    (cd "$work/parts" && zip -q -X "$4" '[Content_Types].xml' && zip -q -X -r "$4" . -x '[Content_Types].xml')
}

# plan OPTION ...: the plan of the samples that all of this is about.
plan()
{
    "$headroom" plan -q "$root/samples/web-requests.csv" --per-instance 500/s --price 0.0832/h \
        --budget 2200/mo --zones 3 --lead-time 10d --horizon 4w --catalogue default:aws --type m5.large \
        --offers "$root/samples/offers.csv" --owned owned.csv --as-of 2026-03-02 "$@" </dev/null
}

printf 'name,units\nbought last year,5\n' >owned.csv
plan -o base.xlsx # its name is part of the command line that the workbook records
cp base.xlsx once.xlsx
plan -o base.xlsx
cmp -s base.xlsx once.xlsx
ok $? "two runs write the same bytes"

# Each line: name of the cell, value in the sheet, option, its value.
cat >"$work/cases" <<'END'
per_instance 350 --per-instance 350/s
headroom 0.25 --headroom 25%
spare 4 --spare 4
spare zone --spare zone
zones 4 --zones 4
min_instances 40 --min 40
max_instances 12 --max 12
max_unavailable 0.25 --max-unavailable 25%
max_unavailable 2 --max-unavailable 2
current_instances 25 --current 25
price 0.2 --price 0.2/h
budget 1500 --budget 1500/mo
lead_time 24 --lead-time 24d
quantile p99 --quantile p99
END
number=0
while read -r name value option given; do
    number=$((number + 1))
    change "$work/base.xlsx" "$name" "$value" "$work/changed$number.xlsx"
    ok $? "set $name to $value in the sheet"
    plan "$option" "$given" -o "$work/option$number.xlsx"
    plan "$option" "$given" --format csv >"$work/option$number.csv"
done <"$work/cases"

export_sheets $never "$work"/base.xlsx "$work"/option*.xlsx
export_sheets $always "$work"/base.xlsx "$work"/changed*.xlsx
recalculated=$work/sheets-$always
written=$work/sheets-$never

for sheet in Summary Options Assumptions Demand Sizing Scenarios Sensitivity Types Purchase Run-out Cost Accuracy Risks \
    Readiness Data Words _solve _steps; do
    difference=$(same_cells "$recalculated/base-$sheet.csv" "$written/base-$sheet.csv")
    ok $? "$sheet: recalculated, every cell has the value that was written" || echo "# $difference"
done
broken=$(cat "$recalculated"/*.csv | grep -c -e 'Err:' -e '#N/A' -e '#VALUE!' -e '#REF!' -e '#NAME?' -e '#DIV/0!')
is "$broken" 0 "no cell is an error"

live_summary_rows=21 # below them are texts of the day
number=0
while read -r name value option given; do
    number=$((number + 1))
    for sheet in Sizing Demand Summary Purchase; do
        [ $sheet = Summary ] && rows=$live_summary_rows || rows=1000000
        difference=$(same_cells "$recalculated/changed$number-$sheet.csv" \
            "$written/option$number-$sheet.csv" $rows)
        ok $? "$sheet: $name = $value in the sheet does what $option $given does" || echo "# $difference"
    done
    # Types stand in the order of what the horizon costs, which is as it was made.
    for from in "$recalculated/changed$number-Types.csv" "$written/option$number-Types.csv"; do
        sed 1,5d "$from" | cut -d, -f 1-14 | sort >"$from.sorted"
    done
    difference=$(same_cells "$recalculated/changed$number-Types.csv.sorted" \
        "$written/option$number-Types.csv.sorted")
    ok $? "Types: $name = $value in the sheet does what $option $given does" || echo "# $difference"
    counts=$(sed 1,5d "$recalculated/changed$number-Sizing.csv" | awk -F, '{ gsub(/"/, ""); print $12, $18 }')
    table=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { print $at["instances"], $at["bound_by"] }' "$work/option$number.csv")
    is "$counts" "$table" "the counts with $option $given are those of the plan table"
done <"$work/cases"

# Scenarios and events: what the sheet comes to when one is chosen or switched is what the plan says of it.
plan --max 60 --current 33 --events "$root/samples/web-events.csv" -o events.xlsx
plan --max 60 --current 33 --events "$root/samples/web-events.csv" --format json >events.json
cat >"$work/switches" <<'END'
scenario 2x 2x
scenario high high
scenario worst worst
scenario 10x 10x
Events!F5 off without:spring_sale
Events!F7 on with:payment_provider_fails
events off none
END
number=0
while read -r name value what; do
    number=$((number + 1))
    change "$work/events.xlsx" "$name" "$value" "$work/switch$number.xlsx"
    ok $? "set $name to $value in the sheet"
done <"$work/switches"
export_sheets $never "$work"/events.xlsx
export_sheets $always "$work"/events.xlsx "$work"/switch*.xlsx
for sheet in Summary Options Events Sizing Scenarios Cost _solve _steps; do
    difference=$(same_cells "$recalculated/events-$sheet.csv" "$written/events-$sheet.csv")
    ok $? "with events, $sheet: recalculated, every cell has the value that was written" || echo "# $difference"
done
# told TEXT: instances that the JSON has for the scenario whose line has the text, as max lets them be.
told()
{
    sed -n '/^"scenarios": \[/,/^\]/p' "$work/events.json" | grep -F -e "$1" | head -n 1 |
        sed -n "s/.*\"$2\": \([0-9]*\).*/\1/p" | awk '{ print ($1 > 60 ? 60 : $1) }'
}
number=0
while read -r name value what; do
    number=$((number + 1))
    most=$(sed 1,5d "$recalculated/switch$number-Sizing.csv" | awk -F, '{ gsub(/"/, ""); if ($12 + 0 > m) m = $12 + 0 }
        END { print m }')
    case $what in
    none) want=$(told '"name": "base"' n_without_events) ;;
    *x) want=$(told "\"scale\": ${what%x}," n) ;;
    *:*) want=$(told "\"name\": \"${what%:*}\", \"event\": \"$(echo "${what#*:}" | tr _ ' ')\"" n) ;;
    *) want=$(told "\"name\": \"$what\"" n) ;;
    esac
    is "$most" "$want" "$name = $value: the largest week is that of the scenario"
done <"$work/switches"

done_testing
