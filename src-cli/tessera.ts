import { main } from './main.ts';
import { allPrinted, outliveReaders } from './output.ts';

const printingFailed = outliveReaders();
const code = await main(process.argv);
// What was written to a pipe has to arrive, and whether a file took it is known only then.
await allPrinted();
process.exitCode = code === 0 && printingFailed() ? 1 : code;
