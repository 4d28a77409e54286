#!/bin/sh
# Installs what is missing to build headroom or to run its tests.
#
#   sh samples/install-dependencies.sh [--yes] [--print] SET...
#
# SET is build, tests, slow (sanitizers, static analysis, LibreOffice) or exporters (data bases of metrics,
# load generators, tools of a machine). The exact command is printed first. As root it is run; otherwise the
# script asks on a terminal before it uses sudo (--yes skips the question); where it cannot install, it lists
# what to install and ends with status 1. --print stops after the list. Nothing is downloaded when nothing is
# missing.
set -u

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
}

yes=no
print=no
sets=
for argument in "$@"; do
    case $argument in
    --yes) yes=yes ;;
    --print) print=yes ;;
    build | tests | slow | exporters) sets="$sets $argument" ;;
    -h | --help) usage; exit 0 ;;
    *) echo "install-dependencies.sh: unknown argument '$argument'; give build, tests, slow or exporters" >&2; exit 2 ;;
    esac
done
[ -n "$sets" ] || { usage >&2; exit 2; }

# A line a need: set | how to see that it is there | Debian, Ubuntu | Fedora | Alpine | Arch | Homebrew.
needs() {
    cat <<'TABLE'
build|command cc|gcc libc6-dev|gcc glibc-devel|gcc musl-dev|gcc|gcc
build|command make|make|make|make|make|make
build|command pkg-config|pkg-config|pkgconf-pkg-config|pkgconf|pkgconf|pkgconf
build|header csv.h|libcsv-dev|libcsv-devel|libcsv-dev|libcsv|libcsv
build|module xlsxwriter|libxlsxwriter-dev|libxlsxwriter-devel|libxlsxwriter-dev|libxlsxwriter|libxlsxwriter
build|module gsl|libgsl-dev|gsl-devel|gsl-dev|gsl|gsl
build|module jansson|libjansson-dev|jansson-devel|jansson-dev|jansson|jansson
build|module yajl|libyajl-dev|yajl-devel|yajl-dev|yajl|yajl
build|module yaml-0.1|libyaml-dev|libyaml-devel|yaml-dev|libyaml|libyaml
build|module zlib|zlib1g-dev|zlib-devel|zlib-dev|zlib|zlib
build|zones tzdata|tzdata|tzdata|tzdata|tzdata|
tests|command prove|perl|perl-Test-Harness|perl-utils|perl|perl
tests|command bash|bash|bash|bash|bash|bash
tests|command zsh|zsh|zsh|zsh|zsh|zsh
tests|command fish|fish|fish|fish|fish|fish
tests|command mandoc|mandoc|mandoc|mandoc|mandoc|mandoc
tests|command expect|expect|expect|expect|expect|expect
tests|command jq|jq|jq|jq|jq|jq
tests|command unzip|unzip|unzip|unzip|unzip|unzip
tests|command zip|zip|zip|zip|zip|zip
tests|command gzip|gzip|gzip|gzip|gzip|gzip
tests|locale de_DE|locales|glibc-locale-source||glibc|
tests|command nm|binutils|binutils|binutils|binutils|
slow|command clang|clang libclang-rt-dev|clang compiler-rt|clang compiler-rt|clang compiler-rt|llvm
slow|command clang-tidy|clang-tidy|clang-tools-extra|clang-extra-tools|clang|llvm
slow|command cppcheck|cppcheck|cppcheck|cppcheck|cppcheck|cppcheck
slow|command lintian|lintian dpkg-dev mmdebstrap||||
slow|command soffice|libreoffice-calc fonts-dejavu-core|libreoffice-calc|libreoffice|libreoffice-still|libreoffice
slow|command pdftoppm|poppler-utils|poppler-utils|poppler-utils|poppler|poppler
exporters|command promtool|prometheus|golang-github-prometheus|prometheus|prometheus|prometheus
exporters|command victoria-metrics|victoria-metrics||victoria-metrics|victoriametrics|victoriametrics
exporters|command influxd|influxdb influxdb-client|||influxdb|influxdb
exporters|command rrdtool|rrdtool|rrdtool|rrdtool|rrdtool|rrdtool
exporters|command whisper-fetch|python3-whisper|python3-whisper|||
exporters|command sar|sysstat|sysstat|sysstat|sysstat|
exporters|command vmstat|procps|procps-ng|procps|procps-ng|
exporters|command collectl|collectl|collectl|||
exporters|command dstat|pcp|dstat||dstat|
exporters|command atop|atop|atop|atop|atop|
exporters|command nmon|nmon|nmon||nmon|
exporters|command pmrep|pcp|pcp-system-tools|||
exporters|command wrk|wrk||wrk|wrk|wrk
exporters|command ab|apache2-utils|httpd-tools|apache2-utils|apache|
exporters|command siege|siege|siege|siege|siege|siege
exporters|command hey|hey|||hey|hey
exporters|command curl|curl|curl|curl|curl|curl
exporters|command python3|python3|python3|python3|python|python
TABLE
}

