import { constants, setPriority } from 'node:os';
import { utilityProcess } from 'electron';
import type { StartChild } from './child-rpc.ts';

export interface UtilityProcessOptions {
  /** What a task manager shows. */
  readonly serviceName: string;
  readonly arguments?: readonly string[];
  readonly workingDirectory?: string;
  /** True for long work: the windows come before it. */
  readonly lowPriority?: boolean;
}

/** A child process of Electron's, which runs `entryFile`. */
export const utilityChild =
  <Call, Message>(entryFile: string, options: UtilityProcessOptions): StartChild<Call, Message> =>
  (listeners) => {
    const { serviceName, workingDirectory } = options;
    const child = utilityProcess.fork(entryFile, [...(options.arguments ?? [])], {
      serviceName,
      stdio: 'inherit',
      ...(workingDirectory !== undefined && { cwd: workingDirectory }),
    });
    child.on('spawn', () => {
      if (!options.lowPriority) return;
      try {
        if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      } catch {
        // A system that refuses leaves the child at normal priority: slower windows, nothing worse.
      }
    });
    child.on('message', (message: Message) => listeners.message(message));
    child.on('exit', (code) => listeners.exit(code));
    return { post: (call) => child.postMessage(call), kill: () => void child.kill() };
  };
