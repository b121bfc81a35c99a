import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type LaunchedApp, projectFile } from './harness/launch.ts';

/** The security rows of the design, in the running app. One app for all: nothing here changes it. */
describe('a window', () => {
  let app: LaunchedApp;
  let server: ReturnType<typeof createServer>;
  let address: string;
  let requests = 0;

  beforeAll(async () => {
    server = createServer((_, response) => {
      requests++;
      response.setHeader('access-control-allow-origin', '*');
      response.end('reached');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    app = await launchApp({ keepForAll: true });
  });
  afterAll(async () => {
    await app.close();
    server.close();
  });

  it('comes from app://tessera, isolated, sandboxed and without Node', async () => {
    const found = await app.window.evaluate(() => ({
      origin: location.origin,
      node: [
        typeof Reflect.get(globalThis, 'process'),
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'Buffer'),
      ],
    }));
    expect(found).toEqual({ origin: 'app://tessera', node: ['undefined', 'undefined', 'undefined'] });
    const settings = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(settings).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('has a fixed list of functions and no way to name a channel', async () => {
    const shape = await app.window.evaluate(() => {
      const bridge = window.tessera as unknown as Record<string, object>;
      return Object.fromEntries(
        Object.entries(bridge).map(([area, functions]) => [
          area,
          typeof functions === 'function' ? 'function' : Object.keys(functions).sort(),
        ]),
      );
    });
    expect(Object.keys(shape).sort()).toEqual([
      'app',
      'devices',
      'documents',
      'mask',
      'on',
      'packs',
      'preferences',
      'projects',
      'queue',
      'recipes',
      'runs',
      'turns',
    ]);
    expect(shape['mask']).toEqual(['clearNoSource', 'commit', 'load', 'operate', 'save']);
    expect(shape['projects']).toEqual(['save']);
    expect(shape['recipes']).toEqual(['replay']);
    expect(shape['turns']).toEqual(['accept', 'discard', 'discardAll', 'tree']);
    const refused = await app.window.evaluate(() => {
      try {
        window.tessera.on('ELECTRON_BROWSER_ANYTHING' as never, () => undefined);
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toBe(true);
  });

  it('reaches no network: fetch, WebSocket, pictures and beacons are refused', async () => {
    const outcome = await app.window.evaluate(async (host) => {
      const fetched = await fetch(`http://${host}/`).then(
        () => 'reached',
        () => 'refused',
      );
      const socket = await new Promise((resolve) => {
        const opened = new WebSocket(`ws://${host}/`);
        opened.onopen = () => resolve('reached');
        opened.onerror = () => resolve('refused');
      });
      const picture = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('reached');
        image.onerror = () => resolve('refused');
        image.src = `http://${host}/picture.png`;
      });
      const file = await fetch('file:///etc/passwd').then(
        () => 'reached',
        () => 'refused',
      );
      navigator.sendBeacon(`http://${host}/beacon`, 'x');
      return { fetched, socket, picture, file };
    }, address);
    expect(outcome).toEqual({ fetched: 'refused', socket: 'refused', picture: 'refused', file: 'refused' });
    expect(requests).toBe(0);
  });

  it('is refused the network by main too, where no policy of the page stands in between', async () => {
    const outcome = await app.electron.evaluate(
      ({ session }, host) =>
        session.defaultSession.fetch(`http://${host}/`).then(
          () => 'reached',
          () => 'refused',
        ),
      address,
    );
    expect(outcome).toBe('refused');
    expect(requests).toBe(0);
  });

  it('has no language whose spelling dictionary Electron would fetch', async () => {
    const languages = await app.electron.evaluate(({ session }) =>
      session.defaultSession.getSpellCheckerLanguages(),
    );
    expect(languages).toEqual([]);
  });

  it('runs no inline and no evaluated code', async () => {
    const outcome = await app.window.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.body.append(script);
      const handler = document.createElement('div');
      handler.innerHTML = '<img src="x:" onerror="window.handlerRan = true">';
      document.body.append(handler);
      await new Promise((resolve) => setTimeout(resolve, 100));
      // Playwright's own evaluate bypasses the policy: the page has to try by itself.
      const blocked = await new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        const link = document.createElement('a');
        link.href = 'javascript:void(window.linkRan = true)';
        document.body.append(link);
        link.click();
        setTimeout(() => resolve('nothing'), 500);
      });
      return {
        inline: 'inlineRan' in window,
        handler: 'handlerRan' in window,
        link: 'linkRan' in window,
        blocked,
      };
    });
    expect(outcome).toMatchObject({ inline: false, handler: false, link: false });
  });

  it('is given no permission but writing text to the clipboard', async () => {
    const states = await app.window.evaluate(async () => {
      const ask = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      );
      return {
        denied: [await ask('geolocation'), await ask('notifications'), await ask('clipboard-read'), media],
        writing: await ask('clipboard-write'),
      };
    });
    expect(states.denied).toEqual(['denied', 'denied', 'denied', 'denied']);
    expect(states.writing).toBe('granted');
  });

  it('cannot be led elsewhere, and opens no other window', async () => {
    const before = app.window.url();
    await app.window.evaluate((host) => {
      const link = document.createElement('a');
      link.href = `http://${host}/`;
      document.body.append(link);
      link.click();
      window.open(`http://${host}/`);
      window.open('app://tessera/index.html');
      location.href = `http://${host}/`;
    }, address);
    await app.window.waitForTimeout(500);
    expect(app.window.url()).toBe(before);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(requests).toBe(0);
  });

  it('comes back by itself from an empty page, which no rule can refuse beforehand', async () => {
    await app.window.evaluate(() => void (location.href = 'about:blank'));
    await app.window.waitForURL('app://tessera/index.html');
    await app.window.locator('#app > *').first().waitFor();
  });

  it('gets files of the app only, with the policy on each', async () => {
    const outcome = await app.electron.evaluate(async ({ session }) => {
      const get = async (url: string) => {
        const response = await session.defaultSession.fetch(url);
        return [response.status, response.headers.get('content-security-policy')];
      };
      return [
        await get('app://tessera/index.html'),
        await get('app://tessera/..%2fmain%2fmain.js'),
        await get('app://tessera/../../package.json'),
        await get('app://elsewhere/index.html'),
      ];
    });
    expect(outcome[0]![0]).toBe(200);
    expect(outcome[0]![1]).toMatch(/^default-src 'none'/);
    expect(outcome.slice(1).map(([status]) => status)).toEqual([404, 404, 404]);
  });

  it('gets pixels by id only', async () => {
    const statuses = await app.window.evaluate(async () => {
      const status = async (url: string) => (await fetch(url)).status;
      return [
        await status('image://document/etc/passwd/0/0'),
        await status('image://document/6fb8b7da-1bac-46a7-bd71-c3f3c43062d6/0/0/0'),
        await status('image://document/..%2f..%2fetc/0/0/0'),
        await status('image://run/6fb8b7da-1bac-46a7-bd71-c3f3c43062d6/step/0/1'),
        await status('image://turn/6fb8b7da-1bac-46a7-bd71-c3f3c43062d6/step/1'),
        await status('image://turn/6fb8b7da-1bac-46a7-bd71-c3f3c43062d6/layout'),
        await status('image://turn/..%2f..%2fetc/step/1'),
        await status('image://turn/etc/passwd'),
      ];
    });
    expect(statuses).toEqual([400, 404, 400, 404, 404, 404, 400, 400]);
  });

  it('may not send a path: a dropped file that is none is refused', async () => {
    const answers = await app.window.evaluate(async (path) => {
      const made = await window.tessera.documents
        .openDropped([new File(['x'], path)])
        .catch(() => ({ ok: false }));
      const text = await window.tessera.documents
        .openDropped([path as unknown as File])
        .catch(() => ({ ok: false }));
      return [made.ok, text.ok];
    }, projectFile('assets/samples/summit-sunset.jpg'));
    expect(answers).toEqual([false, false]);
  });

  it('asks nothing with arguments that the contract does not know', async () => {
    const answer = await app.window.evaluate(() => window.tessera.documents.new({ width: 1e12, height: -1 }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'request-invalid' } });
  });

  it('that nobody registered is refused, whatever it asks', async () => {
    const answer = await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }) => {
      const preload = `${electronApp.getAppPath()}/out/preload/preload.cjs`;
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { sandbox: true, contextIsolation: true, preload },
      });
      await stranger.loadURL('app://tessera/index.html');
      const result: unknown = await stranger.webContents.executeJavaScript(
        'window.tessera.documents.current()',
      );
      stranger.destroy();
      return result;
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'request-denied' } });
  });

  it('violates its own policy nowhere while it starts', () => {
    expect(
      app.output
        .filter((line) => /Content.Security.Policy/i.test(line) && !/inline|javascript:/i.test(line))
        .join(''),
    ).not.toMatch(/style|font|worker|eval/i);
  });
});

it('a second start hands over to the first and leaves', async () => {
  const first = await launchApp();
  await expect(launchApp({ userData: first.userData })).rejects.toThrow();
  expect(await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
