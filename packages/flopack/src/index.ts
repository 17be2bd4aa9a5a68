export { mergeReports } from './fidelity.ts'
export { readFlopack } from './read-flopack.ts'
export type * from './reading.ts'
