import { toErrorReport } from '#shared/errors.ts';
import { localPixels } from './local-pixels.ts';
import type { PixelAnswer, PixelCall } from './pixel-operations.ts';

/** The pixel process: answers every call once; calls run side by side, their waits interleave. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: PixelCall }) => void): void;
  postMessage(message: PixelAnswer): void;
}

const { parentPort } = process as unknown as { parentPort: ParentPort };

async function answer({ id, operation, parameters }: PixelCall): Promise<PixelAnswer> {
  try {
    const run = localPixels[operation] as (...parameters: readonly unknown[]) => Promise<unknown>;
    return { id, value: await run(...parameters) };
  } catch (error) {
    return { id, error: toErrorReport(error) };
  }
}

parentPort.on('message', ({ data }) => void answer(data).then((message) => parentPort.postMessage(message)));
