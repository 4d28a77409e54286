#!/bin/sh
# samples/install-dependencies.sh: the command it prints, when it runs it, and what it says when it
# cannot, on machines that consist of a few links and stand-ins.
. "$(dirname "$0")/tap.sh"

script=$root/samples/install-dependencies.sh

# machine USER TOOL...: an empty machine with a shell, the user id and the named stand-ins.
machine()
{
    rm -rf "$work/bin"
    mkdir "$work/bin"
    for tool in sh sed tr cut sort cat mktemp rm tail; do
        ln -s "$(command -v $tool)" "$work/bin/$tool"
    done
    printf '#!/bin/sh\necho %s\n' "$1" >"$work/bin/id"
    shift
    for tool in "$@"; do
        printf '#!/bin/sh\necho "%s $*" >>%s/ran\n' "$tool" "$work" >"$work/bin/$tool"
    done
    chmod +x "$work/bin/id" "$work"/bin/* 2>/dev/null
    rm -f "$work/ran"
}

install()
{
    run env PATH="$work/bin" TZDIR="$work/none" sh "$script" "$@"
}

machine 0 apt-get
install --print build
is "$status" 1 "--print ends with 1 where something is missing"
has "$out" "missing: cc make pkg-config csv.h xlsxwriter gsl jansson yajl yaml-0.1 zlib tzdata" "names what is missing"
has "$out" "to install: apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev libcsv-dev libgsl-dev libjansson-dev libxlsxwriter-dev libyajl-dev libyaml-dev make pkg-config tzdata zlib1g-dev" "Debian: the exact command"
[ ! -e "$work/ran" ]
ok $? "--print installs nothing"

install build
is "$status" 0 "as root it installs"
has "$(cat "$work/ran")" "apt-get install -y" "as root it runs what it printed"

for line in "dnf libxlsxwriter-devel" "apk libxlsxwriter-dev" "pacman jansson" "brew jansson"; do
    machine 0 "${line% *}"
    install --print build
    has "$out" "to install: ${line% *} " "${line% *}: uses the manager that is there"
    has "$out" "${line#* }" "${line% *}: under its own name for the package"
done

machine 1000 apt-get sudo
install build
is "$status" 1 "not root and no terminal: does not install"
has "$out" "to install: sudo sh -c 'apt-get update" "not root: prints the command with sudo"
has "$err" "or give --yes to let this script use sudo" "not root: says how to allow it"
[ ! -e "$work/ran" ]
ok $? "not root: sudo is not used unasked"

install --yes build
is "$status" 0 "--yes: installs"
has "$(cat "$work/ran")" "sudo sh -c apt-get update" "--yes: through sudo"

machine 1000 apt-get
install --yes build
is "$status" 1 "not root and no sudo"
has "$err" "not root and no sudo here: run the command above as root" "no sudo: says what to do"

machine 0
install build
is "$status" 1 "no package manager"
has "$err" "install the above by hand" "no package manager: lists what to install"
has "$out" "missing: cc make" "no package manager: names what is missing"

machine 0 apt-get
printf '#!/bin/sh\necho "E: no such package" >&2\nexit 100\n' >"$work/bin/apt-get"
install build
is "$status" 1 "the package manager fails"
has "$err" "E: no such package" "shows what the package manager said"
has "$err" "install by hand: cc make" "and what to install by hand"

machine 0 apt-get
cat >"$work/bin/apt-get" <<EOF
#!/bin/sh
for command in $(sed -n 's/^exporters|command \([^|]*\)|.*/\1/p' "$script" | tr '\n' ' '); do [ -e "$work/bin/\$command" ] || : >"$work/bin/\$command"; done
chmod() { $(command -v chmod) "\$@"; }
chmod +x "$work"/bin/*
echo "E: no service manager" >&2
exit 100
EOF
install exporters
is "$status" 0 "the package manager fails, yet all commands are there"
has "$err" "E: no service manager" "what it said is shown"
has "$err" "all commands are there" "and that nothing is missing"

install everything
is "$status" 2 "an unknown set is a usage error"
has "$err" "unknown argument 'everything'; give build, tests, slow or exporters" "that names what there is"

done_testing
