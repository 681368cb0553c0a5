/** Largest body of a request, in bytes. */
export const LARGEST_BODY = 1_000_000;
/** All files of one upload together, in bytes. */
export const LARGEST_UPLOAD = 4 * 1024 ** 3;
