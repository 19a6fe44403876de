package modules

const syzHead = `
# AF_NETLINK/NETLINK_CONNECTOR support.

include <uapi/linux/netlink.h>
include <uapi/linux/connector.h>
include <uapi/linux/cn_proc.h>

# The notifier of kernels before 2.6.33; no header of today has its number.
define CN_IDX_CONNECTOR	0xffffffff

resource sock_nl_connector[sock_netlink]

socket$nl_connector(domain const[AF_NETLINK], type const[SOCK_DGRAM], proto const[NETLINK_CONNECTOR]) sock_nl_connector
bind$nl_connector(fd sock_nl_connector, addr ptr[in, sockaddr_nl_proc], addrlen len[addr])
recvmsg$nl_connector(fd sock_nl_connector, msg ptr[inout, recv_msghdr], f flags[recv_flags])`
