import type { Session } from 'electron';
import { appScheme, imageScheme } from './origin.ts';

const allowedSchemes = new Set([`${appScheme}:`, `${imageScheme}:`, 'blob:', 'devtools:']);

/** Rule: nothing leaves the machine. http(s), ws(s), ftp, file: every scheme but ours is refused. */
export function refuseNetwork(session: Session, developmentServer: string | null): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !isAllowed(details.url, developmentServer) }),
  );
}

/** True for our own schemes; the development server is an exception that a packaged app never has. */
export function isAllowed(address: string, developmentServer: string | null): boolean {
  const { protocol, host } = new URL(address);
  if (allowedSchemes.has(protocol)) return true;
  return developmentServer !== null && host === new URL(developmentServer).host;
}
