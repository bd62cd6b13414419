/**
 * Third-party engines as implementations of the spec, each imported only when it is named.
 *
 * @module
 */
export type { Adapter, PreparedCall } from './adapter.ts';
export { adapterNames, loadAdapter } from './load-adapter.ts';
