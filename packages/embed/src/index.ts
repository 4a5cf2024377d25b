/**
 * The folder of the bundles, for whoever serves them: `review-rubric.js`, `hub-connection.js`, `client.js` and the
 * chunks that they share. It is filled by `npm run build`, and the same from the sources and from the package.
 */
export const bundles: URL = new URL('../dist/bundles/', import.meta.url);
