#!/bin/sh
# CloudFormation's templates: parameters, conditions, mappings, functions, and what is refused of them.
. "$(dirname "$0")/tap.sh"

# template NAME MIN [MAX]: a group whose minimum and maximum are these values, after the lines of standard input.
template()
{
    cat >"$1"
    cat >>"$1" <<END
Resources:
  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: $2, MaxSize: ${3:-40}, DefaultInstanceWarmup: 120}}
  Cpu: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: !Ref G, PolicyType: TargetTrackingScaling,
    TargetTrackingConfiguration: {TargetValue: 50, PredefinedMetricSpecification: {PredefinedMetricType: ASGAverageCPUUtilization}}}}
END
}

# minimum FILE ARGUMENT...: the minimum that check reads, by what --spare of all of it says.
minimum()
{
    run "$headroom" check --policy "$1" --spare 10000 --format csv -q $2 $3
    printf '%s\n' "$out" | sed -n 's/^min-without-spare,.*,"\{0,1\}\([0-9,]*\) at the least.*/\1/p'
}

head='Parameters: {Env: {Type: String}, Zones: {Type: CommaDelimitedList, Default: "a, b,c"}, N: {Type: Number, Default: 7}}
Mappings: {Sizes: {prod: {Min: 4}, dev: {Min: 3, List: [8, 9]}}}
Conditions:
  Prod: !Equals [!Ref Env, prod]
  Dev: !Not [Condition: Prod]
  Both: !And [Condition: Prod, Condition: Dev]
  Either: !Or [!Condition Prod, !Condition Dev]
  Here: !Equals [!Ref AWS::Region, us-east-1]'
# Each function by its definition; with Env=dev where nothing else is said.
while IFS='|' read -r value want what; do
    printf '%s\n' "$head" | template t.yaml "$value"
    is "$(minimum t.yaml --parameter Env=dev)" "$want" "$what"
done <<'END'
!Ref N|7|Ref: a default
!If [Prod, 4, 2]|2|Fn::If
!If [Dev, 4, 2]|4|Fn::Not
!If [Both, 4, 2]|2|Fn::And
!If [Either, 4, 2]|4|Fn::Or
!If [Here, 5, 2]|5|a pseudo parameter
!If [Prod, !Ref AWS::NoValue, !If [Dev, 6, 2]]|6|one in another
!FindInMap [Sizes, !Ref Env, Min]|3|Fn::FindInMap
!Select [1, !FindInMap [Sizes, dev, List]]|9|a list of a mapping
!FindInMap [Sizes, none, Min, {DefaultValue: 11}]|11|its default
!Select [0, !Split [",", "12,13"]]|12|Fn::Select, Fn::Split
!Join ["", ["1", !Ref N]]|17|Fn::Join
!Sub "${N}1"|71|Fn::Sub
!Sub ["${V}${N}", {V: !Ref N}]|77|Fn::Sub with values of its own
!Length [1, 2, 3]|3|Fn::Length
{"Fn::Length": !Ref Zones}|3|a list of texts with commas
{Ref: N}|7|the long form
END

printf '%s\n' "$head" | template t.yaml '!If [Prod, 4, 2]'
is "$(minimum t.yaml --parameter Env=prod)" 4 "--parameter"
# Parameter files.
echo '[{"ParameterKey": "Env", "ParameterValue": "prod"}, {"ParameterKey": "N", "UsePreviousValue": true}]' >list.json
echo '{"Env": "prod", "Zones": ["x", "y"]}' >map.json
echo '{"Parameters": {"Env": "prod"}}' >nested.json
echo '["Env=prod"]' >pairs.json
for file in list.json map.json nested.json pairs.json file://list.json; do
    is "$(minimum t.yaml --parameter "$file")" 4 "$file"
done
run "$headroom" check --policy t.yaml --parameter map.json --parameter Env=dev --spare 10000
has "$out" "2 at the least" "the last value counts"
run "$headroom" check --policy t.yaml --against t.yaml --parameter Env=dev
is "$status" 0 "of the policy in use, too"
printf 'time,requests_per_s\n2026-03-02T00:00:00Z,90\n2026-03-02T00:01:00Z,90\n2026-03-02T00:02:00Z,90\n' >trace.csv
run "$headroom" simulate trace.csv --policy t.yaml --parameter Env=prod --per-instance 100/s -q
is "$status:$(printf '%s\n' "$out" | sed -n '2p' | cut -d, -f3)" "0:4" "of a replay"

# What a condition leaves out.
cat >two.yaml <<'END'
Parameters: {Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}}
Conditions: {Prod: !Equals [!Ref Env, prod], Dev: !Not [!Equals [!Ref Env, prod]], Meta: !Or [!Equals [!Ref AWS::Region, eu-west-1]]}
Resources:
  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 8, DefaultInstanceWarmup: 120}}
  CDKMetadata: {Type: AWS::CDK::Metadata, Condition: Meta, Properties: {Analytics: x}}
  A: {Type: AWS::AutoScaling::ScalingPolicy, Condition: Prod, Properties: {AutoScalingGroupName: !Ref G, PolicyType: TargetTrackingScaling, TargetTrackingConfiguration: {TargetValue: 50, PredefinedMetricSpecification: {PredefinedMetricType: ASGAverageCPUUtilization}}}}
  B: {Type: AWS::AutoScaling::ScalingPolicy, Condition: Dev, Properties: {AutoScalingGroupName: !Ref G, PolicyType: TargetTrackingScaling, TargetTrackingConfiguration: {TargetValue: 90, PredefinedMetricSpecification: {PredefinedMetricType: ASGAverageCPUUtilization}}}}
