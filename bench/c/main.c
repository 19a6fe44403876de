/*
 *     decode little|big HEX [whole]     for each line with a number on standard input: decode so often, then print
 *                                       what was decoded last; "whole" tries decode_whole first
 *
 * The decoder is compiled by itself: that the compiler knows what it is called with would make it another one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"

int main(int argc, char **argv)
{
	static struct decoded d;
	static uint8_t room[4096];
	char line[64];
	size_t size = 0;
	if (argc < 3 || argc > 4)
		return 2;
	int whole = argc == 4;
	int host_big = *(const uint8_t *)&(uint16_t){ 1 } == 0;
	int big = (strcmp(argv[1], "big") == 0) != host_big;
	for (const char *p = argv[2]; p[0] && p[1] && size < sizeof room; p += 2) {
		unsigned v;
		if (sscanf(p, "%2x", &v) != 1)
			return 2;
		room[size++] = (uint8_t)v;
	}
	while (fgets(line, sizeof line, stdin)) {
		enum class err = fine;
		for (long n = atol(line); n > 0; n--)
			err = whole && decode_whole(big, room, size, &d) ? d.error.class : decode(big, room, size, &d);
		if (err)
			printf("%d %s.%s at %zu: need %zu, have %zu; tail %zu\n", err, d.error.name, d.error.field, d.error.at, d.error.need, d.error.have, d.tail.n);
		else
			printf("0 %u %u %llu seq=%u fork=%d/%d,%d/%d exec=%d/%d exit=%d/%d,%u,%u,%d/%d,%d comm=%d/%d,%.16s\n", d.event.what, d.event.cpu,
			       (unsigned long long)d.event.timestamp, d.cn.seq, d.fork.parent.pid, d.fork.parent.tgid, d.fork.child.pid, d.fork.child.tgid,
			       d.exec.pid, d.exec.tgid, d.exit.process.pid, d.exit.process.tgid, d.exit.code, d.exit.signal, d.exit.parent.pid,
			       d.exit.parent.tgid, d.exit.no_parent, d.comm.process.pid, d.comm.process.tgid, d.comm.comm);
		fflush(stdout);
	}
	return 0;
}
