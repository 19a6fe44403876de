package digits

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

const before = "before "

// check holds what a number is written as against strconv, with and without room behind what is there.
func check(t interface{ Fatalf(string, ...any) }, n uint64) {
	for _, room := range []int{0, 64} {
		dst := append(make([]byte, 0, len(before)+room), before...)
		if got, want := string(AppendUint(dst, n)), before+strconv.FormatUint(n, 10); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		if got, want := string(AppendInt(dst, int64(n))), before+strconv.FormatInt(int64(n), 10); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		if n < 1e9 {
			if got, want := string(AppendNine(dst, uint32(n))), before+fmt.Sprintf("%09d", n); got != want {
				t.Fatalf("%q, want %q", got, want)
			}
		}
	}
}

// All numbers of four digits, in each place that four digits can have, alone and between others.
func TestPlaces(t *testing.T) {
	for n := range uint64(10_000) {
		for _, unit := range []uint64{1, 1e4, 1e8, 1e12} {
			check(t, n*unit)
			check(t, n*unit+9*unit*1e4)
			check(t, n*unit+unit/10)
		}
		check(t, min(n, 1844)*1e16+n)
	}
}

// The last number of so many digits, and the first of more; the ends of what fits.
func TestLengths(t *testing.T) {
	for n := uint64(1); ; n *= 10 {
		check(t, n-1)
		check(t, n)
		if n > math.MaxUint64/10 {
			break
		}
	}
	for _, n := range []uint64{math.MaxUint64, math.MaxInt64, math.MaxInt64 + 1, math.MaxUint32, math.MaxUint32 + 1} {
		check(t, n)
	}
}

// Hexadecimal is as fmt has it, of numbers of all lengths, with all numbers of zeros before them.
func TestHex(t *testing.T) {
	list := []uint64{0, math.MaxUint64}
	for n := range uint64(1 << 16) {
		list = append(list, n, n<<24)
	}
	for digit := range uint64(16) {
		for at := range 16 {
			list = append(list, digit<<(4*at), 1<<(4*at)-1, 0x123456789abcdef0&(1<<(4*at)-1), 0xfedcba9876543210>>(4*at))
		}
	}
	for _, n := range list {
		for _, least := range []int{1, 2, 4, 7, 8, 9, 15, 16} {
			if got, want := string(AppendHex([]byte(before), n, least)), before+fmt.Sprintf("0x%0*x", least, n); got != want {
				t.Fatalf("%q of %d digits, want %q", got, least, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n, least := rapid.Uint64().Draw(t, "number"), rapid.IntRange(1, 16).Draw(t, "digits")
		if got, want := string(AppendHex(nil, n, least)), fmt.Sprintf("0x%0*x", least, n); got != want {
			t.Fatalf("%q of %d digits, want %q", got, least, want)
		}
	})
}

func TestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.Uint64().Draw(t, "number")) })
}

// What stands behind the slice in its room may be lost, as with append, and nothing before it.
func TestBefore(t *testing.T) {
	b := []byte("12345678901234567890")
	for n := range len(b) {
		AppendUint(b[:n:n], 7)
		if string(b) != "12345678901234567890" {
			t.Fatalf("with %d bytes and no room: %q", n, b)
		}
	}
	if got := string(AppendUint(b[:3], 7)); got != "1237" || string(b[:4]) != "1237" {
		t.Errorf("%q", got)
	}
}

func BenchmarkAppendUint(b *testing.B) {
	for _, n := range []uint64{7, 4321, 987_654, 3_000_000_000} {
		dst := make([]byte, 0, 64)
		b.Run(fmt.Sprint("own/", n), func(b *testing.B) {
			for b.Loop() {
				dst = AppendUint(dst[:0], n)
			}
		})
		b.Run(fmt.Sprint("strconv/", n), func(b *testing.B) {
			for b.Loop() {
				dst = strconv.AppendUint(dst[:0], n, 10)
			}
		})
	}
}
