import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkFlowFiles } from './check-files.ts'

const page = readFileSync(new URL('../../../../docs/flows.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, content = '']) => content)

test('every flow of the handbook can be published as it stands', () => {
  expect(examples.length).toBeGreaterThan(5)
  const files = examples.map((content) => ({ name: /^name: (.*)$/m.exec(content)?.[1] ?? '', content }))
  const problems = checkFlowFiles(files).flatMap(({ file, problems: found }) =>
    found.map(({ line, message }) => `${file}, line ${line}: ${message}`),
  )
  expect(problems).toEqual([])
})
