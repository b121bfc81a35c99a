import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { afterEach } from 'vitest';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { electronPath } from '#tests/fixtures/electron-path.ts';
import { isOnDevice, softwareGpuVariables } from '#tests/fixtures/software-gpu.ts';

/** After so long an app that was asked to end is killed. */
const closingMs = 30_000;
const root = resolve(import.meta.dirname, '../../..');

export interface LaunchOptions {
  /** Files or switches behind the app's own arguments. */
  readonly arguments?: readonly string[];
  /** A folder to continue with, from an earlier launch; it is then the caller's to delete. */
  readonly userData?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Drawn as on a machine with a graphics card (here in software), not without one. */
  readonly graphics?: boolean;
  /** Choices for runs that are remembered at the first start, beside those that make all tests quick. */
  readonly lastSettings?: Partial<RunSettings>;
  /** The first start is a new user's: nothing is remembered. */
  readonly nothingRemembered?: boolean;
  /** The app outlives the test and is the caller's to close (beforeAll, afterAll). */
  readonly keepForAll?: boolean;
}

/**
 * What the app remembers in tests at its first start, where they say nothing else: few steps; no context guidance, which nearly
 * doubles a fill; and one thread, since two apps are tested at a time and threads that wait for each other cost both.
 */
const quickSettings = {
  ...{ contextGuidance: 1, threads: 1, effort: 'fast' },
  ...(isOnDevice && { device: 'webgpu' }),
};

/** A running app. Everything is ended and deleted after the test, whatever happens. */
export interface LaunchedApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  readonly userData: string;
  /** Everything the windows and main printed. */
  readonly output: string[];
  close(): Promise<void>;
  /** SIGKILL, as a crash or a power cut would. */
  kill(): Promise<void>;
}

const owned: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of owned.splice(0).reverse()) await dispose();
});

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'tessera-e2e-'));
const deleteFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 3 });

/** A new empty folder that is deleted after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await newFolder();
  owned.push(() => deleteFolder(folder));
  return folder;
}

/** The virtual display of this test worker, where `npm test` started one for each. */
function ownDisplay(): Record<string, string> {
  const displays = process.env['TESSERA_TEST_DISPLAYS']?.split(' ') ?? [];
  const display = displays[(Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % displays.length];
  return display ? { DISPLAY: display } : {};
}

/** Starts the built app and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const app = process.env['TESSERA_APP'] ?? root;
  if (!existsSync(join(app, 'out/main/main.js')))
    throw new Error('out/ is missing: run `npm run build` first.');
  const userData = options.userData ?? (await newFolder());
  const settings = join(userData, 'settings.json');
  if (!options.nothingRemembered && !existsSync(settings))
    await writeFile(
      settings,
      JSON.stringify({ preferences: { lastSettings: { ...quickSettings, ...options.lastSettings } } }),
    ).catch(() => {
      // A folder that cannot be written is what such a test is about.
    });
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const application = await electron.launch({
    executablePath: electronPath(),
    args: [...sandbox, ...(options.graphics ? [] : ['--disable-gpu']), app, ...(options.arguments ?? [])],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      ...ownDisplay(),
      TESSERA_USER_DATA: userData,
      // Tests find things by their English words, wherever they run.
      TESSERA_LANGUAGE: 'en',
      TESSERA_UNOFFICIAL_ELECTRON_RUNNING: '1',
      ...(isOnDevice && { ...softwareGpuVariables(), TESSERA_ALLOW_SOFTWARE_DEVICE: '1' }),
      ...options.environment,
    },
    timeout: 60_000,
  });
  const output: string[] = [];
  application.process().stderr?.on('data', (data: Buffer) => output.push(data.toString()));
  application.process().stdout?.on('data', (data: Buffer) => output.push(data.toString()));
  application.on('window', (page) =>
    page.on('console', (message) => output.push(`[window ${message.type()}] ${message.text()}`)),
  );
  let ended = false;
  const exited = new Promise<void>((done) =>
    application.process().once('exit', () => ((ended = true), done())),
  );
  const launched: LaunchedApp = {
    electron: application,
    window: await application.firstWindow(),
    userData,
    output,
    async close() {
      // An app that does not end fails its test elsewhere; here it must not take the processor from those that follow.
      const tooLate = setTimeout(() => application.process().kill('SIGKILL'), closingMs);
      if (!ended) await application.close();
      await exited;
      clearTimeout(tooLate);
      if (options.userData === undefined) await deleteFolder(userData);
    },
    async kill() {
      if (!ended) application.process().kill('SIGKILL');
      await exited;
    },
  };
  launched.window.on('console', (message) => output.push(`[window ${message.type()}] ${message.text()}`));
  if (!options.keepForAll) owned.push(() => launched.close().catch(() => launched.kill()));
  await untilMounted(launched.window);
  return launched;
}

/** Waits until the window listens: it mounts once it knows its language, and a key pressed before is lost. */
export const untilMounted = (page: Page): Promise<void> =>
  page.locator('main').waitFor({ state: 'attached', timeout: 60_000 });

/** Absolute path of a file that ships with the app or lies beside the tests. */
export const projectFile = (path: string): string => join(root, path);

/** A photo of 420 x 280 pixels, for everything that does not depend on size: it opens, fills and is written in a fraction of the time. */
export const smallPhoto = projectFile('tests/fixtures/photos/summit-sunset.jpg');
