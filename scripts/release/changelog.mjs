import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.mjs';

/**
 * What CHANGELOG.md says of a version ("0.2.0", "Unreleased"), without its heading.
 * @throws where it says nothing
 */
export function changelogOf(version, text = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) {
  const sections = text.split(/^## /m).slice(1);
  const section = sections.find((one) => one.split('\n')[0].trim() === version);
  const notes = section?.slice(section.indexOf('\n')).trim();
  if (!notes) throw new Error(`CHANGELOG.md says nothing under "## ${version}".`);
  return notes;
}
