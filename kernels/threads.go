package kernels

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// threads is how many goroutines one operation may use.
var threads atomic.Int32

// SetThreads lets each operation that begins from now on use up to n threads; n < 1 means 1, the default. No n changes
// a bit of any result. It starts goroutines that sleep between operations and are never ended: at most one fewer than
// the largest n ever set. It raises GOMAXPROCS above n where that is lower: while all of Go's processors are inside C, its
// monitor takes them away after 20 µs and lets a thread spin that looks for work, on a core that computes.
func SetThreads(n int) {
	if idle := n + idleProcessors; runtime.GOMAXPROCS(0) < idle {
		runtime.GOMAXPROCS(idle)
	}
	helping.Lock()
	defer helping.Unlock()
	hs := *helpers.Load()
	for len(hs) < n-1 {
		h := &helper{wake: make(chan struct{}, 1)}
		hs = append(hs[:len(hs):len(hs)], h)
		go h.help()
	}
	helpers.Store(&hs)
	threads.Store(int32(max(n, 1)))
}

// idleProcessors is how many of Go's processors are left over for what is not computation.
const idleProcessors = 2

// Threads returns the number set by SetThreads.
func Threads() int { return int(max(threads.Load(), 1)) }

// gate holds the channel at which parts wait while computation is paused; nil while it is not.
var gate atomic.Pointer[chan struct{}]

// Pause makes every operation wait before its next part, until Resume. Parts are cut so that on current processors
// none takes longer than some 50 ms. It may be called at any time, from any goroutine.
func Pause() {
	closed := make(chan struct{})
	gate.CompareAndSwap(nil, &closed)
}

// Resume lets paused operations go on; without a Pause it does nothing.
func Resume() {
	if closed := gate.Swap(nil); closed != nil {
		close(*closed)
	}
}

// observer, if not nil, is told of each operation.
var observer atomic.Pointer[func(name string, took time.Duration)]

// SetObserver has f told the name of every operation that is split over threads and how long it took, after it ended; nil
// ends that. It is for measurements: f is called by whoever called the operation.
func SetObserver(f func(name string, took time.Duration)) {
	if f == nil {
		observer.Store(nil)
		return
	}
	observer.Store(&f)
}

// work is an operation with its operands: part computes the outputs [lo,hi) on a processor, and parts that do not overlap may
// run at once; launch has a GPU compute all.
type work interface {
	part(lo, hi int)
	launch(g *GPU)
}

// cut says how an operation may be cut into parts.
type cut struct {
	n     int // parts cover [0,n)
	unit  int // and begin at multiples of unit
	grain int // a thread is not started for fewer elements than this
	most  int // a part has at most this many; 0 stands for partGrains grains
}

// partGrains bounds a part, in grains: a grain takes about 10 µs.
const partGrains = 4096

// parts is how many parts to cut: one for each thread that is worth starting, and more if those would take so long
// that Pause had to wait.
func (c cut) parts() int {
	grain := max(c.grain, c.unit)
	p := max(1, min(Threads(), c.n/grain))
	most := c.most
	if most == 0 {
		most = partGrains * grain
	}
	if c.n/most > p {
		p = (c.n/most + p - 1) / p * p // a multiple, so that threads have equally many
	}
	return p
}

// bounds of part i of p.
func (c cut) bounds(i, p int) (lo, hi int) {
	units := (c.n + c.unit - 1) / c.unit
	return units * i / p * c.unit, min(c.n, units*(i+1)/p*c.unit)
}

// calls runs operations of one kind. It keeps the memory for their operands, so that in a steady state
// a call allocates nothing.
type calls[W any, P interface {
	*W
	work
}] struct {
	name string
	idle store[W]
}

// split computes w where its operands lie: on a GPU, or cut into parts, on several goroutines if that is worth it, waiting
// for all.
func (c *calls[W, P]) split(g *GPU, how cut, w W) {
	if how.n == 0 {
		return
	}
	told := observer.Load()
	var start time.Time
	if told != nil {
		start = time.Now()
	}
	operands := c.idle.take()
	*operands = w
	if g != nil {
		P(operands).launch(g)
	} else {
		run(how, P(operands))
	}
	if told != nil {
		if g != nil {
			_ = g.Wait() // kept by the GPU
		}
		(*told)(c.name, time.Since(start))
	}
	var none W
	*operands = none // keep no operand alive
	c.idle.give(operands)
}

