/** Largest body of a request, in bytes. */
export const LARGEST_BODY = 1_000_000;
