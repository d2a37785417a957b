// chart draws the loss curve. uPlot is loaded when the first curve is drawn; it is the larger half of the page's code.
import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { loss } from "../format";
import type { Round } from "../wire";
import { painted } from "./theme";

const heightPx = 280;
const face = '12px "Helvetica Neue", Arial, sans-serif';

// LossChart draws one point a round and the baseline, unless it is 0, as a dashed line. Arrow keys move the cursor and
// speak the value; the table beside it says the same.
export function LossChart(p: { rounds: Round[]; baseline: number; last: number }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const data: uPlot.AlignedData = [p.rounds.map((r) => r.number), p.rounds.map((r) => r.loss)];
  const colours = painted.value;

  useEffect(() => {
    let gone = false;
    const watch = new ResizeObserver(([entry]) => plot.current?.setSize({ width: entry!.contentRect.width, height: heightPx }));
    import("uplot").then(({ default: UPlot }) => {
      if (gone || box.current === null) return;
      plot.current = new UPlot(options(box.current, p.baseline, p.last, setAt), data, box.current);
      watch.observe(box.current);
    }, () => setFailed(true));
    return () => {
      gone = true;
      watch.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [colours, p.baseline, p.last]);
  useEffect(() => plot.current?.setData(data), [p.rounds]);

  const step = (e: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -p.rounds.length, End: p.rounds.length }[e.key];
    const u = plot.current;
    if (move === undefined || u === null) return;
    e.preventDefault();
    const i = Math.min(p.rounds.length - 1, Math.max(0, (at ?? p.rounds.length - 1) + move));
    const r = p.rounds[i]!;
    u.setCursor({ left: u.valToPos(r.number, "x"), top: u.valToPos(r.loss, "y") });
    setAt(i);
  };

  const shown = p.rounds[at ?? p.rounds.length - 1] ?? p.rounds.at(-1)!;
  if (failed) return <p class="problem">The chart’s code could not be loaded. The table has the same numbers.</p>;
  return (
    <>
      <p class="readout" role="status"><span>Round {shown.number}</span> <strong>{loss(shown.loss)}</strong> nats per token</p>
      <div class="chart" ref={box} tabIndex={0} role="group" aria-label="Loss by round. Arrow keys read the values." onKeyDown={step} onBlur={() => setAt(null)} />
    </>
  );
}

function options(box: HTMLElement, baseline: number, last: number, pick: (i: number | null) => void): uPlot.Options {
  const ink = colour(box, "--ink"), muted = colour(box, "--muted"), rule = colour(box, "--hair"), rubric = colour(box, "--rubric");
  const axis: uPlot.Axis = { stroke: muted, font: face, grid: { stroke: rule, width: 1 }, ticks: { show: false }, gap: 8 };
  return {
    width: box.clientWidth, height: heightPx, padding: [16, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 9, fill: rubric, stroke: rubric }, drag: { x: false, y: false } },
    scales: {
      // The empty part of the axis is what is still to come, but never more than half of it.
      x: { time: false, range: (u) => [1, Math.min(Math.max(2, last), Math.max(8, 2 * (u.data[0].at(-1) ?? 1)))] },
      y: { range: (_u, low, high) => pad(Math.min(low, baseline || low), Math.max(high, baseline)) },
    },
    axes: [
      { ...axis, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000], label: "round", labelFont: face, labelSize: 22, size: 28 },
      { ...axis, size: 44, values: (_u, ticks) => ticks.map((t) => t.toFixed(1)) },
    ],
    series: [
      {},
      { stroke: ink, width: 2, points: { show: (u) => u.data[0].length < 3, fill: ink } },
    ],
    hooks: {
      draw: [(u) => end(u, ink)],
      setCursor: [(u) => pick(u.cursor.idx ?? null)],
      drawAxes: [(u) => { if (baseline > 0) dashed(u, baseline, rubric); }],
    },
  };
}

// dashed draws the baseline over the whole axis, and writes beside it what it is.
function dashed(u: uPlot, baseline: number, stroke: string): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const y = u.valToPos(baseline, "y", true);
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([6 * ratio, 5 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.fillStyle = stroke;
  ctx.font = face.replace("12px", `${12 * ratio}px`);
  ctx.textAlign = "right";
  ctx.textBaseline = "bottom";
  ctx.fillText(`without context: ${baseline.toFixed(2)}`, bbox.left + bbox.width, y - 5 * ratio);
  ctx.restore();
}

// end marks the newest round.
function end(u: uPlot, fill: string): void {
  const i = u.data[0].length - 1;
  const { ctx } = u;
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.arc(u.valToPos(u.data[0][i]!, "x", true), u.valToPos(u.data[1]![i]!, "y", true), 4 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.fill();
}

function pad(low: number, high: number): [number, number] {
  const room = Math.max((high - low) * 0.08, 0.05);
  return [Math.max(0, low - room), high + room];
}

// colour resolves a token of the style sheet to what a canvas understands.
function colour(box: HTMLElement, name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}
