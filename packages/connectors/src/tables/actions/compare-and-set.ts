import { defineAction, field, z } from '@keyway/sdk'
import { optional, record, withDefault } from '../../input.ts'
import { requireRow, rowId, rowOutput, table, toRowOutput, values } from '../fields.ts'

export const compareAndSet = defineAction({
  id: 'tables.compare_and_set',
  title: 'Compare and set row',
  description:
    'Changes a row only if it is as expected, in one step: of several flows that try at the same time one succeeds.',
  // The store remembers the answer of each step, so a step that runs again changes nothing and gets the same answer.
  effect: 'idempotent',
  input: z.object({
    table,
    rowId,
    expected: field(withDefault(record(), {}), {
      title: 'Expected values',
      description: 'By column name; an empty value expects an empty column.',
    }),
    expectedVersion: field(optional(z.int().min(1)), {
      title: 'Expected version',
      description: 'As it was read with the row.',
    }),
    values,
  }),
  output: rowOutput.extend({
    isSet: field(z.boolean(), {
      title: 'Is set',
      description: 'Whether the row was as expected and is changed.',
    }),
  }),
  async run({ table: name, rowId: id, expected, expectedVersion, ...input }, { tables, idempotencyKey }) {
    const swap = await tables.compareAndSet(name, {
      rowId: id,
      expected: { values: expected, version: expectedVersion },
      values: input.values,
      swapKey: idempotencyKey,
    })
    const { isSet, row } = requireRow(swap, { table: name, rowId: id })
    return { ...toRowOutput(row), isSet }
  },
})
