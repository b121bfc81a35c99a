import { join } from 'node:path';
import log from 'electron-log/main.js';
import { redactValue } from '#main/security/redact-paths.ts';

/** The app's log: main.log in `folder` and the terminal, with every path shortened first. */
export function setUpLog(folder: string, verbose: boolean): void {
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.hooks.push((message) => ({ ...message, data: message.data.map(redactValue) }));
  log.transports.file.level = 'info';
  log.transports.console.level = verbose ? 'info' : 'warn';
  log.errorHandler.startCatching({ showDialog: false });
}

/** One line in the log. */
export const logInfo = (message: string, detail?: unknown): void =>
  log.info(message, ...(detail === undefined ? [] : [detail]));
export const logWarning = (message: string, detail?: unknown): void =>
  log.warn(message, ...(detail === undefined ? [] : [detail]));
