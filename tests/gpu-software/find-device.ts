import { useSoftwareGpu } from '#tests/fixtures/software-gpu.ts';

/** Set-up of this tier's files. */
useSoftwareGpu();