// run computes w with the help of other goroutines.
func run(how cut, w work) {
	s := shares.take()
	s.work, s.cut, s.parts = w, how, how.parts()
	s.next.Store(0)
	s.left.Store(int32(s.parts))
	s.holders.Store(1)
	s.done.Add(s.parts)
	n := min(s.parts, Threads()) // before the list: SetThreads makes that longer first
	invited := (*helpers.Load())[:n-1]
	for _, h := range invited {
		h.invite(s)
	}
	s.run()
	for i := 0; i < spins && s.left.Load() > 0; i++ {
	}
	s.done.Wait()
	for _, h := range invited {
		h.withdraw(s)
	}
	s.leave()
}

// share is an operation while several goroutines compute it.
type share struct {
	work    work
	cut     cut
	parts   int
	next    atomic.Int32   // the first part that nobody has begun
	holders atomic.Int32   // goroutines that may still look at the share
	left    atomic.Int32   // parts that are not done, for those who spin
	done    sync.WaitGroup // the same, for those who sleep
}

var shares store[share]

// spins is how often a goroutine that has nothing to do looks again before it sleeps: some 500 µs, so that it is still
// awake after an operation that was too short to be shared. Waking it takes 50 to 200 µs.
const spins = 1_000_000

// helper is a goroutine that helps whoever invites it.
type helper struct {
	invitation atomic.Pointer[share] // nil while it has none
	wake       chan struct{}         // holds at most one signal
}

var (
	helping sync.Mutex                // held by whoever adds helpers
	helpers atomic.Pointer[[]*helper] // replaced, never changed
)

func init() { helpers.Store(new([]*helper)) }

// invite asks h to help with s, unless somebody else has just asked it.
func (h *helper) invite(s *share) {
	s.holders.Add(1)
	if !h.invitation.CompareAndSwap(nil, s) {
		s.holders.Add(-1)
		return
	}
	select {
	case h.wake <- struct{}{}:
	default: // it is about to look anyway
	}
}

// withdraw takes back an invitation that h has not followed, so that a sleepy helper holds no share.
func (h *helper) withdraw(s *share) {
	if h.invitation.CompareAndSwap(s, nil) {
		s.leave()
	}
}

func (h *helper) help() {
	runtime.LockOSThread() // so that the system finds it on the core where it was, not on that of whoever wakes it
	for range h.wake {
		for i := 0; i < spins; i++ {
			if h.invitation.Load() == nil {
				continue
			}
			if s := h.invitation.Swap(nil); s != nil {
				s.run()
				s.leave()
				i = 0
			}
		}
	}
}

// run computes parts until none is left to begin.
func (s *share) run() {
	for {
		if closed := gate.Load(); closed != nil {
			<-*closed
			continue
		}
		i := int(s.next.Add(1)) - 1
		if i >= s.parts {
			return
		}
		if lo, hi := s.cut.bounds(i, s.parts); lo < hi {
			s.work.part(lo, hi)
		}
		s.left.Add(-1)
		s.done.Done()
	}
}

// leave gives the share back once the last holder is gone: a helper may begin to look when the work is done.
func (s *share) leave() {
	if s.holders.Add(-1) == 0 {
		s.work = nil
		shares.give(s)
	}
}

// store keeps idle values for reuse. Unlike a sync.Pool it drops none, so its size is the largest number ever in use
// at once.
type store[T any] struct {
	mutex sync.Mutex
	idle  []*T // guarded by mutex
}

func (s *store[T]) take() *T {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if n := len(s.idle); n > 0 {
		x := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return x
	}
	return new(T)
}

func (s *store[T]) give(x *T) {
	s.mutex.Lock()
	s.idle = append(s.idle, x)
	s.mutex.Unlock()
}
