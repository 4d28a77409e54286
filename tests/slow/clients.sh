#!/bin/sh
# What --emit writes is taken by the platforms' own clients: each printed command of the AWS command line runs
# against a server on loopback that logs what arrives, templates go through cfn-lint, Terraform's JSON through
# terraform validate with every resource held as plain data and, where it is mirrored, by its provider's schema,
# manifests through kubectl's printer, files for gcloud through gcloud against a server. A client that is not
# there is skipped with a line. Nothing leaves the machine.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
headroom=${HEADROOM:-$root/headroom}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder" || exit 2
failed=0
pass() { echo "ok $1"; }
fail() {
    echo "not ok $1"
    failed=1
}
there() { command -v "$1" >/dev/null 2>&1 || { echo "skip $1: not installed"; return 1; }; }

assume="--assume $root/samples/web-assumptions.csv --group web"
"$headroom" forecast "$root/samples/web-requests.csv" --horizon 2w -q >next.csv
# name command...: what writes a policy of the group.
writers()
{
    cat <<END
steps steps $root/samples/web-requests.csv $assume --min 6 --max 40
schedule schedule next.csv $assume --demand p95 --boot 5m
events schedule next.csv $assume --demand p95 --boot 5m --tz Europe/Berlin --events $root/samples/web-events.csv --ahead 2d
warmpool warmpool next.csv $assume --demand p95 --boot 5m
END
}
for format in aws cloudformation terraform kubernetes azure gcloud; do
    case $format in
    azure) kinds="steps schedule events" ;;
    kubernetes | gcloud) kinds="schedule events" ;;
    *) kinds="steps schedule events warmpool" ;;
    esac
    for kind in $kinds; do
        # shellcheck disable=SC2046 # words
        "$headroom" $(writers | sed -n "s/^$kind //p") --emit $format -q >"$kind.$format" || fail "$kind as $format"
    done
done

# --- the AWS command line against a server -------------------------------------------------------------
if there aws && there jq && there python3; then
    cat >server.py <<'END'
import http.server, sys, urllib.parse
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        kind = self.headers.get('Content-Type', '')
        target = self.headers.get('X-Amz-Target', '')
        action = urllib.parse.parse_qs(body.decode('latin1')).get('Action', [''])[0] if 'form' in kind else \
            target.split('.')[-1] or self.path.split('/')[-1]
        print(action, flush=True)
        if 'cbor' in kind:
            answer, kind = b'\xa0', 'application/cbor'
        elif 'json' in kind:
            answer = b'{"PolicyARN": "arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:1:p"}'
        else:
            kind = 'text/xml'
            answer = ('<%sResponse><%sResult><PolicyARN>arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:1:p'
                      '</PolicyARN></%sResult></%sResponse>' % ((action,) * 4)).encode()
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('smithy-protocol', 'rpc-v2-cbor')
        self.send_header('Content-Length', str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
    def log_message(self, *arguments):
        pass
server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
open('port', 'w').write(str(server.server_port))
server.serve_forever()
END
    python3 server.py >arrived 2>server.err &
    server=$!
    while [ ! -s port ]; do kill -0 "$server" 2>/dev/null || break; done
    export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=eu-west-1 AWS_MAX_ATTEMPTS=1
    AWS_ENDPOINT_URL=http://127.0.0.1:$(cat port)
    export AWS_ENDPOINT_URL
    for kind in steps schedule events warmpool; do
        : >arrived
        # shellcheck disable=SC2046 # words
        "$headroom" $(writers | sed -n "s/^$kind //p") --format md -q | sed -n 's/^ *\(aws .*\|jq .*\|policy_[0-9]*=.*\)$/\1/p' >commands
        cp "$kind.aws" policy.json
        # A line may put all entries of a list.
        lists=$(sed -n "s/^jq -c '\.\([A-Za-z]*\)\[.*/\1/p" commands | while IFS= read -r list; do jq ".$list | length" policy.json; done)
        count=$(($(grep -c '^\(aws\|policy_\)' commands) + $(printf '%s\n' "$lists" | awk '{ n += $1 } END { print n + 0 }')))
        if [ "$count" -gt 0 ] && sh -eu commands >client.log 2>&1 && [ "$(grep -c . arrived)" -eq "$count" ]; then
            pass "$kind: $count commands of the AWS command line, $(tr -d '\000' <arrived | sort | uniq -c | tr -s ' \n' ' ')"
        else
            fail "$kind: $count commands, $(grep -c . arrived) arrived"
            head -5 client.log server.err
        fi
    done
    kill "$server"
    server=
fi

# --- templates -------------------------------------------------------------------------------------------
if there cfn-lint; then
    for kind in steps schedule events warmpool; do
        # Names that stand for what is there already need no resource of their own.
        if cfn-lint --non-zero-exit-code error -- "$kind.cloudformation" >cfn.log 2>&1; then
            pass "$kind: cfn-lint"
        else
            fail "$kind: cfn-lint"
            head -10 cfn.log
        fi
    done
fi

# --- Terraform ---------------------------------------------------------------------------------------------
if there terraform && there jq; then
    for file in *.terraform; do
        mkdir -p "tf-$file"
        # A resource of a provider becomes one of terraform's own: names, references and templates are checked
        # without any provider.
        jq '{resource: {terraform_data: (.resource | to_entries | map(.key as $type | .value | to_entries |
            map({key: "\($type)_\(.key)", value: {input: .value}})) | add | from_entries)}}' "$file" |
            sed 's/\${\(aws_[a-z_]*\|azurerm_[a-z_]*\)\.\([A-Za-z0-9_-]*\)\.[a-z_]*}/${terraform_data.\1_\2.output}/g' >"tf-$file/main.tf.json"
        if (cd "tf-$file" && terraform init -input=false && terraform validate) >tf.log 2>&1; then
            pass "$file: terraform validate"
        else
            fail "$file: terraform validate"
            tail -15 tf.log
        fi
    done
