import { type App, protocol, type Session, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { appScheme, imageScheme, appOrigin, appHost } from './origin.ts';

/** Before the app is ready: what our schemes may do, and the rules for every window there will be. */
export function applyEarlyRules(app: App, developmentServer: string | null): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    {
      scheme: imageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
  // root cannot have Chromium's sandbox; whoever starts the app as root says so with the switch.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  refuseNavigation(app, developmentServer);
}

/** Once the app is ready, before the first window. */
export function applySessionRules(session: Session, developmentServer: string | null): void {
  refuseNetwork(session, developmentServer);
  refusePermissions(session);
}

/** Rule: a window shows what it was opened with; no navigation, no new windows, no webviews. */
function refuseNavigation(app: App, developmentServer: string | null): void {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // about:blank is not asked for, it just happens; the page there could do nothing, but the user's window is gone.
    contents.on('did-navigate', (_event, address) => {
      const home = developmentServer ?? appOrigin;
      if (!address.startsWith(`${home}/`) && /^(about|data|blob):/.test(address))
        void contents.loadURL(`${home}/index.html`);
    });
  });
}

const allowedSchemes = new Set([`${appScheme}:`, `${imageScheme}:`, 'blob:', 'devtools:']);

/** Rule: nothing leaves the machine. http(s), ws(s), ftp, file: every scheme but ours is refused. */
function refuseNetwork(session: Session, developmentServer: string | null): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !isAllowed(details.url, developmentServer) }),
  );
  // Electron 42 looks up the address of its spelling dictionaries at every start, past the rule above, whatever
  // `spellcheck` says for a window and `setSpellCheckerEnabled` for the session (github.com/electron/electron/issues/22995).
  // Without a language there is no dictionary to fetch.
  session.setSpellCheckerLanguages([]);
}

/** True for our own schemes; the development server is an exception that a packaged app never has. */
export function isAllowed(address: string, developmentServer: string | null): boolean {
  const { protocol, host } = new URL(address);
  if (allowedSchemes.has(protocol)) return true;
  return developmentServer !== null && host === new URL(developmentServer).host;
}

/** Each with its reason; everything else (camera, microphone, location, notifications, USB, ...) is refused. */
const allowedPermissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying the seed or a message as text',
};

/** Rule: permissions are an allow-list. */
function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer) => answer(permission in allowedPermissions));
  session.setPermissionCheckHandler((_, permission) => permission in allowedPermissions);
  session.setDevicePermissionHandler(() => false);
}

/** Windows of ours, by their contents. */
type RegisteredWindows = Pick<ReadonlySet<WebContents>, 'has'>;

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
