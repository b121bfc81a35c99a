import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { electronPath, projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/**
 * Packages the app as a release would be, but around the Electron that is at hand and into a folder that is deleted
 * afterwards; then looks into it, starts it and fills with it. Linux only: that is what can be packaged here.
 */
it(
  'the packaged app has its fuses set, ships only what runs, starts, and fills a photo',
  { timeout: 600_000 },
  async () => {
    expect(process.platform).toBe('linux');
    const output = await temporaryFolder();
    const electronDist = dirname(electronPath());
    const electronVersion = (await readFile(join(electronDist, 'version'), 'utf8')).trim().replace(/^v/, '');
    run('npx', [
      'electron-builder',
      '--linux',
      'dir',
      '--publish',
      'never',
      `--config.electronDist=${electronDist}`,
      `--config.electronVersion=${electronVersion}`,
      `--config.directories.output=${output}`,
    ]);
    const folder = join(output, 'linux-unpacked');
    expect(run(process.execPath, [projectFile('scripts/check-package.mjs'), folder])).toContain(
      'all fuses as they should be',
    );

    // Node's inspector is fused off, so it is watched through Chromium's own protocol.
    const userData = await temporaryFolder();
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const child = spawn(
      join(folder, 'tessera'),
      [
        ...sandbox,
        '--disable-gpu',
        '--remote-debugging-port=0',
        projectFile('assets/samples/summit-sunset.jpg'),
      ],
      { env: { ...process.env, TESSERA_USER_DATA: userData }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = once(child, 'exit');
    const printed: string[] = [];
    try {
      const address = await new Promise<string>((resolve, reject) => {
        child.stderr.on('data', (data: Buffer) => {
          printed.push(data.toString());
          const found = /DevTools listening on (ws:\S+)/.exec(printed.join(''));
          if (found?.[1]) resolve(found[1]);
        });
        child.once('exit', () => reject(new Error(`the packaged app ended: ${printed.join('')}`)));
      });
      const browser = await chromium.connectOverCDP(address);
      const context = browser.contexts()[0]!;
      const page = context.pages()[0] ?? (await context.waitForEvent('page'));
      const app = TesseraApp.around({ window: page, userData, output: printed });
      await app.until((summary) => summary !== null, 'the photo is open');
      await app.selectRectangle({ x: 3000, y: 2100, width: 200, height: 150 });
      await app.startRun();
      await app.untilResult(300_000);
      expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0, undoLabel: 'Fill' });
      // One file for each decoder that is a library of its own.
      for (const [path, bitDepth] of decoded) {
        const base64 = await readFile(projectFile(`tests/fixtures/${path}`), 'base64');
        const opened = await page.evaluate(
          ([name, bytes]) =>
            window.tessera.documents.openBytes({
              name,
              data: Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)),
            }),
          [basename(path), base64] as const,
        );
        expect(opened, path).toMatchObject({ ok: true, value: { bitDepth } });
      }
      await browser.close();
    } finally {
      child.kill();
      await ended;
    }
  },
);

const decoded = [
  ['corpus/photo-8.heic', 8],
  ['corpus/photo-16.jxl', 16],
  ['corpus/photo-16.jp2', 16],
  ['corpus/tiled-zstd.tif', 16],
  ['camera-files/kodak-dc120.kdc', 16],
] as const;

/** Runs a command in the project's folder; its output, or an error with it. */
function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: projectFile('.'),
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
