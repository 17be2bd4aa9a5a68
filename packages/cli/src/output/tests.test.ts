import { expect, test } from 'vitest'
import { formatTests } from './tests.ts'

test('each case has a mark, and what differs stands below it with its place', () => {
  const files = [
    {
      file: 'a.test.yaml',
      problems: [],
      updated: false,
      cases: [
        { name: 'tells', line: 3, status: 'passed' as const, differences: [] },
        {
          name: 'is quiet',
          line: 9,
          status: 'failed' as const,
          differences: [
            { path: 'output.count', expected: 2, found: 3 },
            { path: 'output.more', found: { a: 1 } },
            { path: 'notRun.x', message: 'expected not to run, ran once' },
          ],
        },
      ],
    },
    {
      file: 'b.test.yaml',
      problems: [{ line: 2, column: 3, message: '"flow" is missing.' }],
      updated: true,
      cases: [],
    },
  ]
  expect(formatTests(files, { files: 2, cases: 2, passed: 1, failed: 1, problems: 1 })).toBe(`a.test.yaml
  ✓ tells
  ✗ is quiet  (a.test.yaml:9)
      output.count: expected 2, found 3
      output.more: expected nothing, found {"a":1}
      notRun.x: expected not to run, ran once
b.test.yaml (written)
  ✗ b.test.yaml:2:3 "flow" is missing.

2 cases: 1 passed, 1 failed, 1 problem in the files.`)
})
