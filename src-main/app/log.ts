import log from 'electron-log/main.js';
import { redactValue } from '../security/redact-paths';

/** The app's log: a file in the user's log folder and the terminal, with every path shortened first. */
export function setUpLog(verbose: boolean): void {
  log.hooks.push((message) => ({ ...message, data: message.data.map(redactValue) }));
  log.transports.file.level = 'info';
  log.transports.console.level = verbose ? 'info' : 'warn';
  log.errorHandler.startCatching({ showDialog: false });
}

/** One line in the log. */
export const logInfo = (message: string, detail?: unknown): void => log.info(message, ...(detail === undefined ? [] : [detail]));
export const logWarning = (message: string, detail?: unknown): void => log.warn(message, ...(detail === undefined ? [] : [detail]));
