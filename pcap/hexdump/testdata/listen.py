# Subscribes to process events and prints three datagrams: the answer, and what a command of its own causes.
import os
import socket
import struct

s = socket.socket(16, socket.SOCK_DGRAM, 11)
s.bind((0, 1))
m = struct.pack("=IHHIIIIIIHHI", 40, 3, 0, 1, 0, 1, 1, 7, 100, 4, 0, 1)
s.send(m)
print(m)
print(s.recv(4096))
os.system("true")
print(s.recv(4096))
print(s.recvmsg(4096)[0])
