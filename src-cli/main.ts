import { Command, CommanderError } from 'commander';
import { Cancelled, toErrorReport } from '#shared/errors.ts';
import { type CommandHost, ownProcess } from './command-host.ts';
import { registerExtend } from './extend.ts';
import { registerFill } from './fill.ts';
import { registerGenerate } from './generate.ts';
import { EndedWith, registerBatch } from './batch/batch.ts';
import { registerBench } from './bench.ts';
import { createOutput } from './output.ts';
import { registerPack } from './pack.ts';
import { registerReplay } from './replay.ts';
import { appVersion } from './version.ts';

/** Exit codes (promise): 0 done, 1 failed, 2 usage; those of a batch are in batch/batch.ts. */
const failed = 1;
const usage = 2;

/** Every command, and how its usage errors end. */
export function createProgram(host: CommandHost = ownProcess): Command {
  const program = new Command('tessera')
    .configureOutput({ writeErr: (text) => host.writeUsage(text) })
    .description('Fill, extend and make pictures with a causal diffusion transformer, offline.')
    .version(appVersion)
    .showHelpAfterError('(run with --help for what is possible)');
  registerFill(program, host);
  registerExtend(program, host);
  registerGenerate(program, host);
  registerBatch(program, createProgram);
  registerReplay(program);
  registerPack(program);
  registerBench(program);
  throwOnExit(program);
  return program;
}

/** commander ends the process with 1 on usage errors; every subcommand has to be told not to. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

/** Runs the command line. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const output = createOutput(argv.includes('--json'));
  try {
    await createProgram().parseAsync([...argv]);
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
      output.fail('cancelled', 'Cancelled. Nothing was written.');
      return failed;
    }
    const { code, message } = toErrorReport(error);
    output.fail(code, message);
    if (code === 'internal' && process.env['TESSERA_DEBUG'] && error instanceof Error)
      output.say(String(error.stack));
    return code === 'usage' ? usage : failed;
  }
}
