package recipe

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"quire/proto/canon"
)

// digestBytes is how much of a vector is hashed at once.
const digestBytes = 1 << 16

// digest returns the SHA-256 of x as little-endian binary32.
func digest(x []float32) canon.Digest {
	h, b := sha256.New(), make([]byte, 0, digestBytes)
	for len(x) > 0 {
		n := min(len(x), digestBytes/4)
		for _, v := range x[:n] {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
		h.Write(b)
		x, b = x[n:], b[:0]
	}
	return canon.Digest(h.Sum(nil))
}
