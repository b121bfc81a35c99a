import type { Session } from 'electron';

/** Rule: what looks for updates reaches the folder of the feed and nothing else, an answer that leads elsewhere included. */
export function allowOnlyFeed(session: Session, feed: string): void {
  session.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: details.method !== 'GET' || !isBesideFeed(details.url, feed) }),
  );
  session.setSpellCheckerLanguages([]);
}

/** True for the feed and what lies in its folder. */
export function isBesideFeed(address: string, feed: string): boolean {
  const folder = new URL('.', feed).href;
  return new URL(address).href.startsWith(folder);
}
