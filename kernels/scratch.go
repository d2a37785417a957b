package kernels

// #include "kernels.h"
import "C"

import "unsafe"

// scratch is memory that one C call works in: packing space, then room for attention scores. Kernels
// allocate nothing themselves. Kept, because a model calls hundreds of products a step.
type scratch struct {
	floats []float32
}

var scratches store[scratch]

// packAlign is the alignment of packing space: one cache line, which is also the widest vector.
const packAlign = 64

// take returns scratch with packing space and n further floats; give puts it back.
func take(n int) *scratch {
	s := scratches.take()
	if need := C.Q_PACK + n + packAlign/4; len(s.floats) < need {
		s.floats = make([]float32, need)
	}
	return s
}

func give(s *scratch) { scratches.give(s) }

// pack points at the packing space.
func (s *scratch) pack() *C.float { return at(s.floats, skip(s.floats)) }

// more points at the floats after the packing space.
func (s *scratch) more() *C.float { return at(s.floats, skip(s.floats)+C.Q_PACK) }

// skip is how many floats precede the first aligned one. The Go heap does not move, so it stays true.
func skip(floats []float32) int {
	over := int(uintptr(unsafe.Pointer(unsafe.SliceData(floats))) % packAlign)
	return (packAlign - over) % packAlign / 4
}

// packed is the right operand of a product, packed.
type packed struct{ floats []float32 }

var packs store[packed]

// grow makes room for n floats, aligned.
func (p *packed) grow(n int) {
	if need := n + packAlign/4; len(p.floats) < need {
		p.floats = make([]float32, need)
	}
}

func (p *packed) at() *C.float { return at(p.floats, skip(p.floats)) }
