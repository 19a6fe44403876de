# An image of the program alone: it is static, and needs nothing beside it.
#
#	CGO_ENABLED=0 make build && docker build -t cnwire .
#	docker run --rm -v "$PWD:/data" -w /data cnwire host.pcapng
#	docker run --rm --net host --cap-add NET_ADMIN cnwire record
#
# The connector talks to the first network namespace alone, so record needs that of the host;
# the lookups of --who go to /proc, and see what is in the container unless --pid host is given.
FROM scratch
COPY bin/cnwire /usr/bin/cnwire
ENTRYPOINT ["/usr/bin/cnwire"]
