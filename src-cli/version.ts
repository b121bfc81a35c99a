import { version } from '../package.json';

/** Of the application; recipes carry it. */
export const appVersion: string = version;
