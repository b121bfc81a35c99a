import { utilityProcess, type UtilityProcess } from 'electron';
import { TesseraError } from '#shared/errors.ts';
import type { PixelOperation, PixelOperations } from './pixel-operations.ts';
import type { PixelAnswer, PixelCall } from './pixel-protocol.ts';

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** A process, and the calls it owes an answer: one that ends takes none of its successor's with it. */
interface Child {
  readonly process: UtilityProcess;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Main's end of a pixel process: starts it when first needed, again after a crash, and (where `idleLifetimeMs` is given)
 * ends it once it has nothing to do, because a decoder's memory never shrinks.
 */
export class PixelProcess {
  private child: Child | null = null;
  private lastId = 0;
  private idleTimer: NodeJS.Timeout | undefined;

  /** The operations, each a call to the child. */
  readonly operations: PixelOperations;

  constructor(
    private readonly entryFile: string,
    private readonly serviceName: string,
    private readonly idleLifetimeMs: number | null = null,
  ) {
    this.operations = new Proxy({} as PixelOperations, {
      get:
        (_, operation) =>
        (...parameters: unknown[]) =>
          this.call(operation as PixelOperation, parameters),
    });
  }

  dispose(): void {
    clearTimeout(this.idleTimer);
    this.child?.process.kill();
    this.child = null;
  }

  private call(operation: PixelOperation, parameters: readonly unknown[]): Promise<never> {
    clearTimeout(this.idleTimer);
    const child = (this.child ??= this.start());
    const id = ++this.lastId;
    return new Promise<never>((resolve, reject) => {
      child.waiting.set(id, { resolve, reject });
      const call: PixelCall = { id, operation, parameters };
      child.process.postMessage(call);
    });
  }

  private start(): Child {
    const process = utilityProcess.fork(this.entryFile, [], {
      serviceName: this.serviceName,
      stdio: 'inherit',
    });
    const child: Child = { process, waiting: new Map() };
    process.on('message', (answer: PixelAnswer) => this.settle(child, answer));
    process.on('exit', () => {
      if (this.child === child) this.child = null;
      for (const { reject } of child.waiting.values()) reject(crashed());
    });
    return child;
  }

  private settle(child: Child, answer: PixelAnswer): void {
    const waiting = child.waiting.get(answer.id);
    child.waiting.delete(answer.id);
    if (!waiting) return;
    if ('error' in answer) waiting.reject(new TesseraError(answer.error.code, answer.error.message));
    else waiting.resolve(answer.value as never);
    if (this.idleLifetimeMs !== null && child === this.child && child.waiting.size === 0)
      this.idleTimer = setTimeout(() => this.dispose(), this.idleLifetimeMs);
  }
}

/** Whole files are decoded and encoded apart from tiles and masks: their memory is given back, their crashes are their own. */
export function createPixelProcesses(entryFile: string): { operations: PixelOperations; dispose(): void } {
  const tiles = new PixelProcess(entryFile, 'Tessera pixels');
  const files = new PixelProcess(entryFile, 'Tessera files', fileProcessIdleMs);
  const fileOperations: readonly PixelOperation[] = [
    'openPicture',
    'exportPicture',
    'pngOfPicture',
    'writeThumbnail',
    'readThumbnail',
    'loadMask',
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

const crashed = (): TesseraError =>
  new TesseraError(
    'file-unreadable',
    'The process that reads and writes pictures stopped unexpectedly. Your picture is as it was before. Try again; if it happens with one file only, that file is damaged.',
  );
