import { tables } from '@keyway/api'
import type { World } from './world.ts'

/** Makes a table of logins and the numbers 1, 2, 3 and so on. Answers how many rows a second were added. */
export async function fillTable(
  { baseUrl, token, call }: Pick<World, 'baseUrl' | 'token' | 'call'>,
  { name, rows }: { name: string; rows: number },
): Promise<number> {
  const columns = [
    { name: 'login', type: 'text' as const },
    { name: 'number', type: 'number' as const },
  ]
  const { id } = await call(tables.createTable, { body: { name, columns } })
  const start = performance.now()
  const response = await fetch(`${baseUrl}/api/tables/${id}/csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: ReadableStream.from(csv(rows)).pipeThrough(new TextEncoderStream()),
    duplex: 'half',
  })
  if (!response.ok)
    throw new Error(`The table could not be filled: ${response.status} ${await response.text()}`)
  await response.arrayBuffer()
  return (rows / (performance.now() - start)) * 1000
}

function* csv(rows: number): Generator<string> {
  yield 'login,number\n'
  const batch = 1_000
  for (let first = 1; first <= rows; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, rows - first + 1) }, (_, at) => first + at)
    yield numbers.map((number) => `person-${number}@acme.test,${number}\n`).join('')
  }
}
