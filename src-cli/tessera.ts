import { main } from './main';

// Not process.exit: what was written to a pipe has to arrive.
process.exitCode = await main(process.argv);
