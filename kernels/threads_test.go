package kernels

import (
	"slices"
	"sync"
	"testing"
	"time"
)

// Many callers at once, while others pause, resume and change the number of threads, all get their right results.
func TestCallersDoNotDisturbEachOther(t *testing.T) {
	defer SetThreads(1)
	SetThreads(3)
	const n = 1 << 16
	o := newOperand(3, ordinary)
	a, b := o.floats(n), o.floats(n)
	want := make([]float32, n)
	Add(want, a, b)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			y := make([]float32, n)
			for range 100 {
				clear(y)
				Add(y, a, b)
				if i := firstDifference(y, want); i >= 0 {
					t.Errorf("element %d differs", i)
					return
				}
			}
		})
	}
	wait.Go(func() {
		for i := range 100 {
			Pause()
			SetThreads(1 + i%5)
			Resume()
		}
	})
	wait.Wait()
}

func TestPause(t *testing.T) {
	x := make([]float32, 10)
	done := make(chan struct{})
	Pause()
	go func() {
		Scale(x, 2)
		close(done)
	}()
	select {
	case <-done:
		t.Error("an operation ran through a pause")
	case <-time.After(20 * time.Millisecond):
	}
	Pause() // a second time changes nothing
	Resume()
	Resume()
	<-done
}

// Parts cover everything once, and long operations have short parts.
func TestCut(t *testing.T) {
	defer SetThreads(1)
	SetThreads(3)
	for _, c := range []cut{{1, 1, 1, 0}, {1000, 16, 100, 0}, {7, 56, 1, 0}, {1 << 20, 1, 1, 0}, {24, 1, 1, 5}, {33, 16, 1, 1}} {
		p, next := c.parts(), 0
		for i := range p {
			lo, hi := c.bounds(i, p)
			if lo >= hi {
				continue
			}
			if lo != next || lo%c.unit != 0 {
				t.Errorf("%+v: part %d begins at %d, want %d", c, i, lo, next)
			}
			next = hi
		}
		if next != c.n {
			t.Errorf("%+v ends at %d", c, next)
		}
	}
	if p := (cut{1 << 20, 1, 1, 0}).parts(); p < 1<<20/partGrains {
		t.Errorf("a long operation has %d parts", p)
	}
}

// Cells cover every element once, begin at multiples of tiles, and none is so long that Pause waits.
func TestCells(t *testing.T) {
	for _, s := range []Shape{{1, 1, 1}, {13, 97, 300}, {384, 128, 1024}, {128, 384, 10000}, {3, 5000, 800}, {2048, 50304, 83}, {4096, 4096, 1024}} {
		for _, threads := range []int{1, 2, 3, 16} {
			product, packing := cutProduct(s, threads), cutPacking(s, threads)
			covers(t, product, rowsUnit)
			covers(t, packing, chain)
			if product.rows*product.cols*s.K > cellRows*packedMax {
				t.Errorf("%v, %d threads: %+v are long cells", s, threads, product)
			}
		}
	}
}

func covers(t *testing.T, c cells, unit int) {
	t.Helper()
	seen := make([]bool, c.height*c.width)
	for i := range c.count() {
		m0, m1, n0, n1 := c.bounds(i)
		if m0%unit != 0 || n0%columnsUnit != 0 {
			t.Fatalf("%+v: cell %d begins at %d,%d", c, i, m0, n0)
		}
		for m := m0; m < m1; m++ {
			for n := n0; n < n1; n++ {
				if seen[m*c.width+n] {
					t.Fatalf("%+v: %d,%d is computed twice", c, m, n)
				}
				seen[m*c.width+n] = true
			}
		}
	}
	if i := slices.Index(seen, false); i >= 0 {
		t.Fatalf("%+v: element %d is not computed", c, i)
	}
}
