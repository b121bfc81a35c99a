import type { Rect } from '#shared/geometry/rect.ts';
import type { StepId } from '#shared/runs/run-plan.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import type { OverlaidPicture, Turn, TurnStart, TurnStep } from '#shared/runs/turns.ts';
import { turnLayout } from '#renderer/bridge/image-addresses.ts';
import type { App } from '#renderer/stores/app.svelte.ts';
import { inheritedSteps } from '#renderer/stores/turns.svelte.ts';
import type { KeptCell } from '#renderer/stores/kept-cells.ts';
import type { BlendedView } from './layers/blended-layer.ts';
import type { PhotoView } from './layers/photo-layer.ts';

/** What one pane of the canvas shows: the photo or a turn, and pictures of AR steps and of the detail stage over it. */
export interface StagePicture extends BlendedView {
  readonly steps: readonly OverlaidPicture[];
  /** Cells of finished turns that stay while the rest is made. */
  readonly kept: readonly KeptCell[];
  /** The step a new turn would start from: the overlay shows what stays and what is made anew. */
  readonly branch: StepId | null;
}

/** The bounds of the picture as it is, or as it will be once a turn is accepted. */
export function shownBounds({ documents, run, turns, view }: App): Rect | null {
  const { current } = documents;
  if (current === null) return null;
  const region = run.busy || turns.waiting ? turns.tree : null;
  return view.showBefore || region === null ? current.bounds : region.bounds;
}

/** What the canvas shows where no two turns are compared. */
export function stagePicture(app: App): StagePicture {
  const { run, turns, view } = app;
  const base = photoOf(app, null);
  const nothing = { over: null, steps: [], kept: [], branch: null };
  if (view.showBefore) {
    const original = !run.busy && !turns.waiting;
    return { photo: { ...base, original, switching: true }, ...nothing };
  }
  const { shown } = turns;
  if (shown === null) {
    if (!run.busy) return { ...nothing, ...withOpacity(app, base, null) };
    const start = run.running?.start ?? null;
    const steps = [...inheritedSteps(turns.list, start), ...run.made.steps];
    const pictures = [...momentPictures(steps, null), ...run.made.previews];
    return { photo: base, over: null, steps: pictures, kept: keptOf(start), branch: null };
  }
  if (view.showLayout) return { photo: base, ...nothing, steps: [layoutOf(shown)] };
  const pointed = momentStep(turns.pointed, turns.selected);
  if (pointed !== null) return { photo: base, ...nothing, steps: momentPictures(shown.steps, pointed) };
  if (turns.selected !== null && turns.mode !== 'compare') {
    const before = stepBefore(shown.steps, turns.selected);
    const steps = before === null ? [] : momentPictures(shown.steps, before.at);
    return { photo: base, ...nothing, steps, branch: turns.selected };
  }
  return { ...nothing, ...withOpacity(app, base, shown.id) };
}

/** One side of a comparison; null = the photo before. */
export function comparedPicture(app: App, turnId: string | null): StagePicture {
  return { steps: [], kept: [], branch: null, ...withOpacity(app, photoOf(app, null), turnId) };
}

/** The photo or a version of it, its fill as faint as that is chosen. */
function withOpacity(app: App, base: PhotoView, turnId: string | null): BlendedView {
  const { shown, ofVersion } = app.opacity;
  // A picture that lies askew is drawn by another way.
  const isLevel = app.crop.degrees === 0;
  if (shown === null || !isLevel || (ofVersion && turnId === null))
    return { photo: photoOf(app, turnId), over: null };
  const alpha = shown / 100;
  if (turnId !== null) return { photo: base, over: { photo: photoOf(app, turnId), alpha } };
  const [photo, whole] = (['before-fill', 'whole-fill'] as const).map((part) => ({ ...base, part }));
  return { photo: photo!, over: { photo: whole!, alpha } };
}

/** The step whose moment shows: the one pointed at, unless it is the one that was chosen. */
export function momentStep(pointed: StepId | null, selected: StepId | null): StepId | null {
  return pointed !== null && (selected === null || compareSteps(pointed, selected) !== 0) ? pointed : null;
}

function keptOf(start: TurnStart | null): readonly KeptCell[] {
  if (start?.kind !== 'keep') return [];
  return start.kept.flatMap(({ turnId, cells }) =>
    [...cells.cells.keys()]
      .filter((index) => cells.cells[index] !== 0)
      .map((index) => ({
        turnId,
        row: cells.row + Math.floor(index / cells.columns),
        column: cells.column + (index % cells.columns),
      })),
  );
}

/** The picture without the detail stage as one that is laid over the photo. */
function layoutOf({ id, rect }: Turn): OverlaidPicture {
  return { rect, url: turnLayout(id), width: rect.width, height: rect.height };
}

function photoOf(app: App, turnId: string | null): PhotoView {
  const switching = app.run.busy || app.turns.waiting;
  return {
    document: app.documents.current,
    turnId,
    original: false,
    part: null,
    switching,
    bounds: shownBounds(app),
  };
}

/**
 * The pictures that together are the moment after an AR step: the step's own, over the last one of every window before it
 * (protocol.ts). A step without a picture is shown by the last one before it in its window.
 * @param steps in the order they were made @param upTo the last step that counts; null = all
 */
export function momentPictures(steps: readonly TurnStep[], upTo: StepId | null): readonly TurnStep[] {
  const last = new Map<number, TurnStep>();
  for (const step of steps) {
    if (upTo !== null && compareSteps(step.at, upTo) > 0) break;
    if (step.url !== null) last.set(step.at.pass, step);
  }
  return [...last.values()];
}

/** The step before this one; null where it is the first. */
export function stepBefore(steps: readonly TurnStep[], at: StepId): TurnStep | null {
  const index = steps.findIndex((step) => compareSteps(step.at, at) === 0);
  return index > 0 ? steps[index - 1]! : null;
}
