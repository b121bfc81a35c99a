import { type Command, CommanderError } from 'commander';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled } from '#shared/errors.ts';
import { text, useLanguage } from '#shared/text/text.ts';
import { cpusVariable } from '#engine/inference/own-cpus.ts';
import { registerRefused } from './app-limits.ts';
import { appPreferences, chosenThreads } from './app-preferences.ts';
import { appVersion } from './app-version.ts';
import { type CommandHost, ownProcess, EndedWith } from './command-host.ts';
import { createOutput } from './output.ts';
import { commandLineLanguage } from './spoken-language.ts';
import { addHelpCommand, TranslatedCommand } from './translated-command.ts';

/** Exit codes (promise): 0 done, 1 failed, 2 usage; those of a batch are in batch/batch-run.ts. */
const failed = 1;
const usage = 2;

type Register = (program: Command, host: CommandHost) => void;

/** Every command, loaded when it is needed: the engine takes longer to load than all that is said without it. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  fill: async () => (await import('./fill.ts')).registerFill,
  extend: async () => (await import('./extend.ts')).registerExtend,
  crop: async () => (await import('./crop.ts')).registerCrop,
  generate: async () => (await import('./generate.ts')).registerGenerate,
  batch: async () => {
    const { registerBatch } = await import('./batch/batch.ts');
    return (program) => registerBatch(program, (host, command) => createProgram(host, command));
  },
  worker: async () => {
    if (isInApp) return registerRefused('worker', text.commandHelp.worker);
    const { registerWorker } = await import('./queue/worker.ts');
    return (program) => registerWorker(program, (host, command) => createProgram(host, command));
  },
  failed: async () => {
    if (isInApp) return registerRefused('failed', text.commandHelp.failed);
    return (await import('./queue/failed-jobs.ts')).registerFailed;
  },
  replay: async () => (await import('./replay.ts')).registerReplay,
  pack: async () => (await import('./pack.ts')).registerPack,
  bench: async () => (await import('./bench.ts')).registerBench,
};

/** @param wanted the command that will run; without one there are all, as help needs them */
export async function createProgram(host: CommandHost = ownProcess, wanted?: string): Promise<Command> {
  const { words } = text.commandHelp;
  const program = new TranslatedCommand('tessera')
    .configureOutput({ writeErr: (said) => host.writeUsage(said) })
    .description(text.commandHelp.program)
    .version(appVersion, '-V, --version', words.version)
    .showHelpAfterError(words.hint);
  const isKnown = wanted !== undefined && Object.hasOwn(commands, wanted);
  const names = isKnown ? [wanted] : Object.keys(commands);
  for (const name of names) (await commands[name]!())(program, host);
  if (names.length > 1) addHelpCommand(program);
  throwOnExit(program);
  return program;
}

/** commander ends the process with 1 on usage errors; every subcommand has to be told not to. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

/** Runs the command line. What programs read, they read in English. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const isJson = argv.includes('--json');
  const output = createOutput(isJson);
  const preferences = appPreferences();
  await useLanguage(isJson ? 'en' : commandLineLanguage(preferences));
  const threads = chosenThreads(preferences);
  if (threads !== null) process.env[cpusVariable] ??= String(threads);
  try {
    await (await createProgram(ownProcess, argv[2])).parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof EndedWith) return error.exitCode;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      // commander has said it to people.
      output.event({ event: 'error', code: 'usage', message: error.message });
      return usage;
    }
    if (error instanceof Cancelled) {
      output.fail('cancelled', text.commandLine.cancelled);
      return failed;
    }
    const { code, message } = toErrorReport(error);
    output.fail(code, message);
    if (code === 'internal' && process.env['TESSERA_DEBUG'] && error instanceof Error)
      output.say(String(error.stack));
    return code === 'usage' ? usage : failed;
  }
}