fi

# The resources of AWS by the schema of its provider, where one is mirrored; what is written of a group
# overrides the resource that is there.
plugins=${TF_PLUGINS:-/opt/tf-plugins}
if [ ! -d "$plugins/registry.terraform.io/hashicorp/aws" ]; then
    echo "skip the schema of Terraform's AWS provider: no mirror of it in $plugins (TF_PLUGINS=DIR)"
elif there terraform; then
    mkdir -p provider
    printf 'provider_installation { filesystem_mirror { path = "%s" } }\n' "$plugins" >provider.rc
    cat >provider/group.tf <<'END'
resource "aws_autoscaling_group" "web" {
  name               = "web"
  min_size           = 2
  max_size           = 40
  availability_zones = ["eu-west-1a"]
  launch_template { id = "lt-1" }
}
END
    if (cd provider && TF_CLI_CONFIG_FILE=../provider.rc terraform init -input=false) >tf.log 2>&1; then
        for kind in steps schedule events warmpool; do
            # Of what is not there an override is no override.
            jq '{resource: (.resource | del(.aws_autoscaling_group))} | select(.resource != {})' "$kind.terraform" >provider/scaling.tf.json
            jq '{resource: {aws_autoscaling_group: .resource.aws_autoscaling_group}}' "$kind.terraform" >provider/scaling_override.tf.json
            [ -s provider/scaling.tf.json ] || rm provider/scaling.tf.json
            grep -q null provider/scaling_override.tf.json && rm provider/scaling_override.tf.json
            if (cd provider && TF_CLI_CONFIG_FILE=../provider.rc terraform validate) >tf.log 2>&1; then
                pass "$kind.terraform: the schema of the AWS provider"
            else
                fail "$kind.terraform: the schema of the AWS provider"
                tail -15 tf.log
            fi
        done
    else
        fail "the AWS provider"
        tail -5 tf.log
    fi
fi

# --- Kubernetes ----------------------------------------------------------------------------------------------
if there kubectl; then
    for file in *.kubernetes; do
        # Without a cluster kubectl knows no kinds of KEDA; it reads the manifest and names it.
        if kubectl label --local -f "$file" checked=yes -o name >kubectl.log 2>&1 && grep -q scaledobject kubectl.log; then
            pass "$file: kubectl reads $(cat kubectl.log)"
        else
            fail "$file: kubectl"
            head -5 kubectl.log
        fi
    done
