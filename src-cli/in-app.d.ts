/** Whether this is the command line that ships in the app, whose build contains nothing that connects (vite.cli.config.ts). */
declare const isInApp: boolean;
