package engine_test

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"go.etcd.io/etcd/server/v3/embed"
	"go.uber.org/zap"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	"quire/proto/canon"
)

// These benchmarks measure the record: what the coordinator's loop and etcd, with every transaction synced to disk, take
// in. BenchmarkRound adds what a submission costs outside the loop: signatures and the object store.

// benchLanes is a large round, though not the largest.
const benchLanes = 1024

// etcds returns the endpoints of a cluster of n members of its own, on this machine's one disk.
func etcds(b testing.TB, n int) []string {
	b.Helper()
	var peers, clients []url.URL
	var cluster []string
	for i := range n {
		peers, clients = append(peers, freeURL(b)), append(clients, freeURL(b))
		cluster = append(cluster, fmt.Sprintf("m%d=%s", i, peers[i].String()))
	}
	var endpoints []string
	members := make([]*embed.Etcd, n)
	var all sync.WaitGroup
	for i := range n {
		cfg := embed.NewConfig()
		cfg.Name, cfg.Dir, cfg.InitialCluster = fmt.Sprintf("m%d", i), b.TempDir(), strings.Join(cluster, ",")
		cfg.ListenClientUrls, cfg.AdvertiseClientUrls = clients[i:i+1], clients[i:i+1]
		cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = peers[i:i+1], peers[i:i+1]
		cfg.EnableGRPCGateway = false
		cfg.ZapLoggerBuilder = embed.NewZapLoggerBuilder(zap.NewNop())
		endpoints = append(endpoints, clients[i].String())
		all.Go(func() {
			members[i] = must(embed.StartEtcd(cfg))
			<-members[i].Server.ReadyNotify()
		})
	}
	all.Wait()
	b.Cleanup(func() {
		for _, m := range members {
			m.Close()
		}
	})
	return endpoints
}

func freeURL(b testing.TB) url.URL {
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	defer l.Close()
	return url.URL{Scheme: "http", Host: l.Addr().String()}
}

// training is a campaign whose first round of lanes is open, and n nodes that have joined it.
func training(b *testing.B, etcd []string, batchMax, lanes, n int) (*world, []common.Address) {
	b.Helper()
	w := newWorldOn(b, etcd, own.S3.Bucket, batchMax, false, func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Slices = lanes, 1 })
	h := w.hand()
	j := h.lease()
	if _, err := h.submit(j.submit); err != nil {
		b.Fatal(err)
	}
	w.until("training", func() bool { return w.view().State.Round == 1 })
	nodes := make([]common.Address, n)
	for i := range nodes {
		nodes[i] = common.Address{0x77, byte(i >> 16), byte(i >> 8), byte(i)}
	}
	return w, nodes
}

// spread calls f for 0 to n−1 from so many callers, and returns how long each call took, sorted, and all together.
func spread(n, callers int, f func(i int)) (took []time.Duration, all time.Duration) {
	took = make([]time.Duration, n)
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var group sync.WaitGroup
	begin := time.Now()
	for range callers {
		group.Go(func() {
			for i := range next {
				at := time.Now()
				f(i)
				took[i] = time.Since(at)
			}
		})
	}
	group.Wait()
	all = time.Since(begin)
	slices.Sort(took)
	return took, all
}

func (w *world) join(nodes []common.Address, callers int) time.Duration {
	_, all := spread(len(nodes), callers, func(i int) {
		must(w.engine.Join(context.Background(), w.spec.Name, nodes[i], engine.Registration{Payout: nodes[i], Path: "bench"}))
	})
	return all
}

// leases has every node ask once and returns what those that got a task would hand in.
func (w *world) leases(nodes []common.Address, callers int) (jobs []engine.Submission, took []time.Duration, all time.Duration) {
	var mu sync.Mutex
	took, all = spread(len(nodes), callers, func(i int) {
		g := must(w.engine.Lease(context.Background(), w.spec.Name, nodes[i], canon.Digest{}))
		if g.Task == nil {
			return
		}
		task := canon.Sum(g.Task)
		mu.Lock()
		defer mu.Unlock()
		jobs = append(jobs, engine.Submission{Node: nodes[i], Task: task, Attempt: g.Attempt, Output: task[:], Signature: make([]byte, 65)})
	})
	return jobs, took, all
}