END
run "$headroom" check --policy two.yaml --format csv
has "$out" 'target-small-group,advice,,,two.yaml:7,,"policy ""B""' "the one that is there"
has "$err" 'two.yaml:6: A is left out, as its condition Prod does not hold' "and that the other is not"
has "$err" 'parameter Env: its default "dev" is used' "and why"
run "$headroom" check --policy two.yaml --parameter Env=prod --format csv
has "$out" 'two.yaml:6,,"policy ""A""' "with the parameter it is the other"

# Names from pseudo parameters; a serverless template.
cat >sam.yaml <<'END'
Transform: AWS::Serverless-2016-10-31
Resources:
  F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.12}}
  G: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {AutoScalingGroupName: !Sub '${AWS::StackName}-web', MinSize: 2, MaxSize: 8}}
  P: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: !Ref G, PolicyType: TargetTrackingScaling, TargetTrackingConfiguration: {TargetValue: 50, PredefinedMetricSpecification: {PredefinedMetricType: ASGAverageCPUUtilization}}}}
END
run "$headroom" check --policy sam.yaml --parameter AWS::StackName=shop
has "$out" "Check of the scaling policy of shop-web" "a pseudo parameter that is given"
run "$headroom" check --policy sam.yaml
has "$err" 'AWS::StackName is taken for "stack"; --parameter AWS::StackName=VALUE says what it is' "and one that is not"

# refused MESSAGE WHAT ARGUMENT...: reading two.yaml or t.yaml.
refused()
{
    message=$1
    what=$2
    shift 2
    run "$headroom" check "$@"
    is "$status:$out" "2:" "$what is refused"
    has "$err" "$message" "$what: the message"
}
refused 't.yaml:10: MinSize: the parameter Env has no value: give --parameter Env=VALUE, or a Default in the template' \
    "a condition that nobody knows" --policy t.yaml
sed 's/Default: dev, //' two.yaml >unknown.yaml
refused 'unknown.yaml:6: A: whether its condition Prod holds depends on the parameter Env, which has no value: give --parameter Env=VALUE' \
    "a resource of which nobody knows" --policy unknown.yaml
refused 'two.yaml:1: AllowedValues: parameter Env: "test" is none of dev, prod' "a value that is not allowed" \
    --policy two.yaml --parameter Env=test
refused '--parameter: no template has a parameter "Envv"; did you mean "Env"?' "a misspelt parameter" \
    --policy two.yaml --parameter Envv=prod
refused '--parameter: no template has a parameter "A"' "a parameter without a template" \
    --policy "$root/samples/hpa.yaml" --parameter A=1
refused 'nofile.json' "a file that is not there" --policy two.yaml --parameter nofile.json
refused '--parameter: "=1" is not NAME=VALUE' "no name" --policy two.yaml --parameter =1
echo '[{"Key": "Env"}]' >bad.json
refused 'bad.json:1: neither ParameterKey with ParameterValue nor "NAME=VALUE"' "another list" \
    --policy two.yaml --parameter bad.json
echo '"Env"' >bad.json
refused 'bad.json:1: no list or map of parameters' "no list" --policy two.yaml --parameter bad.json
echo '{"Env": {"a": 1}}' >bad.json
refused 'bad.json:1: Env: the value of a parameter is a text or a number' "a map in a map" \
    --policy two.yaml --parameter bad.json
while IFS='|' read -r value message what; do
    printf '%s\n' "$head" | template bad.yaml "$value"
    refused "$message" "$what" --policy bad.yaml --parameter Env=dev
done <<'END'
!If [None, 1, 2]|Condition: the template has no condition "None"|an unknown condition
!FindInMap [Sizes, none, Min]|Fn::FindInMap: Mappings has no Sizes.none.Min|an unknown key
!Select [5, [1, 2]]|Fn::Select: no element 5 in a list of 2|an element that is not there
!If [Prod, 1]|Fn::If: a list of 3 values is expected|too few arguments
!FindInMap [Sizes]|Fn::FindInMap: a list of at least 3 values is expected|far too few
!ImportValue Net|MinSize: Fn::ImportValue Net is not resolved here; write the value|another stack's value
{"Fn::Transform": {Name: Size}}|Fn::Transform: the macro Size is not expanded here: give the processed template|a macro
{"Fn::ForEach::X": [a, [b], c]}|Fn::ForEach::X: is not expanded here: give the processed template|a loop
END
{ echo 'Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}'; } | template bad.yaml '!If [A, 1, 2]'
refused "the condition depends on itself" "a circle" --policy bad.yaml
{ echo 'Conditions: {A: !Ref B}'; } | template bad.yaml '!If [A, 1, 2]'
refused "no condition that is known: Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition are" "no condition" --policy bad.yaml
{ echo 'Transform: [AWS::LanguageExtensions, Mine]'; } | template bad.yaml 2
refused "Transform: the macro Mine is not expanded here" "a macro over all" --policy bad.yaml
{ echo 'Parameters: {Size: {Type: "AWS::SSM::Parameter::Value<String>", Default: /web/min}}'; } | template ssm.yaml '!Ref Size'
refused "MinSize: the parameter Size has no value" "a key of the parameter store" --policy ssm.yaml
is "$(minimum ssm.yaml --parameter Size=3)" 3 "its value is given"
done_testing
