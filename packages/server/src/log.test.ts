import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('masks secrets by name, at the top and one level down', () => {
  const lines: string[] = []
  const log = createLog({ level: 'info', stream: { write: (line) => lines.push(line) } })
  log.info(
    { password: 'canary', user: { token: 'canary' }, headers: { cookie: 'canary' }, id: 7 },
    'signed in',
  )
  log.debug('not at this level')
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('canary')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: 7, msg: 'signed in', name: 'keyway' })
})
