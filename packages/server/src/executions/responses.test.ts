import { expect, test } from 'vitest'
import { createResponses } from './responses.ts'

const ok = { status: 200, headers: {}, body: 'now' }
const done = { status: 'succeeded', output: { said: 'end' } } as const

test('an answer that comes before anybody waits is kept for the one who does', async () => {
  const responses = createResponses()
  responses.answer('x', ok)
  responses.answer('x', { ...ok, body: 'second' })
  expect(await responses.wait('x', 1000)).toEqual(ok)
})

test('who waits gets the first answer; the end answers only if no step did', async () => {
  const responses = createResponses()
  const first = responses.wait('x', 1000)
  responses.answer('x', ok)
  responses.finish('x', done)
  expect(await first).toEqual(ok)
  const second = responses.wait('y', 1000)
  responses.finish('y', done)
  expect(await second).toMatchObject({ status: 200, body: { said: 'end' } })
})

test.each([
  [404, 404],
  [undefined, 500],
  [200, 500],
])('an error with status %s answers %s and its message', async (statusCode, status) => {
  const responses = createResponses()
  const answer = responses.wait('x', 1000)
  const error = { code: 'c', message: 'no such user', retry: 'never' as const }
  responses.finish('x', {
    status: 'failed',
    error: statusCode === undefined ? error : { ...error, statusCode },
    step: 'steps[0]',
  })
  expect(await answer).toMatchObject({ status, body: { message: 'no such user' } })
})

test('nobody waits for ever', async () => {
  expect(await createResponses().wait('x', 5)).toBe(undefined)
})
