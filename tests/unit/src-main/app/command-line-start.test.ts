import { expect, it } from 'vitest';
import { commandLineStart } from '#main/app/command-line-start.ts';

it('starts the command line where the last word before "--" says so, with all that follows as words', () => {
  expect(
    commandLineStart(['app', '--no-sandbox', 'folder', '--command-line', '--', 'fill', '--', '--type=x']),
  ).toEqual({
    script: 'tessera.js',
    words: ['fill', '--', '--type=x'],
    startedWith: ['--no-sandbox', 'folder'],
  });
  expect(commandLineStart(['app', '--command-line', '--'])?.words).toEqual([]);
  expect(commandLineStart(['app', '--command-line-engine', '--'])?.script).toBe('engine-process.js');
});

it('starts the app for everything else, a file of such a name among it', () => {
  for (const argv of [
    ['app'],
    ['app', 'photo.jpg'],
    ['app', '--command-line'],
    ['app', '--', '--command-line'],
    ['app', '--', '--command-line', '--'],
    ['app', '--command-line', 'photo.jpg', '--', 'fill'],
    ['app', 'toString', '--', 'fill'],
    ['--command-line', '--', 'fill'],
  ])
    expect(commandLineStart(argv), argv.join(' ')).toBeNull();
});
