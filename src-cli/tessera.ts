import { appVersion } from './app-version.ts';

if (process.argv[2] === '-V' || process.argv[2] === '--version') await printVersion();
else await run();

/** Alone, without what the commands need: scripts ask for it, and nothing else is said. */
async function printVersion(): Promise<void> {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    // A reader that leaves has read enough; Windows says EOF.
    if (code !== 'EPIPE' && code !== 'EOF') process.exitCode = 1;
  });
  await new Promise<void>((taken) => process.stdout.write(`${appVersion}\n`, () => setImmediate(taken)));
}

async function run(): Promise<void> {
  const [{ main }, { allPrinted, outliveReaders }] = await Promise.all([
    import('./main.ts'),
    import('./output.ts'),
  ]);
  const printingFailed = outliveReaders();
  const code = await main(process.argv);
  // What was written to a pipe has to arrive, and whether a file took it is known only then.
  await allPrinted();
  process.exitCode = code === 0 && printingFailed() ? 1 : code;
}
