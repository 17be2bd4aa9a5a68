import { afterAll, describe } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { describeJobs } from './jobs-contract.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

describe('jobs on SQLite', () => {
  describeJobs(async () => ({ kind: 'sqlite', directory: directories.create() }))
})
