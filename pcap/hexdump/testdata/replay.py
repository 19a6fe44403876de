# Sends the datagrams of frames, without their cooked headers, through a socket pair.
import socket
import sys

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for name in sys.argv[1:]:
    with open(name, "rb") as f:
        m = f.read()[16:]
    a.send(m)
    b.recv(4096)
    a.sendmsg([m[:16], m[16:36], m[36:]])
    b.recvmsg(4096)
