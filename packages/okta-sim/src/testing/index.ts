export type { DescribedRequest } from './check-request.ts'
export type { OktaDescription } from './okta-description.ts'
export { readOktaDescription } from './okta-description.ts'
export { timedCode } from '../org/factors.ts'
