import type { Session } from 'electron';

/** Each with its reason; everything else (camera, microphone, location, notifications, USB, ...) is refused. */
const allowedPermissions: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'copying the seed or a message as text',
};

/** Rule: permissions are an allow-list. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_, permission, answer) => answer(permission in allowedPermissions));
  session.setPermissionCheckHandler((_, permission) => permission in allowedPermissions);
  session.setDevicePermissionHandler(() => false);
}
