package modules

// ksyHead is how messages stand in a datagram (R4 to R8), which no table has.
const ksyHead = `
meta:
  id: cnwire
  title: Linux kernel connector (NETLINK_CONNECTOR, cn_proc)
  license: MIT
  ks-version: "0.10"
  endian:
    switch-on: little
    cases:
      true: le
      false: be
doc: |
  A datagram of the kernel connector. No message names its byte order: the host that sent it has it, and who reads it gives
  it as a parameter. Process events are in the form that kernels since 2.6.18 send. A datagram that is cut is an error.
params:
  - { id: little, type: bool, doc: "Little-endian host." }
seq:
  - { id: messages, type: nlmsg, repeat: eos }
types:
  nlmsg:
    seq:
      - { id: header, type: nlmsghdr }
      - { id: body, size: header.nlmsg_len - sizeof<nlmsghdr>, type: nlmsg_body }
      - { id: pad, size: "padding < _io.size - _io.pos ? padding : _io.size - _io.pos", doc: "Up to the next multiple of four." }
    instances:
      padding: { value: "(4 - header.nlmsg_len % 4) % 4" }
  nlmsg_body:
    seq:
      - { id: messages, type: cn_msg, repeat: until, repeat-until: "_io.size - _io.pos < CN_MSG_SIZE", doc: "Without padding between them." }
      - { id: rest, size-eos: true, doc: "Up to 3.9 nlmsg_len counts up to three bytes of padding." }`
