import type { PackDirectories } from '#engine/packs/registry.ts';
import { randomUUID } from 'node:crypto';
import type { EditJob } from '#engine/protocol.ts';
import { emptySnapshot } from '#engine/tiles/snapshot.ts';
import { TesseraError } from '#shared/errors.ts';
import type { NewPictureIntent } from '#shared/contract/runs.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { EngineHost } from './engine-host.ts';

/** What making a picture of this size would take, while there is no document to hold it. @throws TesseraError pack-... */
export async function planNewPicture(
  engine: EngineHost,
  packs: PackDirectories,
  { width, height, settings }: NewPictureIntent,
): Promise<RunPlan> {
  // A plan reads no pixels: the snapshots stand for the picture and own no files.
  const layout = { directory: '', bounds: { x: 0, y: 0, width, height }, bitDepth: 8 } as const;
  const job: EditJob = {
    request: { kind: 'generate' },
    settings,
    pixels: emptySnapshot({ ...layout, channels: 3 }),
    mask: emptySnapshot({ ...layout, channels: 1 }),
    packs,
    earlier: [],
    kept: [],
    parentState: null,
    resume: null,
  };
  const result = await engine.request({ type: 'plan', id: randomUUID(), job });
  if (result.type === 'planned') return result.plan;
  throw new TesseraError('internal', 'The engine gave an unexpected answer. Nothing was changed. Try again.');
}
