//go:build !(armbe || arm64be || m68k || mips || mips64 || mips64p32 || ppc || ppc64 || s390 || s390x || shbe || sparc || sparc64)

package codec

// NativeOrder is the byte order of the machine that this program was built for,
// and so of what its own kernel sends and takes.
const NativeOrder = LittleEndian
