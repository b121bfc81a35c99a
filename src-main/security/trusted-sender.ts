import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { appHost, appScheme } from './origin.ts';

/** Windows of ours, by their contents. */
export type RegisteredWindows = Pick<ReadonlySet<WebContents>, 'has'>;

type Sender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/** Rule: a call counts only from a registered window AND its main frame AND our origin. */
export function isTrustedSender(
  event: Sender,
  windows: RegisteredWindows,
  developmentServer: string | null,
): boolean {
  const frame = event.senderFrame;
  if (!windows.has(event.sender) || !frame || frame !== event.sender.mainFrame) return false;
  const { protocol, host } = new URL(frame.url);
  if (protocol === `${appScheme}:` && host === appHost) return true;
  return developmentServer !== null && frame.url.startsWith(`${developmentServer}/`);
}
