import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');
const manifest = read('deploy/flatpak/org.tessera.app.yml');
const metainfo = read('deploy/flatpak/org.tessera.app.metainfo.xml');
const launcher = read('deploy/flatpak/tessera.sh');
const value = (key: string, text = manifest): string | undefined =>
  new RegExp(`^${key}: '?([^'\\n]+)'?$`, 'm').exec(text)?.[1];

describe("the Flatpak's files", () => {
  it('name the app, its version and its program as the other packages do', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const id = value('appId', read('electron-builder.yml'));
    expect(value('id')).toBe(id);
    expect(metainfo).toContain(`<id>${id}</id>`);
    expect(metainfo).toContain(`<launchable type="desktop-id">${id}.desktop</launchable>`);
    expect(value('command')).toBe('tessera');
    const debs = [...manifest.matchAll(/dist\/(\S+\.deb)\n.*\n +only-arches: \[(\w+)\]/g)];
    expect(debs.map(([, deb, architecture]) => [deb, architecture])).toEqual([
      [`tessera_${version}_amd64.deb`, 'x86_64'],
      [`tessera_${version}_arm64.deb`, 'aarch64'],
    ]);
    expect(/<release version="([^"]+)"/.exec(metainfo)?.[1]).toBe(version);
    expect(value('base-version')).toBe(value('runtime-version'));
  });

  it('allow a window and the graphics card: no network, no file, no service of the desktop', () => {
    const permissions = [...manifest.matchAll(/^ {2}- (--\S+)/gm)].map(([, permission]) => permission);
    expect(permissions).toEqual(['--socket=wayland', '--socket=fallback-x11', '--share=ipc', '--device=dri']);
    expect(manifest).not.toMatch(/--share=network|--filesystem|-name=/);
  });

  it("start the app in Flatpak's sandbox, never without one", () => {
    expect(launcher).toMatch(/^exec zypak-wrapper \S+ "\$@"$/m);
    expect(manifest + launcher).not.toContain('no-sandbox');
  });
});
