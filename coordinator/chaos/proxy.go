package main

import (
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// mode is what a proxy does to bytes.
type mode int

const (
	pass      mode = iota
	refuse         // new connections are closed, old ones are cut: a server that is gone
	swallow        // bytes vanish, both ways: a partition
	dropReply      // requests arrive, answers vanish: the operation happened, and nobody is told
)

const (
	// proxyDial bounds connecting to one of the servers behind a proxy.
	proxyDial = 2 * time.Second
	// swallowPause is how often a direction that is cut looks whether it is open again.
	swallowPause = 5 * time.Millisecond
)

// proxy is a TCP load balancer that a test can break: it hands each connection to a random server that answers. It stands
// for the network and for a cluster's service address. It is safe for concurrent use.
type proxy struct {
	listener net.Listener
	targets  []string

	breakAfter atomic.Int64 // each direction of a connection breaks off before this many bytes have passed; 0 for never
	broken     atomic.Int64 // directions that did

	mu   sync.Mutex
	mode mode                  // guarded by mu
	open map[net.Conn]struct{} // guarded by mu
}

// newProxy listens on a free port in front of targets (host:port).
func newProxy(targets ...string) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{listener: l, targets: targets, open: map[net.Conn]struct{}{}}
	go p.accept() // ends with close
	return p, nil
}

func (p *proxy) address() string { return p.listener.Addr().String() }

// set changes the mode for old and new connections.
func (p *proxy) set(m mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = m
	if m == refuse {
		p.cut()
	}
}

// cutAll ends every connection once, as a rebooted router does.
func (p *proxy) cutAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cut()
}

// cut ends every connection. p.mu is held.
func (p *proxy) cut() {
	for c := range p.open {
		_ = c.Close()
	}
	clear(p.open)
}

func (p *proxy) now() mode {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mode
}

func (p *proxy) close() {
	_ = p.listener.Close()
	p.cutAll()
}

func (p *proxy) accept() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		if p.now() == refuse {
			_ = c.Close()
			continue
		}
		go p.serve(c) // ends with the connection
	}
}

func (p *proxy) serve(in net.Conn) {
	var out net.Conn
	for _, i := range rand.Perm(len(p.targets)) {
		c, err := net.DialTimeout("tcp", p.targets[i], proxyDial)
		if err == nil {
			out = c
			break
		}
	}
	if out == nil {
		_ = in.Close()
		return
	}
	p.mu.Lock()
	p.open[in], p.open[out] = struct{}{}, struct{}{}
	p.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { p.copy(out, in, func(m mode) bool { return m == swallow }) })
	both.Go(func() { p.copy(in, out, func(m mode) bool { return m == swallow || m == dropReply }) })
	both.Wait()
	p.mu.Lock()
	delete(p.open, in)
	delete(p.open, out)
	p.mu.Unlock()
}

// copy moves bytes from one side to the other. Bytes that are lost on the way end the connection when the fault is over:
// TCP delivers everything in order, or nothing more.
func (p *proxy) copy(to, from net.Conn, lost func(mode) bool) {
	defer to.Close()
	defer from.Close()
	buffer := make([]byte, 4<<10)
	var most, passed int64
	for {
		if limit := p.breakAfter.Load(); limit > 0 && most == 0 {
			most = passed + rand.Int64N(limit)
		} else if limit == 0 {
			most = 0
		}
		if most > 0 && passed >= most {
			p.broken.Add(1)
			return
		}
		n, err := from.Read(buffer)
		if n > 0 {
			hole := false
			for lost(p.now()) {
				hole = true
				time.Sleep(swallowPause)
			}
			if hole {
				return
			}
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
			passed += int64(n)
		}
		if err != nil {
			return
		}
	}
}