fi
# Manifests by the schemas of Kubernetes and KEDA, as the package kubernetes-models has them.
if there node && there kubectl; then
    cat >schema.js <<'END'
const text = require('fs').readFileSync(0, 'utf8');
const parts = text.trim().split(/\n(?=\{)/).map(part => JSON.parse(part));
for (const one of parts) {
    const place = one.apiVersion.includes('.') ? '@kubernetes-models/keda/' : 'kubernetes-models/';
    const kinds = require(place + one.apiVersion + '/' + one.kind);
    new kinds[one.kind](one).validate();
}
console.log(parts.length);
END
    if node -e "require('@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject')" 2>node.log; then
        for file in *.kubernetes; do
            if kubectl label --local -f "$file" checked=yes -o json 2>&1 | node schema.js >node.log 2>&1; then
                pass "$file: $(cat node.log) by the schema"
            else
                fail "$file: the schema"
                head -5 node.log
            fi
        done
    else
        echo "skip the schemas of Kubernetes and KEDA: node finds no @kubernetes-models/keda (npm install; NODE_PATH=DIR/node_modules)"
    fi
fi
# --- Azure, Google -----------------------------------------------------------------------------------------------
there az || true
if there jq; then
    for file in *.azure; do
        if jq -e '.resources | all(.type == "Microsoft.Insights/autoscaleSettings" and (.properties.profiles | length) <= 20)' "$file" >/dev/null; then
            pass "$file: a template of one resource"
        else
            fail "$file"
        fi
    done
fi
# gcloud reads the file, checks it by the API's messages and sends it: what arrives is what was written.
if there gcloud && there jq && there python3; then
    cat >compute.py <<'END'
import http.server, json
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        path = self.path.split('?')[0]
        here = 'http://127.0.0.1:%d' % server.server_port
        zone = here + path.split('/zones/')[0] + '/zones/europe-west1-b'
        group = {'name': 'web', 'zone': zone, 'selfLink': zone + '/instanceGroupManagers/web'}
        scaler = {'name': 'web', 'zone': zone, 'target': group['selfLink'], 'selfLink': zone + '/autoscalers/web',
                  'autoscalingPolicy': {'minNumReplicas': 1, 'maxNumReplicas': 3}}
        operation = {'name': 'op', 'status': 'DONE', 'operationType': 'update', 'zone': zone,
                     'selfLink': zone + '/operations/op', 'targetLink': scaler['selfLink']}
        if self.command != 'GET':
            open('sent.json', 'wb').write(body)
        if self.command != 'GET' or '/operations/' in path:
            found = operation
        elif path.endswith('/autoscalers'):
            found = {'items': [scaler]}
        elif '/autoscalers/' in path:
            found = scaler
        else:
            found = group
        text = json.dumps(found).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_GET = do_POST = do_PUT = do_PATCH = answer
    def log_message(self, *arguments):
        pass
server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
open('compute.port', 'w').write(str(server.server_port))
server.serve_forever()
END
    python3 compute.py 2>compute.err &
    server=$!
    while [ ! -s compute.port ]; do kill -0 "$server" 2>/dev/null || break; done
    CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE=http://127.0.0.1:$(cat compute.port)/compute/beta/
    CLOUDSDK_CONFIG=$folder/gcloud
    export CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE CLOUDSDK_CONFIG CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true \
        CLOUDSDK_CORE_PROJECT=none CLOUDSDK_COMPUTE_ZONE=europe-west1-b CLOUDSDK_CORE_DISABLE_PROMPTS=1 \
        CLOUDSDK_CORE_DISABLE_USAGE_REPORTING=true CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK=true
    for file in *.gcloud; do
        rm -f sent.json
        if gcloud beta compute instance-groups managed set-autoscaling web --autoscaling-file "$file" >gcloud.log 2>&1 &&
            [ "$(jq -S .autoscalingPolicy sent.json)" = "$(jq -S .autoscalingPolicy "$file")" ]; then
            pass "$file: gcloud sends what is written"
        else
            fail "$file: gcloud"
            cat gcloud.log compute.err
        fi
    done
    kill "$server"
    server=
fi
[ $failed -eq 0 ]
