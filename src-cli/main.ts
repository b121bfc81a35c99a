import { Command, CommanderError } from 'commander';
import { Cancelled, toErrorReport } from '../src-shared/contract/errors';
import { registerExtend } from './extend';
import { registerFill } from './fill';
import { registerGenerate } from './generate';
import { registerBench } from './bench';
import { registerPack } from './pack';
import { registerReplay } from './replay';
import { appVersion } from './version';

/** Exit codes (promise): 0 done, 1 failed, 2 usage. */
const failed = 1;
const usage = 2;

function createProgram(): Command {
  const program = new Command('tessera')
    .description('Fill, extend and make pictures with a causal diffusion transformer, offline.')
    .version(appVersion)
    .showHelpAfterError('(run with --help for what is possible)');
  registerFill(program);
  registerExtend(program);
  registerGenerate(program);
  registerReplay(program);
  registerPack(program);
  registerBench(program);
  throwOnExit(program);
  return program;
}

/** commander ends the process with 1 on usage errors; every subcommand has to be told not to (libraries.md row 3). */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

/** Runs the command line. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  const report = (code: string, message: string): void => {
    if (json) process.stdout.write(`${JSON.stringify({ event: 'error', code, message })}\n`);
  };
  try {
    await createProgram().parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      report('usage', error.message);
      return usage;
    }
    if (error instanceof Cancelled) {
      process.stderr.write('\nCancelled. Nothing was written.\n');
      report('cancelled', 'Cancelled. Nothing was written.');
      return failed;
    }
    const { code, message } = toErrorReport(error);
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    process.stderr.write(`${message}\n`);
    if (code === 'internal' && process.env['TESSERA_DEBUG'] && error instanceof Error)
      process.stderr.write(`${error.stack}\n`);
    report(code, message);
    return code === 'usage' ? usage : failed;
  }
}