there() {
    case $1 in
    command) command -v "$2" >/dev/null 2>&1 ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    header)
        command -v cc >/dev/null 2>&1 &&
            printf '#include <stdio.h>\n#include <%s>\n' "$2" | cc -E - >/dev/null 2>&1
        ;;
    locale) [ -z "$(command -v localedef)" ] || LC_ALL=$2.UTF-8 locale decimal_point 2>/dev/null | grep -q , || [ -e "/usr/share/i18n/locales/$2" ] ;;
    zones) [ -e "${TZDIR:-/usr/share/zoneinfo}/Europe/Berlin" ] ;;
    esac
}

manager=
column=
for candidate in apt-get:3 dnf:4 apk:5 pacman:6 brew:7; do
    if command -v "${candidate%:*}" >/dev/null 2>&1; then
        manager=${candidate%:*}
        column=${candidate#*:}
        break
    fi
done

# What is not there, and the packages that hold it.
look() {
    missing=
    packages=
    while read -r line; do
        case " $sets " in *" ${line%%|*} "*) ;; *) continue ;; esac
        probe=$(printf '%s\n' "$line" | cut -d'|' -f2)
        # shellcheck disable=SC2086 # a probe is a kind and a name
        if there $probe; then continue; fi
        missing="$missing ${probe#* }"
        [ -z "$column" ] || packages="$packages $(printf '%s\n' "$line" | cut -d'|' -f"$column")"
    done <<EOF
$(needs)
EOF
}
look

[ -n "$missing" ] || exit 0
echo "missing:$missing"
packages=$(printf '%s\n' "$packages" | tr ' ' '\n' | sed '/^$/d' | sort -u | tr '\n' ' ' | sed 's/ $//')
if [ -z "$packages" ]; then
    echo "no known package manager has them (apt-get, dnf, apk, pacman, brew): install the above by hand, then run this again" >&2
    exit 1
fi

case $manager in
apt-get) install="apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages" ;;
dnf) install="dnf install -y $packages" ;;
apk) install="apk add $packages" ;;
pacman) install="pacman -S --needed --noconfirm $packages" ;;
brew) install="brew install $packages" ;;
esac

as=sh
shown=$install
if [ "$(id -u)" -ne 0 ] && [ "$manager" != brew ]; then
    as="sudo sh"
    shown="sudo sh -c '$install'"
fi
echo "to install: $shown"
[ "$print" = no ] || exit 1
if [ "$as" != sh ]; then
    command -v sudo >/dev/null 2>&1 || {
        echo "not root and no sudo here: run the command above as root, then this again" >&2
        exit 1
    }
    if [ "$yes" = no ]; then
        [ -t 0 ] || {
            echo "not root and no terminal to ask on: run the command above, or give --yes to let this script use sudo" >&2
            exit 1
        }
        printf 'run it now? [y/N] '
        read -r answer
        case $answer in
        y | Y | yes) ;;
        *) echo "nothing was installed"; exit 1 ;;
        esac
    fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # "sudo sh" is two words
if ! $as -c "$install" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    # A package that cannot start its service still brings its commands.
    hash -r
    look
    [ -n "$missing" ] || { echo "the package manager reported the above; all commands are there" >&2; exit 0; }
    echo "the package manager failed; install by hand:$missing" >&2
    exit 1
fi
