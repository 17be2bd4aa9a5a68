export type * from './flow/document.ts'
export type * from './interpreter/journal.ts'
export type * from './interpreter/trace.ts'
