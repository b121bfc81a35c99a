import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UpdateKind } from './update-list.ts';

/** Where this copy of the app runs. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly executable: string;
  readonly resources: string;
}

/** How this copy was installed; null = it was unpacked from an archive, or another program keeps it (Flatpak). */
export function updateKindOf({
  platform,
  environment,
  executable,
  resources,
}: Surroundings): UpdateKind | null {
  if (platform === 'darwin') return 'zip';
  // What the installer leaves beside the app, and the zip does not have.
  if (platform === 'win32')
    return existsSync(join(dirname(executable), 'Uninstall Tessera.exe')) ? 'exe' : null;
  if (environment['FLATPAK_ID'] !== undefined) return null;
  if (environment['APPIMAGE'] !== undefined) return 'AppImage';
  const type = join(resources, 'package-type');
  const named = existsSync(type) ? readFileSync(type, 'utf8').trim() : '';
  return named === 'deb' || named === 'rpm' ? named : null;
}
