/** The name of a signature store in its directory, the bundled one and the user's. */
export const storeName = 'kernels.tfs';
