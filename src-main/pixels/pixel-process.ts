import { ChildRpc, type Reply, type StartChild } from '#shared/child-rpc.ts';
import { utilityChild } from '#main/children/utility-process.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { PixelAnswer, PixelCall, PixelOperation, PixelOperations } from './pixel-operations.ts';

/**
 * Main's end of a pixel process: starts it when first needed, again after a crash, and (where `idleLifetimeMs` is given)
 * ends it once it has nothing to do, because a decoder's memory never shrinks.
 */
export class PixelProcess {
  private readonly rpc: ChildRpc<PixelCall, PixelAnswer, unknown>;
  private lastId = 0;
  private idleTimer: NodeJS.Timeout | undefined;
  /** A fresh process is wanted once this one ends. */
  private isExpected = false;

  /** The operations, each a call to the child. */
  readonly operations: PixelOperations;

  constructor(
    start: StartChild<PixelCall, PixelAnswer>,
    private readonly idleLifetimeMs: number | null = null,
  ) {
    this.rpc = new ChildRpc({ start, read: readAnswer, died: crashed });
    this.operations = new Proxy({} as PixelOperations, {
      get:
        (_, operation) =>
        (...parameters: unknown[]) =>
          this.call(operation as PixelOperation, parameters),
    });
  }

  dispose(): void {
    clearTimeout(this.idleTimer);
    this.rpc.stop(crashed());
  }

  private async call(operation: PixelOperation, parameters: readonly unknown[]): Promise<unknown> {
    if (operation === 'prepare') return this.prepare();
    this.isExpected = false;
    clearTimeout(this.idleTimer);
    try {
      return await this.ask(operation, parameters);
    } finally {
      if (this.idleLifetimeMs !== null && this.rpc.pending === 0) {
        clearTimeout(this.idleTimer);
        this.idleTimer = setTimeout(() => this.end(), this.idleLifetimeMs);
      }
    }
  }

  private ask(operation: PixelOperation, parameters: readonly unknown[]): Promise<unknown> {
    return this.rpc.call({ id: String(++this.lastId), operation, parameters });
  }

  /** Has a process that waits for its first work, however long. Beside one that worked, nothing: that one is ready. */
  private async prepare(): Promise<unknown> {
    this.isExpected = true;
    return this.rpc.isRunning ? undefined : this.ask('prepare', []);
  }

  private end(): void {
    this.dispose();
    if (this.isExpected) void this.prepare().catch(() => undefined);
  }
}

const readAnswer = (answer: PixelAnswer): Reply<unknown, never> =>
  'error' in answer
    ? { kind: 'error', id: answer.id, error: new TesseraError(answer.error.code, answer.error.message) }
    : { kind: 'value', id: answer.id, value: answer.value };

/** Whole files are decoded and encoded apart from tiles and masks: their memory is given back, their crashes are their own. */
export function createPixelProcesses(entryFile: string): { operations: PixelOperations; dispose(): void } {
  const tiles = new PixelProcess(utilityChild(entryFile, { serviceName: 'Tessera pixels' }));
  const files = new PixelProcess(
    utilityChild(entryFile, { serviceName: 'Tessera files' }),
    fileProcessIdleMs,
  );
  const fileOperations: readonly PixelOperation[] = [
    'prepare',
    'lookAtPicture',
    'openPicture',
    'sizeOfPicture',
    'waysToOpen',
    'exportPicture',
    'estimateExport',
    'pngOfPicture',
    'writeThumbnail',
    'readThumbnail',
    'loadMask',
    'maskByRule',
    'saveMask',
    'readRecipe',
    'comparePicture',
    'packProject',
    'unpackProject',
  ];
  const operations = new Proxy({} as PixelOperations, {
    get: (_, operation: PixelOperation) =>
      (fileOperations.includes(operation) ? files : tiles).operations[operation],
  });
  return {
    operations,
    dispose() {
      tiles.dispose();
      files.dispose();
    },
  };
}

const fileProcessIdleMs = 20_000;

const crashed = (): TesseraError => new TesseraError('file-unreadable', text.refusals.pixelsStopped);
