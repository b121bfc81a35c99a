import { Command, type ErrorOptions, Help, type Option } from 'commander';
import { text } from '#shared/text/text.ts';
import { columnsOf, wrapped } from './columns.ts';

/** A command whose help and usage errors are said in the language spoken: of itself, commander speaks English. */
export class TranslatedCommand extends Command {
  constructor(name?: string) {
    super(name);
    this.helpOption('-h, --help', text.commandHelp.words.help);
  }

  override createCommand(name?: string): Command {
    return new TranslatedCommand(name);
  }

  override createHelp(): Help {
    return Object.assign(new TranslatedHelp(), this.configureHelp());
  }

  override error(message: string, options?: ErrorOptions): never {
    return super.error(usageError(message), options);
  }
}

/** For a command that has others below it. */
export const addHelpCommand = (command: Command): Command =>
  command.helpCommand('help [command]', text.commandHelp.words.help);

class TranslatedHelp extends Help {
  override styleTitle(title: string): string {
    const { usage, arguments: given, options, commands } = text.commandHelp.words;
    const titles = { 'Usage:': usage, 'Arguments:': given, 'Options:': options, 'Commands:': commands };
    return titles[title as keyof typeof titles] ?? title;
  }

  override optionDescription(option: Option): string {
    const { choices, default: byDefault, environment } = text.commandHelp.words;
    const { description, argChoices, defaultValue, defaultValueDescription, envVar } = option;
    const facts: string[] = [];
    if (argChoices) facts.push(choices(argChoices.map((choice) => JSON.stringify(choice)).join(', ')));
    // An option without a value is off, and a list is empty, unless it is given.
    const isList = Array.isArray(defaultValue);
    if (defaultValue !== undefined && !isList && (option.required || option.optional))
      facts.push(byDefault(defaultValueDescription ?? JSON.stringify(defaultValue)));
    if (envVar !== undefined) facts.push(environment(envVar));
    return facts.length === 0 ? description : `${description} (${facts.join(', ')})`;
  }

  override displayWidth(words: string): number {
    return columnsOf(words);
  }

  override boxWrap(words: string, width: number): string {
    return width < this.minWidthToWrap ? words : wrapped(words, width);
  }
}

type Words = typeof text.commandHelp.wrong;

/** The sentences in which commander 14 says what is wrong, and ours for each; its own words are given to them in their sequence. */
const sentences: readonly [RegExp, (words: Words, ...parts: string[]) => string][] = [
  [/^missing required argument '(.+)'$/, (words, name) => words.missingArgument(name!)],
  [/^option '(.+)' argument missing$/, (words, option) => words.missingValue(option!)],
  [/^required option '(.+)' not specified$/, (words, option) => words.missingOption(option!)],
  [/^unknown option '(.+)'$/, (words, option) => words.unknownOption(option!)],
  [
    /^option '(.+)' cannot be used with option '(.+)'$/,
    (words, option, other) => words.conflict(option!, other!),
  ],
  [/^unknown command '(.*)'$/, (words, command) => words.unknownCommand(command!)],
  [
    /^too many arguments(?: for '(.+)')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    (words, command, expected, given) => words.tooMany(command ?? 'tessera', Number(expected), Number(given)),
  ],
  [/^option '(.+)' argument '(.*)' is invalid\.$/s, (words, option, value) => words.value(option!, value!)],
  [
    /^option '(.+)' value '(.*)' from env '(.+)' is invalid\.$/s,
    (words, option, value, variable) => words.environment(option!, value!, variable!),
  ],
  [/^Allowed choices are (.+)\.$/, (words, list) => words.choices(list!)],
  [/^\(Did you mean (?:one of )?(.+)\?\)$/, (words, names) => words.didYouMean(names!)],
];

/** What follows a sentence of commander: ours of what a value has to be, its own of what is allowed, and what may have been meant. */
const ends = /(?<= is invalid\.) |\n(?=\(Did you mean )/;

/** What commander says of wrong usage, in the language spoken; a sentence that is not known stays as it is. */
function usageError(message: string): string {
  const words = text.commandHelp.wrong;
  const said = message
    .replace(/^error: /, '')
    .split(ends)
    .map((sentence) => {
      for (const [english, say] of sentences) {
        const match = english.exec(sentence);
        if (match) return say(words, ...match.slice(1));
      }
      return sentence;
    });
  const between = said.at(-1)!.startsWith('(') ? '\n' : ' ';
  return words.error(said.join(between));
}
