import { parentPort } from 'node:worker_threads';
import { toErrorReport } from '#shared/error-report.ts';
import { TesseraError } from '#shared/errors.ts';
import { inLanguage } from '#shared/text/child-language.ts';
import { text } from '#shared/text/text.ts';
import { type KeptFile, readPhoto, writeVariant } from './in-this-thread.ts';
import { ownPhoto, type ThreadAnswer, type ThreadCall, transferred } from './thread-messages.ts';

/** A thread that reads photos and writes results (photo-threads.ts). What it keeps of a file stays here until that is closed. */
const files = new Map<string, KeptFile>();

async function answer(call: Exclude<ThreadCall, { kind: 'close' }>): Promise<ThreadAnswer> {
  const { id } = call;
  try {
    if (call.kind === 'write') {
      const kept = files.get(call.file);
      // It was kept by a thread that died.
      if (!kept) throw new TesseraError('internal', text.refusals.pixelsStopped);
      return { id, value: await writeVariant(call.variant, kept) };
    }
    const { photo, kept } = await readPhoto(call.request);
    files.set(id, kept);
    return { id, value: ownPhoto(photo) };
  } catch (error) {
    return { id, error: toErrorReport(error) };
  }
}

const receive = inLanguage<ThreadCall>((call) => {
  if (call.kind === 'close') return void files.delete(call.file);
  void answer(call).then((message) => parentPort!.postMessage(message, transferred(message)));
});
parentPort!.on('message', receive);
