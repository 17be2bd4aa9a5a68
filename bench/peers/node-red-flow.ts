/** The measured flow as Node-RED writes it: http in, answered at once; switch; change (JSONata); http request. */
export function nodeRedFlow(stubUrl: string | null): object[] {
  const z = 'bench'
  return [
    { id: z, type: 'tab', label: 'Bench' },
    { id: 'in', z, type: 'http in', url: '/bench', method: 'post', wires: [['answer', 'condition']] },
    { id: 'answer', z, type: 'http response', statusCode: '204', headers: {}, wires: [] },
    {
      id: 'condition',
      z,
      type: 'switch',
      property: 'payload.data.events[0].severity',
      propertyType: 'msg',
      rules: ['WARN', 'ERROR'].map((v) => ({ t: 'eq', v, vt: 'str' })),
      checkall: 'false',
      outputs: 2,
      wires: [['compose'], ['compose']],
    },
    {
      id: 'compose',
      z,
      type: 'change',
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: compose, tot: 'jsonata' }],
      wires: [[stubUrl === null ? 'count' : 'post']],
    },
    ...(stubUrl === null
      ? []
      : [
          {
            id: 'post',
            z,
            type: 'http request',
            method: 'POST',
            ret: 'txt',
            url: `${stubUrl}/messages`,
            persist: true,
            wires: [['count']],
          },
        ]),
    // It keeps no record of what ran, so it has to count.
    { id: 'count', z, type: 'function', func: counting, outputs: 0, wires: [] },
    { id: 'ask', z, type: 'http in', url: '/completed', method: 'get', wires: [['read']] },
    { id: 'read', z, type: 'change', rules: [reading], wires: [['tell']] },
    { id: 'tell', z, type: 'http response', statusCode: '200', headers: {}, wires: [] },
  ]
}

const event = 'payload.data.events[0]'
const compose = `{ "event": ${event}.uuid, "text": ${event}.actor.displayName & " (" & ${event}.actor.alternateId & "): " & ${event}.displayMessage }`
const counting = "global.set('completed', (global.get('completed') || 0) + 1)"
const reading = {
  t: 'set',
  p: 'payload',
  pt: 'msg',
  to: '{ "completed": $globalContext("completed") }',
  tot: 'jsonata',
}
