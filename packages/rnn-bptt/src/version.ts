/** The version of the implementations of this package. */
export const version = '0.1.0';
