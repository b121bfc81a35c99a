import { createPublicKey } from 'node:crypto';

/**
 * What the bundler puts in for the constants of src-shared/update-feed.d.ts. Without TESSERA_UPDATE_FEED there is no feed, and
 * what only exists for updates is dropped from the build.
 * @returns {Record<string, string>} `define` of a Vite configuration
 */
export function updateConstants() {
  const { TESSERA_UPDATE_FEED: feed = '', TESSERA_UPDATE_KEY: key = '' } = process.env;
  if (feed !== '') check(feed, key);
  return {
    hasUpdates: JSON.stringify(feed !== ''),
    updateFeed: JSON.stringify(feed),
    updateKey: JSON.stringify(key),
  };
}

/** @throws where nobody could be safe with these */
function check(feed, key) {
  const { protocol, hostname } = new URL(feed);
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === '127.0.0.1'))
    throw new Error('TESSERA_UPDATE_FEED must be an address of https.');
  const { asymmetricKeyType } = createPublicKey({
    key: Buffer.from(key, 'base64'),
    format: 'der',
    type: 'spki',
  });
  if (asymmetricKeyType !== 'ed25519') throw new Error('TESSERA_UPDATE_KEY must be a public key of Ed25519.');
}
