import { expect, test } from 'vitest'
import { keepLatestReading } from './latest-reading.ts'

test('a reading that began earlier and ends later replaces nothing', async () => {
  const answers: ((value: string) => void)[] = []
  const opening = keepLatestReading(() => new Promise<string>((resolve) => answers.push(resolve)))
  answers[0]?.('first')
  const reading = await opening
  const slow = reading.refresh()
  const quick = reading.refresh()
  answers[2]?.('new')
  await quick
  expect(reading.current()).toBe('new')
  answers[1]?.('old')
  await slow
  expect(reading.current()).toBe('new')
})

test('a reading that fails leaves what is known', async () => {
  const values = [() => Promise.resolve('known'), () => Promise.reject(new Error('no store'))]
  const reading = await keepLatestReading(() => values.shift()?.() ?? Promise.resolve('later'))
  await expect(reading.refresh()).rejects.toThrow('no store')
  expect(reading.current()).toBe('known')
  await reading.refresh()
  expect(reading.current()).toBe('later')
})
