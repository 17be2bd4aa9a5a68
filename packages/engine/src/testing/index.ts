/** What tests of packages above need to test with any flow there can be. */
export { arbitraryFlow } from './arbitrary-flow.ts'
