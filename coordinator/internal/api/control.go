package api

import (
	"context"
	"fmt"

	"connectrpc.com/connect"

	"quire/coordinator/campaign"
	"quire/coordinator/internal/engine"
	quirev1 "quire/proto/quire/v1"
)

func (s *operatorService) ControlCampaign(ctx context.Context, r *connect.Request[quirev1.ControlCampaignRequest]) (*connect.Response[quirev1.ControlCampaignResponse], error) {
	if !printable(r.Msg.Why) {
		return nil, fmt.Errorf("%w: why %.60q holds what cannot be printed", errMalformed, r.Msg.Why)
	}
	var event campaign.Event
	switch r.Msg.Control {
	case quirev1.Control_CONTROL_PAUSE:
		event = campaign.Pause{Why: r.Msg.Why}
	case quirev1.Control_CONTROL_RESUME:
		event = campaign.Resume{}
	case quirev1.Control_CONTROL_CANCEL:
		event = campaign.Cancel{Why: r.Msg.Why}
	default:
		return nil, fmt.Errorf("%w: control %d is none of pause, resume and cancel", errMalformed, r.Msg.Control)
	}
	reason, err := s.cfg.Engine.Control(ctx, caller(ctx), r.Msg.Campaign, event)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.ControlCampaignResponse{Reason: reason}), nil
}

func (s *operatorService) GetTask(ctx context.Context, r *connect.Request[quirev1.GetTaskRequest]) (*connect.Response[quirev1.GetTaskResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	t, err := s.cfg.Engine.Task(ctx, caller(ctx), r.Msg.Campaign, task)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(taskView(t)), nil
}

func (s *operatorService) ListQuarantine(ctx context.Context, r *connect.Request[quirev1.ListQuarantineRequest]) (*connect.Response[quirev1.ListQuarantineResponse], error) {
	tasks, err := s.cfg.Engine.Quarantine(ctx, caller(ctx), r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListQuarantineResponse{}
	for _, t := range tasks {
		m.Tasks = append(m.Tasks, taskView(t))
	}
	return connect.NewResponse(m), nil
}

func (s *operatorService) ReleaseQuarantine(ctx context.Context, r *connect.Request[quirev1.ReleaseQuarantineRequest]) (*connect.Response[quirev1.ReleaseQuarantineResponse], error) {
	task, err := digest("task", r.Msg.Task)
	if err != nil {
		return nil, err
	}
	return connect.NewResponse(&quirev1.ReleaseQuarantineResponse{}), s.cfg.Engine.ReleaseQuarantine(ctx, caller(ctx), r.Msg.Campaign, task)
}

func (s *operatorService) ListAudit(ctx context.Context, r *connect.Request[quirev1.ListAuditRequest]) (*connect.Response[quirev1.ListAuditResponse], error) {
	acts, err := s.cfg.Engine.Acts(ctx, caller(ctx), r.Msg.Campaign)
	if err != nil {
		return nil, err
	}
	m := &quirev1.ListAuditResponse{}
	for _, a := range acts {
		m.Acts = append(m.Acts, &quirev1.Act{AtMs: a.AtMs, By: a.By.Hex(), What: a.What})
	}
	return connect.NewResponse(m), nil
}

func taskView(t engine.TaskView) *quirev1.GetTaskResponse {
	m := &quirev1.GetTaskResponse{
		Round: uint32(t.Round), SinceMs: t.Slot.Since, DeadlineMs: t.Slot.Deadline, Row: t.Row,
		State: &quirev1.TaskState{
			Kind: string(t.Slot.Kind), Index: uint32(t.Slot.Index), Task: t.Slot.Task.String(),
			Status: string(t.Slot.Status), Attempt: t.Slot.Attempt, Output: t.Slot.Output.String(),
		},
	}
	if t.Slot.Attempt > 0 {
		m.State.Node = t.Slot.Node.Hex()
	}
	return m
}
