package kernels

// #include "gpu.h"
import "C"

import (
	"slices"
	"sort"
	"unsafe"
)

// Arena is memory for operands that is freed all at once: Go's own, or that of a GPU.
//
// A slice of a GPU's memory is a handle: it has a length and can be cut, passed to the operations of this package, and
// copied with Copy. To read or write its elements in Go ends the program, because no processor can reach them.
// An Arena is owned by one goroutine at a time.
type Arena struct {
	gpu   *GPU
	taken [][]float32
	bytes int64
}

// NewArena returns an empty arena of a GPU, or of Go if gpu is nil.
func NewArena(gpu *GPU) *Arena { return &Arena{gpu: gpu} }

// GPU returns where the arena lies; nil is Go's memory.
func (a *Arena) GPU() *GPU { return a.gpu }

// Bytes is how much the arena holds.
func (a *Arena) Bytes() int64 { return a.bytes }

// Floats returns n zeros. It returns nil if the GPU has failed, or has no room: then GPU.Err says so.
func (a *Arena) Floats(n int) []float32 {
	a.bytes += 4 * int64(n)
	if a.gpu == nil {
		return make([]float32, n)
	}
	x := a.gpu.alloc(n)
	a.taken = append(a.taken, x)
	return x
}

// Free gives the memory of a GPU back; Go's is collected. Its slices must not be used any more.
func (a *Arena) Free() {
	for _, x := range a.taken {
		a.gpu.free(x)
	}
	a.taken, a.bytes = nil, 0
}

func (g *GPU) alloc(n int) []float32 {
	if g.Err() != nil {
		return nil
	}
	var memory unsafe.Pointer
	bytes := max(4*n, 4)
	if !g.check("hold so much", C.q_gpu_alloc(g.c, &memory, C.size_t(bytes))) {
		return nil
	}
	g.regional.Lock()
	defer g.regional.Unlock()
	old := *g.regions.Load()
	i := sort.Search(len(old), func(i int) bool { return uintptr(old[i].first) > uintptr(memory) })
	regions := slices.Insert(slices.Clone(old), i, region{memory, uintptr(bytes)})
	g.regions.Store(&regions)
	return unsafe.Slice((*float32)(memory), n)
}

func (g *GPU) free(x []float32) {
	g.regional.Lock()
	defer g.regional.Unlock()
	first := unsafe.Pointer(unsafe.SliceData(x))
	old := *g.regions.Load()
	i := slices.IndexFunc(old, func(r region) bool { return r.first == first })
	if i < 0 {
		return // it was never had
	}
	regions := slices.Delete(slices.Clone(old), i, i+1)
	g.regions.Store(&regions)
	g.check("free memory", C.q_gpu_free(g.c, first))
}

// owns reports whether x, which is not empty, lies on the GPU.
func (g *GPU) owns(x []float32) bool {
	p, regions := uintptr(unsafe.Pointer(unsafe.SliceData(x))), *g.regions.Load()
	low, high := 0, len(regions) // the last region that begins at or before p
	for low < high {
		if middle := (low + high) / 2; uintptr(regions[middle].first) <= p {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low > 0 && p-uintptr(regions[low-1].first) < regions[low-1].bytes
}

// On returns the GPU on which the operands lie, nil for Go's memory. It panics if they lie in both. Empty ones lie anywhere.
func On(operands ...[]float32) *GPU {
	g := opened.Load()
	if g == nil {
		return nil
	}
	there, here := 0, 0
	for _, x := range operands {
		if len(x) == 0 {
			continue
		}
		if g.owns(x) {
			there++
		} else {
			here++
		}
	}
	if there == 0 {
		return nil
	}
	need(here == 0, "operands partly on a GPU")
	return g
}

// Copy copies src to dst, which have one length, between memories of any kind. When it returns, the elements are there,
// unless both lie on a GPU, whose operations are in order anyway.
func Copy(dst, src []float32) {
	need(len(dst) == len(src), "copy")
	if len(src) == 0 {
		return
	}
	to, from := On(dst), On(src)
	bytes := C.size_t(4 * len(src))
	d, s := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	switch {
	case to == nil && from == nil:
		copy(dst, src)
	case from == nil:
		_ = to.Err() == nil && to.check("receive data", C.q_gpu_upload(to.c, d, s, bytes))
	case to == nil:
		_ = from.Err() == nil && from.check("compute", C.q_gpu_download(from.c, d, s, bytes))
	default:
		_ = to.Err() == nil && to.check("move data", C.q_gpu_move(to.c, d, s, bytes))
	}
}

// Clear sets x to zeros.
func Clear(x []float32) {
	g := On(x)
	if g == nil {
		clear(x)
		return
	}
	_ = g.Err() == nil && g.check("clear memory", C.q_gpu_zero(g.c, unsafe.Pointer(unsafe.SliceData(x)), C.size_t(4*len(x))))
}

// ids is memory of a GPU for token ids, which always come from Go's memory, where they were checked.
type ids struct {
	memory unsafe.Pointer
	room   int
}

// send copies ids to the GPU. It returns nil if that fails; the memory holds until the next call. g.mutex must be held.
func (g *GPU) send(x []int32) *C.int32_t {
	if g.Err() != nil {
		return nil
	}
	if len(x) > g.ids.room {
		if g.ids.memory != nil && !g.check("free memory", C.q_gpu_free(g.c, g.ids.memory)) {
			return nil
		}
		g.ids = ids{}
		if !g.check("hold so much", C.q_gpu_alloc(g.c, &g.ids.memory, C.size_t(4*len(x)))) {
			return nil
		}
		g.ids.room = len(x)
	}
	if !g.check("receive data", C.q_gpu_upload(g.c, g.ids.memory, unsafe.Pointer(unsafe.SliceData(x)), C.size_t(4*len(x)))) {
		return nil
	}
	return (*C.int32_t)(g.ids.memory)
}
