#!/usr/bin/env bash
# tshark44.sh DIR: makes the tshark of Debian 13 (4.4, with Lua 5.4) ready in DIR on a
# Debian 12, beside the installed one, and prints the path of a program that runs it;
# its sisters editcap and mergecap stand beside that.
# Nothing is installed: packages are fetched by apt with a state of its own in DIR, from
# where the system's own sources have theirs, checked with Debian's keys, and unpacked.
# It needs no rights but to write DIR. What is there already is not fetched again.
set -euo pipefail
umask 022

dir=${1:?which folder?}
suite=trixie
keys=/usr/share/keyrings/debian-archive-keyring.gpg
run=$dir/tshark
programs=(tshark editcap mergecap)

if [ -x "$dir/mergecap" ] && "$run" --version >/dev/null 2>&1; then
	echo "$run"
	exit
fi

fail() {
	echo "tshark44: $*" >&2
	exit 1
}

# Where the system has its packages from: the address before dists/SUITE/.
. /etc/os-release
from=$(apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*\)/dists/${VERSION_CODENAME:-none}/InRelease'.*#\1#p" | head -n 1)
[ -n "$from" ] || fail "apt has no source of this system's own packages"

rm -rf "$dir/root" "${programs[@]/#/$dir/}"
mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/root"
: >"$dir/status"
echo "deb [signed-by=$keys] $from $suite main" >"$dir/sources.list"

own=(
	-o "Dir::Etc::sourcelist=$dir/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
	-o "Dir::State::lists=$dir/lists" -o "Dir::State::status=$dir/status" -o "Dir::Cache=$dir/cache"
	-o Debug::NoLocking=true -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Install-Recommends=false
)
apt-get "${own[@]}" -qq update >&2 || fail "$suite cannot be reached"
apt-get "${own[@]}" -qq -y --download-only install tshark >&2 || fail "tshark of $suite cannot be fetched"
for deb in "$dir"/cache/archives/*.deb; do
	dpkg-deb -x "$deb" "$dir/root"
done
rm -rf "$dir/cache" "$dir/lists"

# Its own loader and libraries: those of Debian 12 are too old for it.
libraries=$(dirname "$(find "$dir/root/usr/lib" -name 'libwireshark.so.*' -print -quit)")
loader=$(find "$dir/root/usr" -name 'ld-linux*.so.*' -print -quit)
for program in "${programs[@]}"; do
	cat >"$dir/$program" <<-SH
		#!/bin/sh
		export WIRESHARK_DATA_DIR='$dir/root/usr/share/wireshark' WIRESHARK_PLUGIN_DIR='$libraries/wireshark/plugins'
		exec '$loader' --library-path '$libraries' --argv0 $program '$dir/root/usr/bin/$program' "\$@"
	SH
	chmod 755 "$dir/$program"
done
"$run" --version >&2 || fail "what was fetched does not run"
echo "$run"
