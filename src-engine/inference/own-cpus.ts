import { availableParallelism } from 'node:os';

/** Where a process reads how many CPUs are its own; without it all of the machine's are. */
export const cpusVariable = 'TESSERA_CPUS';

/** How many CPUs are this process's own. */
export const ownCpus = (): number => Number(process.env[cpusVariable]) || availableParallelism();
