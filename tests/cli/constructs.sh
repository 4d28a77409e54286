#!/bin/sh
# Files as people have them, one for each construct of CloudFormation, SAM, CDK, Terraform, Kubernetes, Helm,
# KEDA, Application Auto Scaling, gcloud, az and ARM: each is read as the policy that it is, or refused in a
# sentence that says why. A row of tests/constructs.tsv is a name, the exit status of check, a text that is said
# (a minimum of 12 is), options, and the file, whose lines end in ~.
. "$(dirname "$0")/tap.sh"

tab=$(printf '\t')
while IFS=$tab read -r name right said options text; do
    printf '%s' "$text" | tr '~' '\n' >policy.file
    [ "$options" = - ] && options=
    # shellcheck disable=SC2086 # the options are words
    run "$headroom" check --policy policy.file --spare 12 --format csv $options
    [ "$said" = - ] && said=
    case $out$err in
    *"$said"*) heard=yes ;;
    *) heard=no ;;
    esac
    is "$status $heard" "$right yes" "$name: $said" || printf '%s\n' "$err" | sed 's/^/# /'
    # A refusal is one sentence about the file.
    if [ "$right" -eq 2 ]; then
        case $err in
        *policy.file* | *--parameter*) ok 0 "$name names the file" ;;
        *) ok 1 "$name names the file" ;;
        esac
    fi
done <"$root/tests/constructs.tsv"
is "$(cut -f1 "$root/tests/constructs.tsv" | sort | uniq -d)" "" "no name stands twice"
done_testing
