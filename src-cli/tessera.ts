import { main } from './main';
import { outliveReaders } from './output';

const printingFailed = outliveReaders();
const code = await main(process.argv);
// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = code === 0 && printingFailed() ? 1 : code;
