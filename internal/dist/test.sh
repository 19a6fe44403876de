#!/usr/bin/env bash
# Makes what is given away for this machine twice, in copies of the tree in two folders, and
# compares; then installs the .deb into a root of its own, runs it, and takes it away.
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

command -v dpkg >/dev/null || {
	echo "dpkg is not installed: the package is not tried."
	[ "${CNWIRE_REQUIRE_TOOLS:-}" != 1 ]
	exit
}
root=$top/root
mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers}
touch "$root"/var/lib/dpkg/status
dpkg --root="$root" --force-not-root --force-script-chrootless --install "$top"/out/one/*.deb
said=$("$root/usr/bin/cnwire" --version)
echo "$said"
case $said in
"cnwire $(sed -n 's/^## \[\([0-9.]*\)\].*/\1/p' CHANGELOG.md | head -n 1), commit ${COMMIT:0:12} of 20"*" UTC, go1."*) ;;
*) echo "That is not what was built." && exit 1 ;;
esac
[ "$("$root/usr/bin/cnwire" demo -c 1)" = "    1   0.000000 >kernel 1:1      7  100 LISTEN" ]
for file in share/man/man1/cnwire-ps.1 share/man/man7/cnwire-filters.7 share/bash-completion/completions/cnwire \
	share/zsh/vendor-completions/_cnwire share/fish/vendor_completions.d/cnwire.fish share/doc/cnwire/copyright lib/*/wireshark/plugins/cnwire.lua; do
	ls "$root"/usr/$file >/dev/null
done
[ "$(readlink "$root"/usr/lib/*/wireshark/extcap/cnwire-extcap)" = /usr/bin/cnwire ]
dpkg --root="$root" --force-not-root --force-script-chrootless --purge cnwire
[ -z "$(find "$root" -name '*cnwire*' ! -path '*/var/*')" ]
echo "The package installs, runs and goes."
