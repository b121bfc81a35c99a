import { type App, protocol, type Session } from 'electron';
import { refuseNavigation } from './navigation.ts';
import { refuseNetwork } from './network.ts';
import { appScheme, imageScheme } from './origin.ts';
import { refusePermissions } from './permissions.ts';

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
