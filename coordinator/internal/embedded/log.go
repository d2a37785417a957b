package embedded

import (
	"context"
	"fmt"
	"log/slog"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// zapTo returns a zap logger for etcd that writes to log. etcd reports 64 lines for a clean start and stop, errors among
// them, so everything becomes Debug but the words before a panic or an exit: those must not be lost.
func zapTo(log *slog.Logger) *zap.Logger { return zap.New(zapCore{log: log}) }

// zapCore is a zapcore.Core on top of slog. It keeps no buffer.
type zapCore struct {
	log    *slog.Logger
	fields []zapcore.Field
}

func (c zapCore) level(l zapcore.Level) slog.Level {
	if l >= zapcore.DPanicLevel {
		return slog.LevelError
	}
	return slog.LevelDebug
}

func (c zapCore) Enabled(l zapcore.Level) bool {
	return l >= zapcore.WarnLevel && c.log.Enabled(context.Background(), c.level(l))
}

func (c zapCore) With(fields []zapcore.Field) zapcore.Core {
	return zapCore{log: c.log, fields: append(c.fields[:len(c.fields):len(c.fields)], fields...)}
}

func (c zapCore) Check(e zapcore.Entry, ce *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if c.Enabled(e.Level) {
		return ce.AddCore(e, c)
	}
	return ce
}

func (c zapCore) Write(e zapcore.Entry, fields []zapcore.Field) error {
	m := zapcore.NewMapObjectEncoder()
	for _, f := range c.fields {
		f.AddTo(m)
	}
	for _, f := range fields {
		f.AddTo(m)
	}
	c.log.Log(context.Background(), c.level(e.Level), "etcd: "+e.Message, slog.Any("fields", m.Fields))
	return nil
}

func (c zapCore) Sync() error { return nil }

// natsLog is a logger of nats-server on top of slog. Its warnings and errors concern clients and storage; notices and
// traces (which would show messages) are dropped.
type natsLog struct{ log *slog.Logger }

func (l natsLog) Noticef(string, ...any)    {}
func (l natsLog) Debugf(string, ...any)     {}
func (l natsLog) Tracef(string, ...any)     {}
func (l natsLog) Warnf(f string, a ...any)  { l.log.Debug("nats: " + fmt.Sprintf(f, a...)) }
func (l natsLog) Errorf(f string, a ...any) { l.log.Warn("nats: " + fmt.Sprintf(f, a...)) }
func (l natsLog) Fatalf(f string, a ...any) { l.log.Error("nats: " + fmt.Sprintf(f, a...)) }
