import { expect, test } from 'vitest'
import { rateBucket } from './rate-bucket.ts'

test.for([
  ['GET', '/api/v1/users', '/api/v1/users'],
  ['POST', '/api/v1/users', '/api/v1/users'],
  ['GET', '/api/v1/users/00u1', 'GET /api/v1/users/{id}'],
  ['GET', '/api/v1/users/00u1/groups', 'GET /api/v1/users/{id}'],
  ['POST', '/api/v1/users/00u1/lifecycle/suspend', 'write /api/v1/users/{id}'],
  ['DELETE', '/api/v1/users/00u1/sessions', 'write /api/v1/users/{id}'],
  ['GET', '/api/v1/logs', '/api/v1/logs'],
] as const)('%s %s counts in %s', ([method, pathname, bucket]) => {
  expect(rateBucket({ method, pathname })).toBe(bucket)
})
