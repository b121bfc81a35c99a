import { toErrorReport } from '#shared/error-report.ts';
import { inLanguage } from '#shared/text/child-language.ts';
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

const receive = inLanguage<PixelCall>(
  (call) => void answer(call).then((message) => parentPort.postMessage(message)),
);
parentPort.on('message', ({ data }) => receive(data));
