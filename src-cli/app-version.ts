import { version } from '../package.json';

/** The version of the application; recipes carry it. */
export const appVersion: string = version;