func rate(n int, all time.Duration) float64 { return float64(n) / all.Seconds() }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkAcceptance: acceptances a second, with and without group commit, on one etcd and on three.
func BenchmarkAcceptance(b *testing.B) {
	for _, etcd := range []struct {
		name string
		at   func(*testing.B) []string
	}{{"one-etcd", func(*testing.B) []string { return own.EtcdEndpoints }}, {"three-etcds", func(b *testing.B) []string { return etcds(b, 3) }}} {
		for _, commit := range []struct {
			name     string
			batchMax int
		}{{"together", 0}, {"one-by-one", 1}} {
			for _, callers := range []int{1, 32, 256} {
				b.Run(fmt.Sprintf("%s/%s/callers=%d", etcd.name, commit.name, callers), func(b *testing.B) {
					endpoints, accepted, spent := etcd.at(b), 0, time.Duration(0)
					var took []time.Duration
					for b.Loop() {
						lanes := min(benchLanes, 256*callers)
						w, nodes := training(b, endpoints, commit.batchMax, lanes, lanes)
						w.join(nodes, 256)
						jobs, _, _ := w.leases(nodes, 256)
						some, all := spread(len(jobs), callers, func(i int) {
							must(w.engine.Accept(context.Background(), w.spec.Name, jobs[i]))
						})
						w.stop()
						accepted, spent, took = accepted+len(jobs), spent+all, append(took, some...)
					}
					slices.Sort(took)
					b.ReportMetric(rate(accepted, spent), "accepted/s")
					b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
					b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
					b.ReportMetric(0, "ns/op")
				})
			}
		}
	}
}

// BenchmarkTrainers: ten thousand join, all ask for a task at once, and every holder renews its lease.
func BenchmarkTrainers(b *testing.B) {
	const trainers, callers = 10_000, 1000
	for b.Loop() {
		w, nodes := training(b, own.EtcdEndpoints, 0, benchLanes, trainers)
		before := heap()
		joined := w.join(nodes, callers)
		b.ReportMetric(float64(heap()-before)/trainers, "B/trainer")
		b.ReportMetric(rate(trainers, joined), "joins/s")
		jobs, took, all := w.leases(nodes, callers)
		b.ReportMetric(rate(trainers, all), "leases/s")
		b.ReportMetric(ms(took[trainers/2]), "lease-p50-ms")
		b.ReportMetric(ms(took[trainers*99/100]), "lease-p99-ms")
		_, all = spread(len(jobs), callers, func(i int) {
			must(w.engine.Held(context.Background(), w.spec.Name, jobs[i].Node, jobs[i].Task, jobs[i].Attempt))
		})
		b.ReportMetric(rate(len(jobs), all), "renewals/s")
		w.stop()
	}
	b.ReportMetric(0, "ns/op")
}

// heap returns the bytes that are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkRound: whole rounds of a lane for each of 32 trainers who compute nothing. What is left is coordination: leases,
// uploads, submissions, the journal, records, the next round.
func BenchmarkRound(b *testing.B) {
	const trainers, rounds, task = 32, 4, 60 * time.Second
	var spent time.Duration
	for b.Loop() {
		w := newWorld(b, false, func(s *campaign.Spec) { s.Recipe.Lanes, s.Recipe.Rounds = trainers, rounds })
		hands := make([]*hand, trainers)
		for i := range hands {
			hands[i] = w.hand()
		}
		begin := time.Now()
		spread(trainers, trainers, func(i int) {
			for w.view().State.Stage == campaign.Training {
				if j := hands[i].lease(); j == nil {
					time.Sleep(10 * time.Millisecond) // the doorbell's part
				} else {
					must(hands[i].submit(j.submit))
				}
			}
		})
		spent += time.Since(begin) / (rounds + 1)
		w.stop()
	}
	each := spent / time.Duration(b.N)
	b.ReportMetric(ms(each), "ms/round")
	b.ReportMetric(100*each.Seconds()/task.Seconds(), "%-of-60s-tasks")
	b.ReportMetric(0, "ns/op")
}
