/** The name of the signing key's file in the folder of the user's data. */
export const signingKeyFile = 'content-credentials.pem';
