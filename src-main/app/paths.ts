import { join, resolve } from 'node:path';
import type { App } from 'electron';
import { signingKeyFile } from '#engine/imaging/codec/content-credentials/key-file.ts';
import { sharedPacksFolder } from '#engine/packs/shared-packs.ts';

/** Where everything lies. Source tree and package differ only in `resources`. */
export interface AppPaths {
  readonly resources: string;
  readonly renderer: string;
  readonly preload: string;
  readonly engine: string;
  readonly pixels: string;
  readonly icon: string;
  /** Photos that ship. */
  readonly samples: string;
  readonly bundledPacks: string;
  readonly sharedPacks: string;
  readonly userPacks: string;
  /** All of this user's data. */
  readonly user: string;
  readonly documents: string;
  readonly thumbnails: string;
  /** Files that were dragged out of the window. */
  readonly dragged: string;
  /** Photos that are to be filled one after the other. */
  readonly queue: string;
  /** What this machine's runs took, measured. */
  readonly speeds: string;
  /** Which device each pack runs on, measured. */
  readonly deviceChoices: string;
  /** What signs content credentials; made when the first are asked for. */
  readonly signingKey: string;
  readonly logs: string;
  /** What was downloaded of a new version, in builds that look for one. */
  readonly updates: string;
  readonly help: string;
  readonly licences: string;
}

/** `output` is the folder of the built main script (out/main). */
export function appPaths(app: Pick<App, 'isPackaged' | 'getPath'>, output: string): AppPaths {
  // Graphs and photos are opened by path, so they lie beside the archive of a package, not in it.
  const resources = app.isPackaged ? process.resourcesPath : resolve(output, '../..');
  const user = app.getPath('userData');
  return {
    resources,
    renderer: resolve(output, '../renderer'),
    preload: resolve(output, '../preload/preload.cjs'),
    engine: join(output, 'engine.js'),
    pixels: join(output, 'pixels.js'),
    icon: join(resources, 'assets/icon.png'),
    samples: join(resources, 'assets/samples'),
    bundledPacks: join(resources, 'models'),
    sharedPacks: sharedPacksFolder(process.platform, process.env),
    userPacks: join(user, 'models'),
    user,
    documents: join(user, 'documents'),
    thumbnails: join(user, 'thumbnails'),
    dragged: join(user, 'dragged'),
    queue: join(user, 'queue'),
    speeds: join(user, 'speeds.json'),
    deviceChoices: join(user, 'devices.json'),
    signingKey: join(user, signingKeyFile),
    logs: join(user, 'logs'),
    updates: join(user, 'updates'),
    help: join(resources, 'README.md'),
    licences: join(resources, 'out/THIRD_PARTY_LICENCES.md'),
  };
}
