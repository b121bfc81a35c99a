/** Whether this build looks for updates when it is asked to: TESSERA_UPDATE_FEED was set when it was made (scripts/set-up/update-feed.mjs). */
declare const hasUpdates: boolean;
/** The address of the signed list of updates; its files lie beside it. */
declare const updateFeed: string;
/** What the list is signed with: a public key of Ed25519, base64 of its DER. */
declare const updateKey: string;
