package api

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"connectrpc.com/connect"

	"quire/proto/call"
	"quire/proto/quire/v1/quirev1connect"
)

// class of a call, by what it costs the campaign if it has to wait. What is done for a task in hand never waits for those
// who come for a new one.
type class int

const (
	forWork class = iota // asks for work: Join, Lease
	ofWork               // carries work that was done, or money: everything else that is signed
	reading              // looks
	classes
)

// insideMax bounds the calls of a class that are being answered: for work and of work together what the loop and etcd do
// in about a second, for readers what does not disturb that.
var insideMax = [classes]int{forWork: 512, ofWork: 1024, reading: 512}

const (
	// backMin and backMax bound how long a caller is sent away, if he is sent away.
	backMin = 1 * time.Second
	backMax = 60 * time.Second
	// backRate is how many callers of a class are asked to come back in a second: a fraction of what can be served, since
	// others come unasked.
	backRate = 400
)

// turnedAway is under what calls are counted that were not let in: their paths may be anything.
var turnedAway = [classes]string{forWork: "(for work)", ofWork: "(of work)", reading: "(reading)"}

// errCrowd goes with the header Retry-After, in seconds.
var errCrowd = errors.New("too many calls at once: come back when the header Retry-After says, and a random moment later")

// gate admits so many calls at once and gives everybody else a time of his own to come back, so that a herd that comes
// together does not come together again. It is safe for concurrent use.
//
// The last quarter of the places is for campaigns that have less than their share of all: a herd that comes for one
// campaign does not keep the others' trainers out.
type gate struct {
	mu     sync.Mutex
	inside [classes]int            // guarded by mu; 0 ≤ inside ≤ insideMax
	of     [classes]map[string]int // guarded by mu; inside by campaign, which is what the call says; none is 0
	last   [classes]time.Time      // guarded by mu; the last time given
}

// enter admits a call, or returns how long it is to stay away. Who was admitted has to leave.
func (g *gate) enter(now time.Time, c class, campaign string) (away time.Duration, ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.of[c] == nil {
		g.of[c] = map[string]int{}
	}
	mine, most := g.of[c][campaign], insideMax[c]
	share := most / (len(g.of[c]) + 1) // there may always come one more
	if g.inside[c] < shared(most) || g.inside[c] < most && mine < share {
		g.inside[c]++
		g.of[c][campaign]++
		return 0, true
	}
	next := g.last[c].Add(time.Second / backRate)
	if soonest := now.Add(backMin); next.Before(soonest) || next.After(now.Add(backMax)) {
		next = soonest // none are waiting, or so many that the times are given out once more
	}
	g.last[c] = next
	return next.Sub(now), false
}

// shared is how many of the places any campaign may take.
func shared(most int) int { return most * 3 / 4 }

func (g *gate) leave(c class, campaign string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside[c]--
	if g.of[c][campaign]--; g.of[c][campaign] == 0 {
		delete(g.of[c], campaign)
	}
}

// classOf tells calls apart by their path, before anything of them is read.
func classOf(path string) class {
	switch {
	case path == quirev1connect.ContributorServiceJoinProcedure, path == quirev1connect.ContributorServiceLeaseProcedure:
		return forWork
	case strings.HasPrefix(path, "/"+quirev1connect.ContributorServiceName+"/"), strings.HasPrefix(path, "/"+quirev1connect.OperatorServiceName+"/"):
		return ofWork
	}
	return reading
}

// gated lets a call in, or sends it away before it costs anything.
func (s *server) gated(next http.Handler) http.Handler {
	refuse := connect.NewErrorWriter()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, campaign := classOf(r.URL.Path), r.Header.Get(call.HeaderCampaign)
		away, ok := s.gate.enter(s.cfg.Now(), c, campaign)
		if ok {
			defer s.gate.leave(c, campaign)
			next.ServeHTTP(w, r)
			return
		}
		s.cfg.Observe(turnedAway[c], 0, connect.NewError(connect.CodeResourceExhausted, errCrowd))
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(away.Seconds()))))
		if refuse.IsSupported(r) {
			_ = refuse.Write(w, r, connect.NewError(connect.CodeResourceExhausted, errCrowd))
			return
		}
		http.Error(w, errCrowd.Error(), http.StatusServiceUnavailable)
	})
}
