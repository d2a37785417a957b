package kernels

import (
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
	for _, s := range []Shape{{2048, 50304, 768}, {50304, 768, 2048}, {4096, 4096, 4096}} {
		if how := productCut(max(s.M, s.N), 56, min(s.M, s.N)*s.K); s.M*s.N*s.K/how.parts() > 2*matmulPart {
			t.Errorf("a part of %v takes %d multiply-adds", s, s.M*s.N*s.K/how.parts())
		}
	}
	if p := (cut{1 << 20, 1, 1, 0}).parts(); p < 1<<20/partGrains {
		t.Errorf("a long operation has %d parts", p)
	}
}
