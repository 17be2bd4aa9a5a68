export { describeCatalog } from './catalog/describe-catalog.ts'
export { startKeyway, type Keyway } from './start.ts'
