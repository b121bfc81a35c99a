import { Worker } from 'node:worker_threads';
import { ChildRpc, type StartChild } from '#shared/child-rpc.ts';
import { TesseraError } from '#shared/errors.ts';
import { languageVariable } from '#shared/text/child-language.ts';
import { currentLanguage } from '#shared/text/language.ts';
import { text } from '#shared/text/text.ts';
import { ownScript } from '../own-script.ts';
import type { PhotoFile, PhotoFiles, PhotoRequest, ReadPhoto, WrittenPicture } from './photo-files.ts';
import { ownPatch, type ThreadAnswer, type ThreadCall, transferred } from './thread-messages.ts';

type ThreadRpc = ChildRpc<ThreadCall, ThreadAnswer, ReadPhoto | WrittenPicture>;

/** A thread and how many files it keeps. */
interface Thread {
  readonly rpc: ThreadRpc;
  /** Those that are being opened included. */
  files: number;
}

/** Threads that read photos and write results, so that the one that computes waits for neither. A file stays in its thread. */
export class PhotoThreads implements PhotoFiles {
  private readonly threads: Thread[] = [];
  private lastId = 0;

  /** @param max threads at most; each begins when it is needed */
  constructor(
    private readonly max: number,
    private readonly start: StartChild<ThreadCall, ThreadAnswer> = startThread,
  ) {}

  async open(request: PhotoRequest): Promise<{ readonly photo: ReadPhoto; readonly file: PhotoFile }> {
    const thread = this.leastBusy();
    const { rpc } = thread;
    const file = this.nextId();
    thread.files++;
    const close = (): void => {
      thread.files--;
      rpc.tell({ id: this.nextId(), kind: 'close', file });
    };
    try {
      const photo = (await rpc.call({ id: file, kind: 'open', request })) as ReadPhoto;
      return {
        photo,
        file: {
          write: (variant, isLast) =>
            rpc.call({
              id: this.nextId(),
              kind: 'write',
              ...{ file, isLast, variant: { ...variant, patch: ownPatch(variant.patch) } },
            }) as Promise<WrittenPicture>,
          close,
        },
      };
    } catch (error) {
      close();
      throw error;
    }
  }

  /** Ends the threads; nothing is read or written any more. */
  dispose(): void {
    for (const { rpc } of this.threads.splice(0)) rpc.stop(stopped());
  }

  private nextId(): string {
    return String(++this.lastId);
  }

  /** A new one as long as none is free and there may be more. */
  private leastBusy(): Thread {
    const [first] = this.threads.toSorted((one, other) => one.files - other.files);
    if (first && (first.files === 0 || this.threads.length >= this.max)) return first;
    const rpc: ThreadRpc = new ChildRpc({ start: this.start, read: replyOf, died: stopped });
    const thread = { rpc, files: 0 };
    this.threads.push(thread);
    return thread;
  }
}

const startThread: StartChild<ThreadCall, ThreadAnswer> = ({ message, exit }) => {
  const env = { ...process.env, [languageVariable]: currentLanguage().name };
  const worker = new Worker(ownScript('photo-thread.js'), { env });
  worker.on('message', message);
  // What it threw is told by its end.
  worker.on('error', () => undefined);
  worker.on('exit', exit);
  return {
    post: (call) => worker.postMessage(call, transferred(call)),
    kill: () => void worker.terminate(),
  };
};

const replyOf = (answer: ThreadAnswer) =>
  'error' in answer
    ? ({
        kind: 'error',
        id: answer.id,
        error: new TesseraError(answer.error.code, answer.error.message),
      } as const)
    : ({ kind: 'value', id: answer.id, value: answer.value } as const);

const stopped = (): TesseraError => new TesseraError('internal', text.refusals.pixelsStopped);
