import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...given: unknown[]) => unknown;
type Calls = Record<string, Call>;

const ofPromises = [
  ...[
    'access',
    'appendFile',
    'chmod',
    'copyFile',
    'cp',
    'link',
    'lstat',
    'mkdir',
    'open',
    'readFile',
    'readdir',
  ],
  ...['readlink', 'realpath', 'rename', 'rm', 'stat', 'statfs', 'unlink', 'writeFile'],
];
const ofHandles = [
  ...['appendFile', 'chmod', 'chown', 'datasync', 'read', 'readFile', 'stat', 'sync', 'truncate', 'write'],
  'writeFile',
];
const ofSync = [
  ...['accessSync', 'mkdirSync', 'openSync', 'readFileSync', 'readdirSync', 'renameSync', 'rmSync'],
  ...['statSync', 'writeFileSync', 'writeSync', 'fsyncSync'],
];

/** A busy disk takes long to be forced, and nothing here is about what is on it after a power cut. */
const forcesToDisk = ['sync', 'datasync'];

const systemError = (code: string, call: string, path: unknown): Error =>
  Object.assign(new Error(`${code}: told by the system, ${call} '${String(path)}'`), {
    code,
    syscall: call,
    ...(typeof path === 'string' && { path }),
  });

/**
 * Node's file system with one call that fails: every call that names a file below `folder`, and every call on an open file,
 * is counted, and the one of the given number is answered with an error of the system instead of being made.
 */
export class FailingFileSystem {
  private count = 0;
  private failing: { readonly at: number; readonly code: string } | null = null;
  private readonly restored: (() => void)[] = [];
  /** What was failed, "open photo.jpg"; null = nothing yet. */
  failed: string | null = null;

  private constructor(private readonly folder: string) {}

  static async install(folder: string): Promise<FailingFileSystem> {
    const installed = new FailingFileSystem(folder);
    const probe = await fs.promises.open(folder, 'r');
    const handles = Object.getPrototypeOf(probe) as Calls;
    await probe.close();
    installed.replace(fs.promises as unknown as Calls, ofPromises, (answer) => Promise.reject(answer), false);
    installed.replace(handles, ofHandles, (answer) => Promise.reject(answer), true);
    installed.replace(
      fs as unknown as Calls,
      ofSync,
      (answer) => {
        throw answer;
      },
      false,
    );
    syncBuiltinESMExports();
    return installed;
  }

  remove(): void {
    for (const restore of this.restored) restore();
    syncBuiltinESMExports();
  }

  /** Fails call number `at` (from 0) of those that `work` makes. @returns its outcome, and whether there was such a call */
  async during<Result>(at: number, code: string, work: () => Promise<Result>) {
    this.count = 0;
    this.failed = null;
    this.failing = { at, code };
    try {
      return { value: await work(), error: null };
    } catch (error) {
      return { value: null, error };
    } finally {
      this.failing = null;
    }
  }

  private replace(calls: Calls, names: readonly string[], fail: Call, isHandle: boolean): void {
    for (const name of names) {
      const real = calls[name]!;
      const asked = (path: unknown): boolean =>
        this.failing !== null &&
        (isHandle || (typeof path === 'string' && path.startsWith(this.folder))) &&
        this.count++ === this.failing.at;
      const failing = (path: unknown): Error => {
        this.failed = `${name} ${isHandle ? 'of an open file' : String(path)}`;
        return systemError(this.failing!.code, name, isHandle ? undefined : path);
      };
      calls[name] = function (this: unknown, ...given: unknown[]) {
        if (asked(given[0])) return fail(failing(given[0]));
        return forcesToDisk.includes(name) ? Promise.resolve() : real.apply(this, given);
      };
      this.restored.push(() => (calls[name] = real));
    }
  }
}
