/** What the bundler puts in for the constants of src-shared/update-feed.d.ts. */
export function updateConstants(): Record<string, string>;
