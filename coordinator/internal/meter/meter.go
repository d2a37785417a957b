// Package meter counts and measures for Prometheus what a coordinator does. It decides nothing, and keeps nothing that the
// engine needs: what it shows of campaigns it reads from the same views as the dashboard, when it is asked.
//
// Labels are bounded: procedures and codes by the API, campaigns by campaignsMax, the newest first.
package meter

import (
	"net/http"
	"sync/atomic"
	"time"

	"connectrpc.com/connect"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"quire/coordinator/internal/engine"
	"quire/coordinator/internal/store"
	"quire/coordinator/round"
)

// campaignsMax bounds the campaigns that have series of their own.
const campaignsMax = 100

// Meter holds the counters of one process. It is safe for concurrent use.
type Meter struct {
	registry *prometheus.Registry
	calls    *prometheus.HistogramVec
	space    atomic.Pointer[store.Space]
	doorbell atomic.Bool
}

// New returns the meter of an engine.
func New(e *engine.Engine, version string) *Meter {
	m := &Meter{registry: prometheus.NewRegistry(), calls: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "quire_call_duration_seconds", Help: "Calls of the API that this coordinator answered itself, by procedure and code.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
	}, []string{"procedure", "code"})}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "quire_build_info", Help: "Always 1; the version is a label.", ConstLabels: prometheus.Labels{"version": version}})
	build.Set(1)
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), m.calls, build, &campaigns{m, e})
	return m
}

// Handler serves the metrics.
func (m *Meter) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Call notes a call that was answered; err is nil or has a connect code.
func (m *Meter) Call(procedure string, took time.Duration, err error) {
	code := "ok"
	if err != nil {
		code = connect.CodeOf(err).String()
	}
	m.calls.WithLabelValues(procedure, code).Observe(took.Seconds())
}

// Space notes how full etcd is.
func (m *Meter) Space(s store.Space) { m.space.Store(&s) }

// Doorbell notes whether NATS can be reached.
func (m *Meter) Doorbell(connected bool) { m.doorbell.Store(connected) }

// campaigns reads the engine's views when Prometheus asks.
type campaigns struct {
	m *Meter
	e *engine.Engine
}

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("quire_"+name, help, labels, nil)
}

var (
	leading   = desc("leading", "1 if this coordinator leads. The sum over all coordinators is 1, but for some seconds of a takeover.")
	doorbell  = desc("doorbell_connected", "1 if NATS can be reached.")
	etcdBytes = desc("etcd_database_bytes", "Size of the fullest etcd member's database.")
	etcdQuota = desc("etcd_quota_bytes", "Its quota. Issuing stops at 70 % of it.")
	stage     = desc("campaign_stage", "1 for the stage that the campaign is in.", "campaign", "stage")
	paused    = desc("campaign_paused", "1 while an operator has paused it.", "campaign")
	open      = desc("campaign_round", "The open round.", "campaign")
	rounds    = desc("campaign_rounds", "Rounds that the spec asks for.", "campaign")
	tasks     = desc("campaign_tasks", "Tasks of the open round, by status.", "campaign", "status")
	online    = desc("campaign_trainers_online", "Trainers heard of in the last 30 seconds.", "campaign")
	rows      = desc("campaign_ledger_rows_total", "Accepted contributions.", "campaign")
	loss      = desc("campaign_loss_nats", "Mean loss of the last closed round, per token.", "campaign")
)

// Describe implements prometheus.Collector.
func (c *campaigns) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{leading, doorbell, etcdBytes, etcdQuota, stage, paused, open, rounds, tasks, online, rows, loss} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (c *campaigns) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	gauge(leading, one(c.e.Leading()))
	gauge(doorbell, one(c.m.doorbell.Load()))
	if s := c.m.space.Load(); s != nil {
		gauge(etcdBytes, float64(s.Bytes))
		gauge(etcdQuota, float64(s.Quota))
	}
	views, err := c.e.LookAll()
	if err != nil {
		return // a stand-by has no campaigns
	}
	for _, v := range views[:min(len(views), campaignsMax)] {
		gauge(stage, 1, v.Name, string(v.State.Stage))
		gauge(paused, one(v.State.Paused != ""), v.Name)
		gauge(open, float64(v.State.Round), v.Name)
		gauge(rounds, float64(v.Parsed.Recipe.Rounds), v.Name)
		gauge(online, float64(v.Online), v.Name)
		out <- prometheus.MustNewConstMetric(rows, prometheus.CounterValue, float64(v.Rows), v.Name)
		if n := len(v.Rounds); n > 1 {
			gauge(loss, v.Rounds[n-1].Loss, v.Name)
		}
		counts := map[round.Status]int{}
		for _, slot := range v.Slots {
			counts[slot.Status]++
		}
		for _, s := range []round.Status{round.Waiting, round.Open, round.Leased, round.Accepted, round.Quarantined} {
			gauge(tasks, float64(counts[s]), v.Name, string(s))
		}
	}
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
