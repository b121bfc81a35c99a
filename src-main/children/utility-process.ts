import { constants, setPriority } from 'node:os';
import { utilityProcess, type UtilityProcess } from 'electron';
import { type LanguageChange, languageVariable } from '#shared/text/child-language.ts';
import { currentLanguage, type LanguageName } from '#shared/text/language.ts';
import type { StartChild } from '#shared/child-rpc.ts';

export interface UtilityProcessOptions {
  /** What a task manager shows. */
  readonly serviceName: string;
  readonly arguments?: readonly string[];
  readonly workingDirectory?: string;
  /** True for long work: the windows come before it. */
  readonly lowPriority?: boolean;
}

const running = new Set<UtilityProcess>();

/** The children that run write their messages in `language` from now on. */
export function tellLanguage(language: LanguageName): void {
  const change: LanguageChange = { type: 'language', language };
  for (const child of running) child.postMessage(change);
}

/** A child process of Electron's, which runs `entryFile`. */
export const utilityChild =
  <Call, Message>(entryFile: string, options: UtilityProcessOptions): StartChild<Call, Message> =>
  (listeners) => {
    const { serviceName, workingDirectory } = options;
    const child = utilityProcess.fork(entryFile, [...(options.arguments ?? [])], {
      serviceName,
      stdio: 'inherit',
      env: { ...process.env, [languageVariable]: currentLanguage().name },
      ...(workingDirectory !== undefined && { cwd: workingDirectory }),
    });
    running.add(child);
    child.on('spawn', () => {
      if (!options.lowPriority) return;
      try {
        if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      } catch {
        // A system that refuses leaves the child at normal priority: slower windows, nothing worse.
      }
    });
    child.on('message', (message: Message) => listeners.message(message));
    child.on('exit', (code) => {
      running.delete(child);
      listeners.exit(code);
    });
    return { post: (call) => child.postMessage(call), kill: () => void child.kill() };
  };
