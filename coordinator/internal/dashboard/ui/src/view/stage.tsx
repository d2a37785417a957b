import type { Stage } from "../wire";

const names: Record<Stage, string> = {
  funding: "Funding", training: "Training", trained: "Trained", failed: "Failed", unknown: "Unknown stage",
};

// StageMark names a stage; its ornament tells the stages apart without colour.
export function StageMark({ stage }: { stage: Stage }) {
  return (
    <span class={`stage ${stage}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {stage === "funding" && <path class="line" d="M6 1l5 5-5 5-5-5z" />}
        {stage === "training" && <path d="M6 1l5 5-5 5-5-5z" />}
        {stage === "trained" && <path class="line" d="M1 6.500l3.500 3.500L11 2" />}
        {(stage === "failed" || stage === "unknown") && <path class="line" d="M2 2l8 8M10 2l-8 8" />}
      </svg>
      {names[stage]}
    </span>
  );
}
