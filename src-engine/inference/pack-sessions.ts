import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { InferenceSession } from './onnx-runtime.ts';
import { TesseraError } from '#shared/errors.ts';
import { deviceGraph } from './device-graph.ts';
import { type DeviceGraphOptions, sessionOptions, type RealDevice } from './session-options.ts';
import { text } from '#shared/text/text.ts';

/** The graphs of a pack (manifest and docs/model-pack.md); encoder and decoder only where there is an autoencoder. */
export type GraphName =
  'condition' | 'embed-clean' | 'embed-noisy' | 'trunk' | 'head' | 'encoder' | 'decoder';

/** One pack's graphs on one device, each opened when it is first used. */
export class PackSessions {
  private readonly sessions = new Memo<InferenceSession>((session) => session.release());

  constructor(
    private readonly directory: string,
    readonly device: RealDevice,
    private readonly threads: number,
    /** Whether graphs are rewritten as devices other than the CPU like them (device-graph.ts). */
    private readonly areRewritten = device !== 'cpu',
  ) {}

  /**
   * Whether outputs stay on the device, so that the cache is never sent through main memory. onnxruntime-node 1.30 can do so
   * with WebGPU alone.
   */
  get keepsOutputs(): boolean {
    return this.device === 'webgpu';
  }

  /** @throws TesseraError pack-invalid when ONNX Runtime refuses the graph on the CPU, device-unavailable elsewhere */
  get(name: GraphName): Promise<InferenceSession> {
    return this.sessions.get(name, async () => {
      try {
        const path = join(this.directory, `${name}.onnx`);
        // By path: a buffer would hit protobuf's 2 GB limit and could not have its weights beside it.
        if (name === 'condition' || !this.areRewritten)
          return await InferenceSession.create(path, this.optionsOf(name, null));
        const { model, cpuNodes } = deviceGraph(await readFile(path));
        return await InferenceSession.create(
          model,
          this.optionsOf(name, { cpuNodes, weights: this.directory }),
        );
      } catch (error) {
        const said = error instanceof Error ? error.message.split('\n')[0]! : String(error);
        // ONNX Runtime names the file with its whole path.
        const reason = said.replaceAll(this.directory + sep, '');
        const code = this.device === 'cpu' ? 'pack-invalid' : 'device-unavailable';
        throw new TesseraError(code, text.devices.modelPart(name, this.device, reason), { cause: error });
      }
    });
  }

  /** A label is one row of a table: the CPU reads it, where half precision needs nothing of the device. */
  private deviceOf(name: GraphName): RealDevice {
    return name === 'condition' ? 'cpu' : this.device;
  }

  private optionsOf(name: GraphName, graph: DeviceGraphOptions | null): ReturnType<typeof sessionOptions> {
    const options = sessionOptions(this.deviceOf(name), this.threads, graph);
    const isInner = name === 'embed-clean' || name === 'embed-noisy' || name === 'trunk';
    return this.keepsOutputs && isInner ? { ...options, preferredOutputLocation: 'gpu-buffer' } : options;
  }

  dispose(): Promise<void> {
    return this.sessions.clear();
  }
}

/** Values that are expensive to open, by key: opened once, forgotten when opening failed, disposed together. */
export class Memo<Value> {
  private readonly values = new Map<string, Promise<Value>>();

  constructor(private readonly dispose: (value: Value) => Promise<void>) {}

  /** The value of `key`, opened by `open` where it isn't there; a failure is thrown and not remembered. */
  get(key: string, open: () => Promise<Value>): Promise<Value> {
    const known = this.values.get(key);
    if (known) return known;
    const opening = open();
    this.values.set(key, opening);
    opening.catch(() => {
      if (this.values.get(key) === opening) this.values.delete(key);
    });
    return opening;
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  /** Disposes everything but the value of `key`. */
  async clearExcept(key: string): Promise<void> {
    for (const [other, value] of [...this.values]) {
      if (other === key) continue;
      this.values.delete(other);
      const [opened] = await Promise.allSettled([value]);
      if (opened.status === 'fulfilled') await this.dispose(opened.value);
    }
  }

  /** Disposes everything that was opened. */
  async clear(): Promise<void> {
    const values = [...this.values.values()];
    this.values.clear();
    for (const value of await Promise.allSettled(values)) {
      if (value.status === 'fulfilled') await this.dispose(value.value);
    }
  }
}
