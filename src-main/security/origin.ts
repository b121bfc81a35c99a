/** The one place windows come from. */
export const appScheme = 'app';
export const appHost = 'tessera';
export const appOrigin = `${appScheme}://${appHost}`;
/** Pixels, by id. */
export const imageScheme = 'image';
