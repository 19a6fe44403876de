#!/usr/bin/env bash
# Makes what is given away for this machine twice, in copies of the tree in two folders, and
# compares; then installs the .deb into a root of its own, runs it, and takes it away; and
# so the .rpm; and makes the image by the Dockerfile's steps, where nobody has Docker.
set -euo pipefail
cd "$(dirname "$0")/../.."
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT

# In an archive without git any commit will do.
COMMIT=$(git -c safe.directory='*' rev-parse HEAD) || COMMIT=0000000000000000000000000000000000000000
SOURCE_DATE_EPOCH=$(git -c safe.directory='*' log -1 --format=%ct) || SOURCE_DATE_EPOCH=1000000000
export COMMIT SOURCE_DATE_EPOCH
if [ -z "${NFPM:-}" ]; then # a minute, where it was never built
	GOBIN=$top go install "$(sed -n 's/^const nfpm = "\(.*\)"$/\1/p' internal/dist/packages.go)"
	export NFPM=$top/nfpm
fi

for copy in one another/deeper; do
	mkdir -p "$top/$copy"
	tar --exclude=./.git --exclude=./bin --exclude=./dist -c . | tar -x -C "$top/$copy"
	(cd "$top/$copy" && go run -buildvcs=false ./internal/dist -host "$top/out/${copy%/*}")
	sleep 1 # so that the clock cannot be the same
done
diff -r "$top/out/one" "$top/out/another"
(cd "$top/out/one" && sha256sum --quiet -c SHA256SUMS && ls -l)
echo "Both builds are the same, byte for byte."

# skip says what is not tried, and fails where everything must be.
skip() {
	echo "$1"
	[ "${CNWIRE_REQUIRE_TOOLS:-}" != 1 ]
}

# runs tries an installed program.
runs() {
	local said
	said=$("$1" --version)
	echo "$said"
	case $said in
	"cnwire $version, commit ${COMMIT:0:12} of 20"*" UTC, go1."*) ;;
	*) echo "That is not what was built." && return 1 ;;
	esac
	[ "$("$1" demo -c 1)" = "    1   0.000000 >kernel 1:1      7  100 LISTEN" ]
}
version=$(sed -n 's/^## \[\([0-9.]*\)\].*/\1/p' CHANGELOG.md | head -n 1)

command -v dpkg >/dev/null || { skip "dpkg is not installed: the packages are not tried."; exit; }
root=$top/root
mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers}
touch "$root"/var/lib/dpkg/status
dpkg --root="$root" --force-not-root --force-script-chrootless --install "$top"/out/one/*.deb
runs "$root/usr/bin/cnwire"
for file in share/man/man1/cnwire-ps.1 share/man/man7/cnwire-filters.7 share/bash-completion/completions/cnwire \
	share/zsh/vendor-completions/_cnwire share/fish/vendor_completions.d/cnwire.fish share/doc/cnwire/copyright lib/*/wireshark/plugins/cnwire.lua; do
	ls "$root"/usr/$file >/dev/null
done
[ "$(readlink "$root"/usr/lib/*/wireshark/extcap/cnwire-extcap)" = /usr/bin/cnwire ]
dpkg --root="$root" --force-not-root --force-script-chrootless --purge cnwire
[ -z "$(find "$root" -name '*cnwire*' ! -path '*/var/*')" ]
echo "The package installs, runs and goes."

# rpm enters the root that it installs into, which root alone may.
if [ "$(id -u)" != 0 ] || ! command -v rpm >/dev/null; then
	skip "rpm is not installed, or this is not root: the .rpm and the image are not tried."
	exit
fi
root=$top/rpm
mkdir -p "$root"
rpm --root "$root" --initdb
rpm --root "$root" --install "$top"/out/one/*.rpm
rpm --root "$root" --verify cnwire
runs "$root/usr/bin/cnwire"
for file in share/man/man1/cnwire-ps.1 share/bash-completion/completions/cnwire share/zsh/site-functions/_cnwire lib*/wireshark/plugins/cnwire.lua; do
	ls "$root"/usr/$file >/dev/null
done
[ "$(readlink "$root"/usr/lib*/wireshark/extcap/cnwire-extcap)" = /usr/bin/cnwire ]
rpm --root "$root" --erase cnwire
[ -z "$(find "$root" -name '*cnwire*')" ]
echo "The .rpm installs, runs and goes."

root=$top/image
(cd "$top/one" && CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false" make -s build VERSION="$version")
[ "$(sed -n 's/^FROM //p' Dockerfile)" = scratch ]
read -r from to < <(sed -n 's/^COPY //p' Dockerfile)
grep -qxF "!$from" .dockerignore
install -D "$top/one/$from" "$root$to"
# Nothing but the program is in there, and so the zones have to be in it too.
[ "$(TZ=Europe/Berlin chroot "$root" "$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]$/\1/p' Dockerfile)" demo -c 1 -t ad)" = "    1 2026-11-22 00:12:01.022898 >kernel 1:1      7  100 LISTEN" ]
echo "What the Dockerfile puts together runs alone."
