import { setPriority, constants } from 'node:os';
import { utilityProcess } from 'electron';
import type { EngineMessage } from '#engine/protocol.ts';
import type { StartEngine } from './engine-child.ts';

/** The engine as a child process of lower priority than the windows, named so that a task manager shows what it is. */
export const startEngineProcess =
  (entryFile: string, workingDirectory: string, speedsFile: string): StartEngine =>
  (listeners) => {
    const child = utilityProcess.fork(entryFile, [speedsFile], {
      serviceName: 'Tessera engine',
      cwd: workingDirectory,
      stdio: 'inherit',
    });
    child.on('spawn', () => {
      try {
        if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      } catch {
        // A system that refuses leaves the engine at normal priority: slower windows, nothing worse.
      }
    });
    child.on('message', (message: EngineMessage) => listeners.message(message));
    child.on('exit', (code) => listeners.exit(code));
    return { post: (request) => child.postMessage(request), kill: () => void child.kill() };
  };
