export { describeCatalog } from './catalog/describe-catalog.ts'
export { readCatalog } from './catalog/read-catalog.ts'
export { startKeyway, type Keyway } from './start.ts'
