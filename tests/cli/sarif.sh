#!/bin/sh
# What check writes as SARIF keeps the standard's structure (OASIS, Static Analysis Results Interchange Format 2.1.0,
# sections 3.13 to 3.52), for a file that breaks each rule of lint, for replays, waivers, several files and odd names.
. "$(dirname "$0")/tap.sh"
separator=$(printf '\037')

cat >sarif.jq <<'END'
def only($allowed): if type == "object" then (keys - $allowed | map("unknown key \(.)")) else ["no object"] end;
def text: if type == "string" and . != "" then [] else ["no text"] end;
# 3.11: a message has text.
def message: only(["text", "markdown", "id", "arguments", "properties"]) + (.text | text);
# 3.12, 3.49, 3.50: rules; a level is one of four.
def level: if IN("none", "note", "warning", "error") then [] else ["level \(.)"] end;
def descriptor: only(["id", "name", "shortDescription", "fullDescription", "defaultConfiguration", "helpUri", "help",
        "properties"]) + (.id | text) +
    (.shortDescription // {text: "-"} | message) + (.fullDescription // {text: "-"} | message) +
    (.help // {text: "-"} | message) + (.defaultConfiguration.level // "warning" | level) +
    (if .helpUri == null or (.helpUri | test("^[a-z]+:")) then [] else ["helpUri \(.helpUri)"] end);
# 3.4: a reference to a file is a URI (RFC 3986), and relative where it has a base; 3.30: lines begin at 1.
def place: only(["artifactLocation", "region", "contextRegion", "properties"]) +
    (.artifactLocation | only(["uri", "uriBaseId", "index", "description", "properties"]) +
        (if (.uri | test("^([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|\\[|\\]|%[0-9A-F]{2})+$")) then [] else ["uri \(.uri)"] end) +
        (if .uriBaseId != null and (.uri | test("^[a-z][a-z0-9+.-]*:")) then ["absolute uri \(.uri) with a base"] else [] end)) +
    (if .region == null then [] else .region |
        only(["startLine", "startColumn", "endLine", "endColumn", "snippet", "message", "properties"]) +
        (if (.startLine | type == "number" and . >= 1 and . == floor) then [] else ["line \(.startLine)"] end) end);
# 3.35: a suppression says where it is and why.
def suppression: only(["kind", "status", "justification", "location", "guid", "properties"]) +
    (if .kind | IN("inSource", "external") then [] else ["kind \(.kind)"] end) +
    (if .status == null or (.status | IN("accepted", "underReview", "rejected")) then [] else ["status \(.status)"] end);
# 3.27: a result's rule is that of its index.
def result($rules): only(["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints",
        "fingerprints", "suppressions", "baselineState", "properties"]) +
    (.message | message) + (.level // "warning" | level) +
    (if $rules[.ruleIndex].id == .ruleId then [] else ["rule \(.ruleId) is not number \(.ruleIndex)"] end) +
    ([.locations[]? | only(["physicalLocation", "logicalLocations", "message", "properties"]) + (.physicalLocation | place)] | add // []) +
    ([.suppressions[]? | suppression] | add // []);
# 3.14, 3.18, 3.19: a run has one tool, whose driver has a name; ids of rules are not repeated.
def run: only(["tool", "results", "columnKind", "originalUriBaseIds", "artifacts", "invocations", "automationDetails",
        "properties"]) +
    (.columnKind // "utf16CodeUnits" | if IN("utf16CodeUnits", "unicodeCodePoints") then [] else ["columnKind \(.)"] end) +
    (.tool | only(["driver", "extensions", "properties"])) +
    (.tool.driver | only(["name", "version", "semanticVersion", "informationUri", "fullName", "organization", "rules",
        "properties"]) + (.name | text)) +
    (.tool.driver.rules as $rules | ([$rules[]? | descriptor] | add // []) +
        (if ($rules | map(.id) | unique | length) == ($rules | length) then [] else ["a rule stands twice"] end) +
        (if (.results | type) == "array" then [] else ["no results"] end) + ([.results[] | result($rules)] | add // []));
# 3.13: a log has the version and its runs.
only(["$schema", "version", "runs", "properties"]) + (if .version == "2.1.0" then [] else ["version \(.version)"] end) +
    (if (.runs | type) == "array" then [] else ["no runs"] end) + ([.runs[] | run] | add // []) | unique | join("; ")
END
# sarif NAME ARGUMENT...: check writes a log that keeps all that.
sarif()
{
    name=$1
    shift
    "$headroom" check "$@" --format sarif -q >log.sarif 2>err
    ok "$([ $? -le 1 ]; echo $?)" "$name: written" || sed 's/^/# /' err
    is "$(jq -r -f sarif.jq log.sarif 2>&1)" "" "$name: as the standard has it"
}

# The checks themselves find something.
sarif "a sample" --policy "$root/samples/rules/steps.json"
for broken in '.version = "2.0.0"' 'del(.runs[0].tool.driver.name)' '.runs[0].results[0].ruleIndex = 7' \
    '.runs[0].results[0].level = "fatal"' '.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0' \
    '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b"' 'del(.runs[0].results[0].message.text)' \
    '.runs[0].extra = 1'; do
    "$headroom" check --policy "$root/samples/rules/steps.json" --spare 20 --format sarif -q | jq "$broken" >broken.sarif
    ok "$([ -n "$(jq -r -f sarif.jq broken.sarif 2>&1)" ]; echo $?)" "$broken is found"
done

"$headroom" help --rules --format json |
    jq -r '.. | objects | select(.rule? and .severity?) | [.rule, .sample, .fires] | join("\u001f")' >rules
while IFS=$separator read -r rule sample fires; do
    jq "$fires" "$root/samples/rules/$sample.json" >policy.json
    "$headroom" check --policy policy.json --boot 90s --longest-request 30s --spare 1 --format sarif -q >log.sarif 2>/dev/null
    is "$(jq -r -f sarif.jq log.sarif 2>&1) $(jq "[.runs[].results[] | select(.ruleId == \"$rule\" and .locations[0].physicalLocation.region.startLine > 0)] | length > 0" log.sarif)" \
        " true" "$rule: as the standard has it, at a line"
done <rules

trace="$root/samples/web-requests.csv --assume $root/samples/web-assumptions.csv"
cat >waived.csv <<'END'
rule,limit,reason,owner,expires
violation,0,known,ops,2099-01-01
flaps_day,<=1,,,
END
# shellcheck disable=SC2086 # words
{
    sarif "a replay" $trace --policy "$root/samples/rules/target.json" --require 'violation<=0%' --require 'flaps_day<=1'
    sarif "waivers" $trace --policy "$root/samples/rules/target.json" --rules waived.csv
    sarif "several groups" --policy "$root/samples/asg-overlap.json" --policy "$root/samples/hpa.yaml" --policy "$root/samples/rules/azure.json"
}
cp "$root/samples/asg-overlap.json" 'a b%20"[1]'"'"'é.json'
sarif "an odd name" --policy 'a b%20"[1]'"'"'é.json'
done_testing
