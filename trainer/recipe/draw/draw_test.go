package draw

import "testing"

// The known answers that come with Random123, the authors' library.
func TestPublishedVectors(t *testing.T) {
	for _, v := range []struct {
		counter [4]uint32
		key     [2]uint32
		want    [4]uint32
	}{
		{[4]uint32{}, [2]uint32{}, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{[4]uint32{^uint32(0), ^uint32(0), ^uint32(0), ^uint32(0)}, [2]uint32{^uint32(0), ^uint32(0)},
			[4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{[4]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, [2]uint32{0xa4093822, 0x299f31d0},
			[4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := philox(v.counter, v.key); got != v.want {
			t.Errorf("philox(%08x, %08x) = %08x, want %08x", v.counter, v.key, got, v.want)
		}
	}
}

// Every bound is respected and every value of a small range occurs.
func TestBelow(t *testing.T) {
	for _, n := range []uint64{1, 2, 7, 33, 257} {
		seen := map[uint64]bool{}
		for i := range uint64(4000) {
			got := Source{Seed: 3}.Below(n, 1, i)
			if got >= n {
				t.Fatalf("Below(%d) = %d", n, got)
			}
			seen[got] = true
		}
		if uint64(len(seen)) != n {
			t.Errorf("Below(%d) yields %d different numbers", n, len(seen))
		}
	}
}
