import { channel, nothingSchema } from './schemas.ts';

/** A newer version, as its signed list describes it. */
export interface UpdateOffer {
  readonly version: string;
  /** What changes, as in CHANGELOG.md. */
  readonly notes: string;
  /** Of what is downloaded. */
  readonly bytes: number;
  /** True where the app puts the new version in its own place; else its file is shown, for the system's installer. */
  readonly installs: boolean;
}

/** Only in builds that have a feed (`hasUpdates`): others know none of these. */
export const updateChannels = {
  /** Asks the server; null = this is the newest version. */
  'updates/check': channel<UpdateOffer | null>()(nothingSchema),
  /** Downloads what was offered and installs it, or shows its file; the name of the file that is shown, null where it was cancelled. */
  'updates/take': channel<string | null>()(nothingSchema),
  'updates/cancel': channel<void>()(nothingSchema),
} as const;
