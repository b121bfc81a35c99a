import { type Command, CommanderError } from 'commander';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownProcess } from '#cli/command-host.ts';
import { createProgram } from '#cli/main.ts';
import { english } from '#shared/text/english.ts';
import { languageNames } from '#shared/text/language.ts';
import { languages } from '#shared/text/languages.ts';
import { useLanguage } from '#shared/text/text.ts';

// All commands are loaded once.
beforeAll(() => createProgram(), 120_000);
afterEach(() => useLanguage('en'));

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

it('every command and every option says what it is for', async () => {
  for (const command of everyCommand(await createProgram()))
    for (const { flags, description } of command.options)
      expect(description, `${command.name()} ${flags}`).not.toBe('');
});

it.each([['extend', 'photo.png'], ['generate']])('%s says why there is no opacity', async (...command) => {
  const program = (await createProgram()).exitOverride();
  for (const each of everyCommand(program))
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  const asked = program.parseAsync([...command, '--opacity', '50', '-o', 'out.png'], { from: 'user' });
  await expect(asked).rejects.toThrow(english.window.opacity.nothingBefore);
});

/** Every sentence of a part of the catalogue that takes no value. */
const sentences = (part: object): string[] =>
  Object.values(part).flatMap((said: unknown) =>
    typeof said === 'string' ? [said] : typeof said === 'object' ? sentences(said as object) : [],
  );

describe.each(languageNames.filter((name) => name !== 'en'))('the help in the language %s', (name) => {
  it('says nothing in English: neither our words nor those of the library', async () => {
    await useLanguage(name);
    const program = await createProgram();
    const help = everyCommand(program)
      .map((command) => command.helpInformation().replace(/\s+/g, ' '))
      .join('\n');
    const { commandHelp } = await languages[name].load();
    const translated = new Set(sentences(commandHelp));
    // Names that are the same in both languages are no sentences.
    const left = sentences(english.commandHelp).filter(
      (said) => said.includes(' ') && !translated.has(said) && help.includes(said.replace(/\s+/g, ' ')),
    );
    expect(left).toEqual([]);
    expect(help).not.toMatch(/display help|Usage:|Options:|\(default|\(choices/);
  });

  it('is no wider than a terminal of 80 columns where words can be wrapped', async () => {
    await useLanguage(name);
    const crop = (await createProgram(ownProcess, 'crop')).commands[0]!;
    crop.configureOutput({ getOutHelpWidth: () => 80 });
    const wide = (line: string): number =>
      line.length + (line.match(/[\u2e80-\ua4cf\uff00-\uff60]/g)?.length ?? 0);
    // The line of usage is not wrapped.
    expect(
      crop
        .helpInformation()
        .split('\n')
        .slice(1)
        .filter((line) => wide(line) > 80),
    ).toEqual([]);
  });
});

describe('wrong usage', () => {
  /** What is said, and the code that commander gives it. */
  async function refusal(...argv: string[]): Promise<[said: string, code: string]> {
    let said = '';
    const host = { ...ownProcess, writeUsage: (words: string) => void (said += words) };
    const program = await createProgram(host, argv[0]);
    try {
      await program.parseAsync(['node', 'tessera', ...argv]);
    } catch (error) {
      if (error instanceof CommanderError) return [said, error.code];
    }
    throw new Error(`${argv.join(' ')} was not refused`);
  }

  const cases: readonly (readonly [argv: readonly string[], english: string, german: string])[] = [
    [['crop', '-o', 'b'], "error: missing required argument 'photo'", "Fehler: das Argument 'photo' fehlt"],
    [
      ['crop', 'a', '-o'],
      "error: option '-o, --output <file>' argument missing",
      "Fehler: der Option '-o, --output <file>' fehlt ihr Wert",
    ],
    [
      ['crop', 'a'],
      "error: required option '-o, --output <file>' not specified",
      "Fehler: die Option '-o, --output <file>' fehlt",
    ],
    [
      ['crop', 'a', '-o', 'b', '--zzzzzz'],
      "error: unknown option '--zzzzzz'",
      "Fehler: unbekannte Option '--zzzzzz'",
    ],
    [
      ['crop', 'a', '-o', 'b', '--rotat', '90'],
      "error: unknown option '--rotat'\n(Did you mean --rotate?)",
      "Fehler: unbekannte Option '--rotat'\n(Gemeint war vielleicht --rotate?)",
    ],
    [['zzzzzz'], "error: unknown command 'zzzzzz'", "Fehler: unbekannter Befehl 'zzzzzz'"],
    [
      ['crop', 'a', 'b', '-o', 'c'],
      "error: too many arguments for 'crop'. Expected 1 argument but got 2.",
      "Fehler: zu viele Argumente für 'crop': 1 erwartet, 2 gegeben.",
    ],
    [
      ['crop', 'a', '-o', 'b', '--rotate', '45'],
      "error: option '--rotate <degrees>' argument '45' is invalid. Allowed choices are 90, 180, 270.",
      "Fehler: die Option '--rotate <degrees>' kann nicht '45' sein. Möglich sind 90, 180, 270.",
    ],
    [
      ['crop', 'a', '-o', 'b', '--quality', 'x'],
      "error: option '--quality <n>' argument 'x' is invalid. It must be a whole number from 1 to 100.",
      "Fehler: die Option '--quality <n>' kann nicht 'x' sein. Es muss eine ganze Zahl von 1 bis 100 sein.",
    ],
  ];

  it('is said in the words of the library in English, and in German ones in German, with the same code', async () => {
    for (const [argv, inEnglish, inGerman] of cases) {
      await useLanguage('en');
      const [said, code] = await refusal(...argv);
      expect(said).toBe(`${inEnglish}\n(run with --help for what is possible)\n`);
      await useLanguage('de');
      expect(await refusal(...argv)).toEqual([
        `${inGerman}\n(mit --help zeigt sich, was möglich ist)\n`,
        code,
      ]);
    }
  });
});
