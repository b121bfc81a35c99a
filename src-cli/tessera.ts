import { main } from './main.ts';
import { outliveReaders } from './output.ts';

const printingFailed = outliveReaders();
const code = await main(process.argv);
// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = code === 0 && printingFailed() ? 1 : code;
