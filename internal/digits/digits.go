// Package digits writes numbers as strconv does, eight digits at once: a line of output is mostly
// numbers, and digit by digit they took a third of what it takes.
package digits

import (
	"encoding/binary"
	"math/bits"
)

// The least numbers that have more than eight digits, and more than sixteen.
const (
	eight   = 1e8
	sixteen = 1e16
)

// zeros are eight times the digit 0.
const zeros = 0x3030303030303030

// AppendUint appends n without zeros before it.
func AppendUint(dst []byte, n uint64) []byte {
	if n < 10 { // many are
		return append(dst, '0'+byte(n))
	}
	if n < eight {
		return appendShort(dst, uint32(n))
	}
	if n < sixteen {
		return appendEight(appendShort(dst, uint32(n/eight)), uint32(n%eight))
	}
	dst = appendEight(appendShort(dst, uint32(n/sixteen)), uint32(n/eight%eight))
	return appendEight(dst, uint32(n%eight))
}

// AppendInt appends n, with a minus if it is below zero.
func AppendInt(dst []byte, n int64) []byte {
	if n < 0 {
		return AppendUint(append(dst, '-'), -uint64(n)) // also of the one that has no positive twin
	}
	return AppendUint(dst, uint64(n))
}

// AppendNine appends n, below 1e9, with nine digits: the nanoseconds of a second.
func AppendNine(dst []byte, n uint32) []byte {
	return appendEight(append(dst, '0'+byte(n/eight)), n%eight)
}

// appendEight appends n, below 1e8, with eight digits.
func appendEight(dst []byte, n uint32) []byte {
	return binary.LittleEndian.AppendUint64(dst, decimal(n)|zeros)
}

// appendShort appends n, below 1e8, without zeros before it.
func appendShort(dst []byte, n uint32) []byte {
	d := decimal(n)
	unused := bits.TrailingZeros64(d|1<<56) / 8 // of a zero the last digit is used
	dst = binary.LittleEndian.AppendUint64(dst, (d|zeros)>>(8*unused))
	return dst[:len(dst)-unused]
}

// decimal returns the eight digits of n, below 1e8, a byte each, the first one lowest. Halves are divided
// beside each other, then quarters: x*10486>>20 is x/100 up to 9999, and x*103>>10 is x/10 up to 99.
func decimal(n uint32) uint64 {
	d := uint64(n/1e4) | uint64(n%1e4)<<32
	q := d * 10486 >> 20 & 0x0000007f_0000007f
	d = q | (d-q*100)<<16
	q = d * 103 >> 10 & 0x000f000f_000f000f
	return q | (d-q*10)<<8
}

// AppendHex appends n as 0x and lower-case digits, at least so many of them, up to 16.
func AppendHex(dst []byte, n uint64, least int) []byte {
	dst = append(dst, "0x"...)
	most := max(least, (bits.Len64(n)+3)/4)
	if most > 8 {
		dst = appendHex(dst, uint32(n>>32), most-8)
		most = 8
	}
	return appendHex(dst, uint32(n), most)
}

// appendHex appends the last digits of n, at most eight.
func appendHex(dst []byte, n uint32, last int) []byte {
	dst = binary.LittleEndian.AppendUint64(dst, hexadecimal(n)>>(64-8*last))
	return dst[:len(dst)-8+last]
}

// hexadecimal returns the eight digits of n as text, the first one in the lowest byte.
func hexadecimal(n uint32) uint64 {
	d := uint64(bits.ReverseBytes32(n))
	d = (d | d<<16) & 0x0000ffff_0000ffff
	d = (d | d<<8) & 0x00ff00ff_00ff00ff
	d = d>>4&0x000f000f_000f000f | d&0x000f000f_000f000f<<8
	letters := (d + 0x0606060606060606) >> 4 & 0x0101010101010101 // 1 where a digit is above 9
	return d + zeros + letters*('a'-'0'-10)
}
