import { reference, type Source } from '../source.ts'
import type { Offer } from './scope.ts'

/** Values that start cards have beside their own. `error`: what a helper reads the error as that it was called for. */
export function contextOffers(error: Source = reference(['execution', 'error'])): Offer[] {
  const context = (key: string, source: Source): Offer => ({ key, group: 'context', source })
  return [
    { ...context('execution_id', reference(['execution', 'id'])), type: 'text' },
    { ...context('execution_time', reference(['execution', 'startedAt'])), type: 'text' },
    { ...context('index', reference(['execution', 'caller', 'index'])), type: 'number' },
    { ...context('error', error), type: 'object' },
    { ...context('parent', caller), type: 'object' },
  ]
}

const caller: Source = {
  kind: 'object',
  fields: new Map([
    ['id', reference(['execution', 'caller', 'flow'])],
    ['method', reference(['execution', 'caller', 'step'])],
    ['name', reference(['execution', 'caller', 'flow'])],
    ['execution_id', reference(['execution', 'caller', 'execution'])],
  ]),
}
