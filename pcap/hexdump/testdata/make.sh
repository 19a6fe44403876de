#!/bin/sh
# Makes the dumps beside it, as README.md says. Run it in this folder, as root for the one that listens.
set -eu
export TZ=UTC LC_ALL=C.UTF-8
demo=../../../testdata/corpus/captures/demo-amd64-6.1.192-nlmon.pcap
s390x=../../../testdata/corpus/captures/s390x-6.1.176-nlmon.pcap
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cut() { tail -c +$(($2 + 1)) "$1" | head -c "$3"; }
cut $demo 40 56 >"$dir/listen"
cut $demo 220 92 >"$dir/fork"
cut $demo 1732 92 >"$dir/exit"
cut $demo 56 40 >"$dir/datagram"
cd "$dir"
out=$OLDPWD

xxd exit >"$out/xxd.txt"
xxd -u -g 4 -c 8 exit >"$out/xxd-u-g4-c8.txt"
xxd -p exit >"$out/xxd-p.txt"
xxd -i exit >"$out/xxd-i.txt"
xxd -d exit >"$out/xxd-d.txt"
od -A x -t x1 exit >"$out/od-Ax.txt"
od -A d -t x1 exit >"$out/od-Ad.txt"
od -t x1 exit >"$out/od-Ao.txt"
od -A n -t x1 exit >"$out/od-An.txt"
od -t x1z exit >"$out/od-z.txt"
od -t x1 -t c exit >"$out/od-x1-c.txt"
od -b exit >"$out/od-b.txt"
hexdump -C exit >"$out/hexdump-C.txt"
hexdump -b exit >"$out/hexdump-b.txt"
(hexdump -C listen; hexdump -C exit; hexdump -C fork) >"$out/hexdump-three.txt"
head -c 200 /dev/zero | od -t x1 >"$out/zeros-od.txt"
head -c 200 /dev/zero | od -A x -t x1 >"$out/zeros-od-Ax.txt"
head -c 200 /dev/zero | hexdump -C >"$out/zeros-hexdump.txt"
head -c 200 /dev/zero | xxd -a >"$out/zeros-xxd.txt"

od exit >"$out/refused/od.txt"
od -x exit >"$out/refused/od-x.txt"
od -t x4 exit >"$out/refused/od-x4.txt"
od -c exit >"$out/refused/od-c.txt"
od -t u1 exit >"$out/refused/od-u1.txt"
hexdump exit >"$out/refused/hexdump.txt"
hexdump -c exit >"$out/refused/hexdump-c.txt"
xxd -e exit >"$out/refused/xxd-e.txt"
xxd -b datagram >"$out/refused/xxd-b.txt"

cd "$out"
tshark -r $demo -c 3 -x >tshark-x.txt 2>/dev/null
tshark -r $demo -c 3 -x -V >tshark-x-V.txt 2>/dev/null
tshark -r $demo -c 3 -x -P >tshark-x-P.txt 2>/dev/null
tshark -r $demo -c 3 -T fields -e data.data >tshark-fields.txt 2>/dev/null
tcpdump -r $demo -c 3 -x >tcpdump-x.txt 2>/dev/null
tcpdump -r $demo -c 3 -xx >tcpdump-xx.txt 2>/dev/null
tcpdump -r $demo -c 3 -X >tcpdump-X.txt 2>/dev/null
tcpdump -r $s390x -c 2 -xx >tcpdump-big.txt 2>/dev/null

trace() { strace -o "$@" -e trace=sendto,recvfrom,sendmsg,recvmsg /usr/bin/python3 -I replay.py "$dir/fork" "$dir/exit"; }
trace strace.txt -s 4096
trace strace-xx.txt -xx -s 4096
trace strace-s32.txt -s 32
trace strace-dump.txt -e read=4 -e write=3
strace -o strace-netlink.txt -s 4096 -e trace=sendto,recvfrom,recvmsg /usr/bin/python3 -I listen.py >python-bytes.txt
